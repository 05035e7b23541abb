/** Who people are, for those who act in their name. */

import { findAuthor, type FindAuthorDeps } from '../features/people/find-author.ts';
import { findPusher } from '../features/people/find-pusher.ts';
import type { FindAuthor, FindPusher } from '../ports/authors.ts';

/** What is asked. */
export interface Authors {
  readonly findAuthor: FindAuthor;
  readonly findPusher: FindPusher;
}

export function authorsOf(deps: FindAuthorDeps): Authors {
  return {
    findAuthor: (question) => findAuthor(deps, question),
    findPusher: (question) => findPusher(deps, question),
  };
}
