/** Looks at the machine the program runs on. */

import { execFile } from 'node:child_process';
import { access, constants, mkdir, stat, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Machine } from '../../ports/machine.ts';

export interface MachineOptions {
  readonly gitProgram: string;
  /** The search path git and ssh are found on. */
  readonly path: string;
  readonly dataFolder: string;
  /** Undefined when the keys come from the environment. */
  readonly keyFile: string | undefined;
  /** Of Branchline. */
  readonly version: string;
}

/** A program that takes longer to say its version does not work. */
const patienceMilliseconds = 5000;
/** Permission bits of group and others. */
const openBits = 0o077;

export function createMachine({ gitProgram, path, dataFolder, keyFile, version }: MachineOptions): Machine {
  const run = (program: string, words: readonly string[]) =>
    promisify(execFile)(program, [...words], { env: { PATH: path }, timeout: patienceMilliseconds });
  return {
    versions: { branchline: version, node: process.version },
    gitVersion: async () => (await run(gitProgram, ['--version'])).stdout.trim(),
    async sshVersion() {
      // It tells its version as if that were a problem.
      const said = await run('ssh', ['-V']).catch(() => undefined);
      return said === undefined ? undefined : `${said.stderr}${said.stdout}`.trim();
    },
    async disk() {
      await mkdir(dataFolder, { recursive: true }).catch(() => undefined);
      await access(dataFolder, constants.W_OK).catch((cause: unknown) => {
        const words = `${dataFolder} cannot be written. Give this account the folder, or set BRANCHLINE_DATA.`;
        throw new Error(words, { cause });
      });
      const { bavail, blocks, bsize } = await statfs(dataFolder);
      return { folder: dataFolder, freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
    async keyFile() {
      if (keyFile === undefined) return undefined;
      const { mode, mtime } = await stat(keyFile);
      return { path: keyFile, isOpen: (mode & openBits) !== 0, changedAt: mtime };
    },
  };
}
