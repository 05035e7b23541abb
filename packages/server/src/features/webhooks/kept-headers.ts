/** Which headers of a delivery are kept: enough to read it again, and nothing that may be a secret. */

import type { Secret } from '@branchline/domain';

/** What services say about a delivery begins like this. */
const kept = /^(?:content-type|user-agent|idempotency-key|webhook-id|webhook-timestamp|x-.*)$/;
/** Proofs, credentials, and what proxies tell about the way. */
const dropped = /signature|token|secret|auth|cookie|password|credential|api-?key|forwarded|real-ip/;
const longestValue = 1000;

/** A header that holds one of the secrets is left out, whatever its name. */
export function keptHeaders(
  headers: Readonly<Record<string, string>>,
  secrets: readonly Secret[],
): Readonly<Record<string, string>> {
  const revealed = secrets.map((secret) => secret.reveal());
  const entries = Object.entries(headers).filter(
    ([name, value]) =>
      kept.test(name) &&
      !dropped.test(name) &&
      value.length <= longestValue &&
      !revealed.some((secret) => value.includes(secret)),
  );
  return Object.fromEntries(entries);
}
