/** Takes secrets out of text that the other side wrote and people will read. */

import type { Secret } from '@branchline/domain';

const hidden = '[secret]';
// Shorter secrets would blank out ordinary words; no real token is this short.
const shortestSecret = 4;

/** `text` without any of the secrets, in plain, URL-encoded, JSON-escaped or base64 form. */
export function scrub(text: string, secrets: readonly Secret[]): string {
  let clean = text;
  for (const secret of secrets) {
    for (const form of formsOf(secret.reveal())) clean = clean.replaceAll(form, hidden);
  }
  return clean;
}

function formsOf(value: string): readonly string[] {
  if (value.length < shortestSecret) return [];
  const wellFormed = value.toWellFormed();
  return [
    value,
    encodeURIComponent(wellFormed),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(wellFormed).toString('base64'),
  ];
}
