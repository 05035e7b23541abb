/** How texts from the environment become values: each reader says what is wrong with what it cannot use. */

import { isAbsolute } from 'node:path';

/** A variable that could not be used: its name, what is wrong, and an example. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

/** Least level that is logged. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

function problem(message: string): never {
  throw new ConfigProblem(message);
}

export function absoluteFolder(text: string): string {
  return isAbsolute(text) ? text : problem('it is not an absolute path');
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    const fits = /^\d+$/.test(text) && number >= least && number <= most;
    return fits ? number : problem(`it is not a whole number from ${least} to ${most}`);
  };
}

export function yesOrNo(text: string): boolean {
  if (text === 'yes' || text === 'true') return true;
  if (text === 'no' || text === 'false') return false;
  return problem('it is neither yes nor no');
}

export function webAddress(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) problem('it is not an http or https address');
  return text.replace(/\/+$/, '');
}

export function databaseAddress(text: string): string {
  const url = URL.parse(text);
  const fits = url !== null && ['postgres:', 'postgresql:'].includes(url.protocol);
  return fits ? text : problem('it is not a postgres:// address');
}

export function mailServer(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    problem('it is not an smtp:// or smtps:// address');
  }
  return url.username === '' && url.password === '' ? text : problem('user and password are variables of their own');
}

export function mailAddress(text: string): string {
  return /^[^\s<>@]+@[^\s<>@]+$/.test(text) ? text : problem('it is not an e-mail address');
}

export function longSecret(text: string): string {
  // 32 characters of a random token hold at least 128 bits.
  return text.length >= 32 ? text : problem('it is shorter than 32 characters');
}

export function logLevel(text: string): LogLevel {
  const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];
  return levels.find((level) => level === text) ?? problem(`it is none of ${levels.join(', ')}`);
}

export function list(separator: string, each: (text: string) => string): (text: string) => readonly string[] {
  return (text) =>
    text
      .split(separator)
      .filter((part) => part !== '')
      .map(each);
}
