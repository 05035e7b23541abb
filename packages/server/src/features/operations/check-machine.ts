/** Checks the machine: programs, room, keys. */

import type { Machine } from '../../ports/machine.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Clock } from '../../ports/clock.ts';
import { broken, brokenBy, look, sizeInWords, spanInWords, well, type Finding } from './finding.ts';

export interface CheckMachineDeps {
  readonly machine: Machine;
  readonly clock: Clock;
}

const leastGit: readonly [number, number] = [2, 35];
const leastNode = 24;
/** Below this an index of a large repository may fail, or the database stop. */
const leastFreeBytes = 2 * 1024 ** 3;
const lowFreeBytes = 10 * 1024 ** 3;
/** NIST SP 800-57, part 1, 5.3.6: a symmetric key that seals data is used for at most two years. */
const oldKeyMilliseconds = 2 * 365 * 86_400_000;

export function checkProgram({ machine }: CheckMachineDeps): Finding {
  const { branchline, node } = machine.versions;
  const words = `Branchline ${branchline} on Node.js ${node.replace(/^v/, '')}`;
  const major = Number(/^v?(\d+)/.exec(node)?.[1] ?? 0);
  if (major >= leastNode) return well('program', `${words}.`);
  return look(
    'program',
    `${words}, which is older than ${leastNode}.`,
    'Start it by ./branchline, which brings its own.',
  );
}

export async function checkGit({ machine }: CheckMachineDeps): Promise<Finding> {
  const least = leastGit.join('.');
  const version = await machine.gitVersion().catch(() => undefined);
  if (version === undefined) {
    return broken('git', 'git was not found.', `Install git ${least} or newer, or set BRANCHLINE_GIT.`);
  }
  const match = /(\d+)\.(\d+)/.exec(version);
  const [major, minor] = [Number(match?.[1]), Number(match?.[2])];
  if (!(major > leastGit[0] || (major === leastGit[0] && minor >= leastGit[1]))) {
    return broken('git', `git ${match?.[0] ?? '?'} is too old.`, `Install git ${least} or newer.`);
  }
  const ssh = await machine.sshVersion();
  if (ssh !== undefined) return well('git', `${version}, and ${ssh}.`);
  const remedy = 'Install the OpenSSH client if repositories are to be fetched by ssh.';
  return look('git', `${version}, but there is no ssh.`, remedy);
}

export async function checkDisk({ machine }: CheckMachineDeps): Promise<Finding> {
  try {
    const { folder, freeBytes, totalBytes } = await machine.disk();
    const words = `${sizeInWords(freeBytes)} of ${sizeInWords(totalBytes)} are free in ${folder}.`;
    const remedy = 'Mirrors and the database need room: free some, or move BRANCHLINE_DATA.';
    if (freeBytes < leastFreeBytes) return broken('data folder', words, remedy);
    return freeBytes < lowFreeBytes ? look('data folder', words, remedy) : well('data folder', words);
  } catch (error) {
    return brokenBy('data folder', error, undefined);
  }
}

/** The file of the keys. What is sealed with which key is the database's to say. */
export async function checkKeys({
  machine,
  clock,
  secretBox,
}: CheckMachineDeps & { readonly secretBox: SecretBox }): Promise<Finding> {
  const ids = secretBox.keyIds();
  const details = [`Keys on the ring, the newest first: ${ids.join(', ')}`];
  const file = await machine.keyFile().catch(() => undefined);
  if (file === undefined) return well('keys', `${ids.length} on the ring, from BRANCHLINE_KEYS.`, { details });
  if (file.isOpen) {
    const words = `Others than its owner may read the key file ${file.path}.`;
    return broken('keys', words, `Run chmod 600 ${file.path}, then branchline rotate-key: the keys may be known.`);
  }
  const age = clock.now().getTime() - file.changedAt.getTime();
  const words = `The key file is readable by its owner only; its newest key is ${spanInWords(age)} old at least.`;
  return age > oldKeyMilliseconds
    ? look('keys', words, 'Make a new key: branchline rotate-key.', { details })
    : well('keys', words, { details });
}
