/** A real ssh server for tests that runs `git upload-pack` for one key, so that the real ssh and git can be tried. */

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import ssh from 'ssh2';

const run = promisify(execFile);

/** A key pair in OpenSSH's own format. */
export interface KeyPair {
  readonly privateKey: string;
  /** A line of an authorized_keys file. */
  readonly publicKey: string;
}

/** Makes a key pair with ssh-keygen. */
export async function makeKeyPair(type: 'ed25519' | 'rsa' | 'ecdsa', passphrase = ''): Promise<KeyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-key-'));
  try {
    const file = join(folder, 'key');
    await run('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', file]);
    return { privateKey: await readFile(file, 'utf8'), publicKey: await readFile(`${file}.pub`, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface GitSshServerOptions {
  readonly hostKey: KeyPair;
  /** Who may come in, with any user name. */
  readonly welcome: KeyPair;
  /** Where the server listens; any free port unless given. */
  readonly port?: number;
}

export interface GitSshServer {
  readonly port: number;
  /** Commands that clients asked for, in order. */
  readonly commands: readonly string[];
  close(): Promise<void>;
}

export async function startGitSshServer(options: GitSshServerOptions): Promise<GitSshServer> {
  const commands: string[] = [];
  const clients = new Set<ssh.Connection>();
  const welcome = ssh.utils.parseKey(options.welcome.publicKey);
  if (welcome instanceof Error) throw welcome;
  const server = new ssh.Server({ hostKeys: [options.hostKey.privateKey] }, (client) => {
    clients.add(client);
    client.on('error', () => undefined).on('close', () => clients.delete(client));
    client.on('authentication', (context) => {
      const isWelcome = context.method === 'publickey' && context.key.data.equals(keyBytes(welcome));
      if (isWelcome) context.accept();
      else context.reject(['publickey']);
    });
    client.on('session', (accept) => {
      accept()
        .on('env', (acceptEnvironment) => acceptEnvironment?.())
        .on('exec', (acceptCommand, _reject, { command }) => {
          commands.push(command);
          uploadPack(command, acceptCommand());
        });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    close: () =>
      new Promise((resolve) => {
        for (const client of clients) client.end();
        server.close(() => resolve());
      }),
  };
}

function keyBytes(key: ssh.ParsedKey | ssh.ParsedKey[]): Buffer {
  const [first] = Array.isArray(key) ? key : [key];
  return first?.getPublicSSH() ?? Buffer.alloc(0);
}

function uploadPack(command: string, channel: ssh.ServerChannel): void {
  const path = /^git-upload-pack '([^']*)'$/.exec(command)?.[1];
  if (path === undefined) {
    channel.exit(128);
    channel.end();
    return;
  }
  const git = spawn('git', ['upload-pack', '--', path], {
    env: { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
  });
  git.stdin.on('error', () => undefined);
  channel.pipe(git.stdin);
  git.stdout.pipe(channel, { end: false });
  git.stderr.pipe(channel.stderr, { end: false });
  git.on('close', (code) => {
    channel.exit(code ?? 1);
    channel.end();
  });
}
