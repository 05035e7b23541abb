/** Fits our texts, times, numbers and addresses into Jira's fields. */

import { createHash } from 'node:crypto';
import { countLimit, textLimits } from './limits.ts';

/**
 * Text that survives any database: no control characters but line feeds and tabs, no half surrogates, at most
 * `limit` characters by code point; `standIn` when nothing is left.
 */
export function textOf(text: string, limit: number, standIn: string): string {
  // Whatever lies beyond two code units a character cannot be part of the answer.
  const clean = text
    .slice(0, limit * 2 + 1024)
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  const short = Array.from(clean).slice(0, limit).join('').trim();
  return short === '' ? standIn : short;
}

/** One line of it. */
export function lineOf(text: string, limit: number, standIn: string): string {
  return textOf(text.replaceAll(/[\n\t]+/g, ' '), limit, standIn);
}

const earliest = 0;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59);

/** ISO 8601 in UTC. Git takes any number for a time; what no calendar shows becomes the nearest that one does. */
export function timeOf(at: Date): string {
  const time = at.getTime();
  if (Number.isNaN(time)) return new Date(earliest).toISOString();
  return new Date(Math.min(Math.max(time, earliest), latest)).toISOString();
}

/** A whole number from 0 up to what Jira can hold. */
export function countOf(value: number | undefined): number {
  if (value === undefined || !(value > 0)) return 0;
  return Math.min(Math.trunc(value), countLimit);
}

/** The address in its canonical form when it is an absolute one of the web, short enough and without a password. */
export function addressOf(address: string | undefined, fallback: string): string {
  if (address === undefined || !URL.canParse(address)) return fallback;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return fallback;
  url.username = '';
  url.password = '';
  return url.href.length <= textLimits.url ? url.href : fallback;
}

const plainId = /^[A-Za-z0-9~._-]{1,255}$/;

/**
 * The id under which Jira knows a branch: its name where Jira's alphabet allows, otherwise `b~` and the name's SHA-256
 * in hexadecimal. A branch really called `b~…` is hashed too, so that two never share an id.
 */
export function branchIdOf(name: string): string {
  return idOf(name, 'b~');
}

/** The same for a pull request's id at its service, with `p~`. */
export function pullRequestIdOf(remoteId: string): string {
  return idOf(remoteId, 'p~');
}

function idOf(name: string, mark: string): string {
  if (plainId.test(name) && !name.startsWith(mark)) return name;
  return `${mark}${createHash('sha256').update(name).digest('hex')}`;
}
