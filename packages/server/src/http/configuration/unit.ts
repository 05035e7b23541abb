/** A unit of work between a document and what there is: something to add, change or remove as a whole. */

import type { ConfigurationChange } from '@branchline/contract';
import { differencesBetween, type Difference } from './differences.ts';

export type UnitKind = ConfigurationChange['kind'];

export interface Unit {
  readonly kind: UnitKind;
  /** As the document names it. */
  readonly name: string;
  readonly action: ConfigurationChange['action'];
  readonly differences: readonly Difference[];
  /** What removing removes; empty otherwise. */
  readonly inNumbers: string;
  /** Why it cannot be done as it is; undefined: it can. */
  readonly problem: string | undefined;
  /** Things that must be there before: `integration Code`. */
  readonly needs: readonly string[];
  readonly run: () => Promise<unknown>;
}

/** What is wished of a unit. */
export interface UnitWish {
  readonly kind: UnitKind;
  readonly name: string;
  /** As a document says it; undefined: it is not there. */
  readonly before: unknown;
  readonly after: unknown;
  /** Paths of secrets that are others than those there are. */
  readonly newSecrets?: readonly string[] | undefined;
  readonly problem?: string | undefined;
  readonly needs?: readonly string[];
  /** The repository has not been found yet. */
  readonly waits?: boolean;
  readonly run: () => Promise<unknown>;
}

/** Undefined when nothing differs. */
export function unitOf(wish: UnitWish): Unit | undefined {
  const { kind, name, before, after, newSecrets = [], problem, needs = [], waits = false, run } = wish;
  const secrets = newSecrets.map((path) => ({ path, before: '[secret]', after: '[another secret]' }));
  const differences = [...differencesBetween(before ?? {}, after), ...(before === undefined ? [] : secrets)];
  if (before !== undefined && differences.length === 0 && problem === undefined) return undefined;
  const action = waits ? 'wait' : before === undefined ? 'add' : 'change';
  return { kind, name, action, differences, inNumbers: '', problem, needs, run };
}

/** @param inNumbers what goes with it: `12 repositories` */
export function removalOf(kind: UnitKind, name: string, inNumbers: string, run: () => Promise<unknown>): Unit {
  return { kind, name, action: 'remove', differences: [], inNumbers, problem: undefined, needs: [], run };
}

/** How other units name this one. */
export function nameOfUnit({ kind, name }: Pick<Unit, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}
