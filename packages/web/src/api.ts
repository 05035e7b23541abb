/** The API as pages ask it, and what goes wrong as something that can be shown. */

import { createClient, isProblemError } from '@branchline/contract';
import type { Client, Problem } from '@branchline/contract';

/** Looks up `fetch` at each call, so that tests can put theirs in its place. */
export const api: Client = createClient({
  baseUrl: '',
  fetch: (url, init) => fetch(url, init),
  idempotencyKey: randomWord,
});

/** 128 random bits. Not `randomUUID`, which browsers have only where the address is https. */
function randomWord(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What a query or action ran into, as a problem that can be shown; a defect of ours becomes one too. */
export function problemOf(error: unknown): Problem {
  if (isProblemError(error)) return error.problem;
  return {
    type: 'defect',
    title: 'This page has a defect',
    status: 0,
    detail: String(error),
    remedy: 'Reload the page. If it happens again, please report it with the details below.',
  };
}
