/** PostgreSQL refuses to run as root, so a root process must find an account for it and know where that account may go. */

import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';

/** An account to start PostgreSQL with. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The unprivileged account for PostgreSQL when this process is root; undefined when it can run as we do.
 * @throws Error in words when this machine offers no account that would work
 */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) {
    requireNamedUser();
    return undefined;
  }
  const nobody = accountIn(readFileSync('/etc/passwd', 'utf8'), 'nobody');
  if (nobody !== undefined) return nobody;
  throw new Error(
    'PostgreSQL does not run as root and this machine has no account "nobody" to run it as. ' +
      'Start Branchline as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** The ids of a user in the text of /etc/passwd; undefined when it is missing or its ids cannot be used. */
export function accountIn(passwd: string, name: string): ServerAccount | undefined {
  const line = passwd.split('\n').find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  const account = { uid: Number(uid), gid: Number(gid) };
  return account.uid > 0 && account.gid > 0 ? account : undefined;
}

/**
 * The outermost folder on the way to `path` (itself included) that the account may not enter; undefined when it may
 * enter all of them. Looks at permission bits only: a file system that refuses in another way shows later.
 */
export function firstClosedFolder(path: string, account: ServerAccount): string | undefined {
  const whole = resolve(path);
  const above = dirname(whole) === whole ? undefined : firstClosedFolder(dirname(whole), account);
  if (above !== undefined) return above;
  const { mode, uid, gid } = statSync(whole);
  if (uid === account.uid) return (mode & 0o100) === 0 ? whole : undefined;
  if (gid === account.gid) return (mode & 0o010) === 0 ? whole : undefined;
  return (mode & 0o001) === 0 ? whole : undefined;
}

/** PostgreSQL looks its user up by id, which fails for the made-up ids some container platforms use. */
function requireNamedUser(): void {
  try {
    userInfo();
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL needs a user with a name, but user id ${process.getuid?.()} has no entry in /etc/passwd. ` +
        'Run Branchline as a named user, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
}
