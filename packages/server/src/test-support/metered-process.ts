/** A process that keeps allowances of a made-up service, for tests: a clock set by hand, headers as they please. */

import { Failure } from '@branchline/domain';
import { createBudgets, type MeterWish } from '../adapters/http-client/budgets.ts';
import type { Meter, RequestOutcome } from '../adapters/http-client/http-client.ts';
import type { Allowance } from '../adapters/http-client/network.ts';
import type { RateBudgetTable } from '../ports/store/rate-budgets.ts';
import { silentLog } from './silent-log.ts';

const start = Date.parse('2026-03-01T12:00:00Z');

/** So many seconds after the first moment. */
export function at(seconds: number): Date {
  return new Date(start + seconds * 1000);
}

/** Headers of our own service: one, with the allowance as JSON. */
export function told(allowance: Partial<Allowance> & { readonly remaining: number }): RequestOutcome {
  const whole = { resource: 'core', limit: 100, resetAt: at(60), ...allowance };
  return { headers: { allowance: JSON.stringify(whole) }, failure: undefined };
}

export function refusedUntil(
  retryAt: Date,
  outcome: RequestOutcome = { headers: {}, failure: undefined },
): RequestOutcome {
  return { ...outcome, failure: new Failure('rate-limited', 'git-service', 'GitBarn wants a pause.', { retryAt }) };
}

const readAllowance: NonNullable<MeterWish['readAllowance']> = ({ allowance }) => {
  if (allowance === undefined) return undefined;
  const { resetAt, ...rest } = JSON.parse(String(allowance)) as Omit<Allowance, 'resetAt'> & { resetAt: string };
  return { ...rest, resetAt: new Date(resetAt) };
};

export interface MeteredProcess {
  /** Since the first moment. */
  readonly state: { seconds: number };
  readonly person: Meter;
  readonly background: Meter;
}

/** One process with a clock of its own. */
export function meteredProcess(table?: RateBudgetTable, budget = 'integration/1'): MeteredProcess {
  const state = { seconds: 0 };
  const meterOf = createBudgets({ clock: { now: () => at(state.seconds) }, log: silentLog, table });
  const wish = { name: 'GitBarn', budget, readAllowance };
  return { state, person: meterOf({ ...wish, for: 'person' }), background: meterOf({ ...wish, for: 'background' }) };
}

/** Whether a request may be sent now; if so, it is under way from now on. */
export async function mayBeSent(meter: Meter, resource?: string): Promise<boolean> {
  return meter.admit(resource).then(
    () => true,
    () => false,
  );
}

/** Sends a request that ends in this way. @throws Failure when it may not be sent */
export async function send(meter: Meter, outcome: RequestOutcome, resource?: string): Promise<void> {
  const settle = await meter.admit(resource);
  await settle(outcome);
}
