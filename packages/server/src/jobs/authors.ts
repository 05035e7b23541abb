/** Who people are, for those who act in their name. */

import type { FindAuthor, FindPusher } from '../ports/authors.ts';

/** What is asked. */
export interface Authors {
  readonly findAuthor: FindAuthor;
  readonly findPusher: FindPusher;
}

export function authorsOf(_deps: object): Authors {
  const because = 'Nobody is known by this address yet.';
  return { findAuthor: async () => ({ kind: 'unknown', because }), findPusher: async () => undefined };
}
