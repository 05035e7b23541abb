/** Prepares git for one conversation with a repository's origin: address, credential, certificates, host key. */

import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { Failure, parseCloneAddress, type CloneAddress, type Credential, type GitAccess } from '@branchline/domain';
import { resolveAllowedFolder } from './allowed-folder.ts';
import { resolveAllowedHost, type FindAddresses } from '../http-client/allowed-host.ts';
import { answerNames } from './git-home.ts';
import { sshCommand } from './ssh-command.ts';

/** What the operator allows, and where files of one conversation may lie. */
export interface OriginRules {
  /** Repositories in folders of this machine are read only inside these. */
  readonly allowedFolders: readonly string[];
  /** Hosts in private networks and on this machine. */
  readonly allowPrivateHosts: boolean;
  /** Plain http, on which credentials can be overheard. */
  readonly allowHttp: boolean;
  /** Private keys and certificates lie here while git runs, readable by this account only. */
  readonly temporaryFolder: string;
  readonly answerScript: string;
  readonly findAddresses: FindAddresses;
}

/** What a run of git needs to speak to the origin. */
export interface Origin {
  readonly kind: 'web' | 'ssh' | 'folder';
  readonly address: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly secrets: readonly string[];
  /** For ssh, after git has connected: the key the host showed, as a known_hosts line. */
  hostKey(): Promise<string | undefined>;
}

/**
 * Opens the origin, does the work, and removes what lay on the disk for it.
 * @throws Failure `rejected` for an address that is not allowed, `not-found` for a missing folder
 */
export async function withOrigin<Result>(
  access: GitAccess,
  rules: OriginRules,
  work: (origin: Origin) => Promise<Result>,
): Promise<Result> {
  const address = parseCloneAddress(access.url);
  if (address.kind === 'refused') throw new Failure('rejected', 'git', `The address was refused. ${address.reason}`);
  if (address.kind === 'folder') return work(await folderOrigin(address.path, rules));
  const hosts = await resolveAllowedHost(address.host, { ...rules, from: 'git' });
  const folder = await mkdtemp(join(rules.temporaryFolder, 'branchline-git-'));
  try {
    return await work(await networkOrigin(address, hosts, access, rules, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type NetworkAddress = Exclude<CloneAddress, { kind: 'refused' | 'folder' }>;

function networkOrigin(
  address: NetworkAddress,
  hosts: readonly string[],
  access: GitAccess,
  rules: OriginRules,
  folder: string,
): Promise<Origin> {
  if (address.kind === 'ssh') return sshOrigin(address, hosts, access, rules, folder);
  return webOrigin(address, hosts, access, rules, folder);
}

async function folderOrigin(path: string, rules: OriginRules): Promise<Origin> {
  return {
    kind: 'folder',
    address: await resolveAllowedFolder(path, rules.allowedFolders),
    environment: { GIT_ALLOW_PROTOCOL: 'file' },
    settings: [],
    secrets: [],
    hostKey: async () => undefined,
  };
}

async function webOrigin(
  address: NetworkAddress,
  hosts: readonly string[],
  access: GitAccess,
  rules: OriginRules,
  folder: string,
): Promise<Origin> {
  if (address.kind === 'http' && !rules.allowHttp) {
    throw new Failure('rejected', 'git', 'Plain http is not allowed, since credentials could be overheard. Use https.');
  }
  const settings: [string, string][] = [];
  if (isIP(address.host) === 0) {
    // Known to git 2.37 and newer; older ones ask the resolver a second time.
    const resolved = hosts.map((host) => (isIP(host) === 6 ? `[${host}]` : host)).join(',');
    settings.push(['http.curloptResolve', `${address.host}:${address.port}:${resolved}`]);
  }
  const trustedCertificates = access.network?.trustedCertificates;
  if (trustedCertificates !== undefined) {
    const file = join(folder, 'certificates.pem');
    // Git takes one file instead of the system's, so the system's go into it too.
    const trusted = [...getCACertificates('system'), ...getCACertificates('bundled'), trustedCertificates];
    await writeFile(file, trusted.join('\n'), { mode: 0o600 });
    settings.push(['http.sslCAInfo', file]);
  }
  return {
    kind: 'web',
    address: address.url,
    environment: { GIT_ALLOW_PROTOCOL: address.kind, ...webAnswers(access.credential, rules) },
    settings,
    secrets: secretsOf(access.credential),
    hostKey: async () => undefined,
  };
}

function webAnswers(credential: Credential, rules: OriginRules): Record<string, string> {
  if (credential.kind === 'ssh-key') {
    throw new Failure('rejected', 'git', 'An ssh key cannot be used with http. Give user and password or token.');
  }
  if (credential.kind === 'none') return {};
  if (credential.kind !== 'user-and-password')
    throw new Failure('rejected', 'git', `Git cannot use a credential of the kind "${credential.kind}".`);
  return {
    GIT_ASKPASS: rules.answerScript,
    [answerNames.user]: credential.user,
    [answerNames.secret]: credential.password.reveal(),
  };
}

async function sshOrigin(
  address: NetworkAddress,
  hosts: readonly string[],
  access: GitAccess,
  rules: OriginRules,
  folder: string,
): Promise<Origin> {
  const { credential } = access;
  if (credential.kind !== 'ssh-key') {
    throw new Failure('rejected', 'git', 'An ssh address needs a private key as its credential.');
  }
  const keyFile = join(folder, 'key');
  const knownHostsFile = join(folder, 'known_hosts');
  await writeFile(keyFile, `${credential.privateKey.reveal().replaceAll('\r\n', '\n').trim()}\n`, { mode: 0o600 });
  // Git's helpers may run under another umask.
  await chmod(keyFile, 0o600);
  await writeFile(knownHostsFile, access.pinnedHostKey === undefined ? '' : `${access.pinnedHostKey}\n`);
  const passphrase = credential.passphrase?.reveal();
  const command = sshCommand({
    keyFile,
    knownHostsFile,
    address: hosts[0] ?? address.host,
    nameInKnownHosts: address.port === 22 ? address.host : `[${address.host}]:${address.port}`,
    hostKeyIsPinned: access.pinnedHostKey !== undefined,
    hasPassphrase: passphrase !== undefined,
  });
  const answers = {
    SSH_ASKPASS: rules.answerScript,
    SSH_ASKPASS_REQUIRE: 'force',
    [answerNames.secret]: passphrase ?? '',
  };
  return {
    kind: 'ssh',
    address: address.url,
    environment: {
      GIT_ALLOW_PROTOCOL: 'ssh',
      GIT_SSH_VARIANT: 'ssh',
      GIT_SSH_COMMAND: command,
      ...(passphrase === undefined ? {} : answers),
    },
    settings: [],
    secrets: secretsOf(credential),
    hostKey: async () => firstLineOf(await readFile(knownHostsFile, 'utf8')) ?? access.pinnedHostKey,
  };
}

function firstLineOf(text: string): string | undefined {
  return text.split('\n').find((line) => line.trim() !== '');
}

function secretsOf(credential: Credential): readonly string[] {
  if (credential.kind === 'ssh-key') return credential.passphrase === undefined ? [] : [credential.passphrase.reveal()];
  if (credential.kind !== 'user-and-password') return [];
  const password = credential.password.reveal();
  return [password, encodeURIComponent(password)];
}
