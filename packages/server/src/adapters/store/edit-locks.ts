/** Locks that keep apart those who edit the same thing. */

import type { NamedLocks } from '../../ports/store/named-locks.ts';
import { namedLocks } from './named-locks.ts';

/** An edit may ask a Git service whether a credential works; nobody sits longer in front of a page. */
const patienceMilliseconds = 60_000;
/** Few are edited at once; a script that edits hundreds must not take the database's connections. */
const most = 5;

export function editLocks(connectionString: string): NamedLocks {
  return namedLocks({
    connectionString,
    applicationName: 'branchline edit',
    space: 7_246,
    patienceMilliseconds,
    most,
  });
}
