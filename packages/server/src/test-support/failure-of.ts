/** Takes the Failure out of a promise that must fail. */

import { Failure } from '@branchline/domain';

/** @throws Error when the promise is kept, or broken by anything but a Failure */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`No Failure but ${String(error)}`, { cause: error });
  return error;
}
