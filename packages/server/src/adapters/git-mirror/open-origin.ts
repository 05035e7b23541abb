/** Prepares git for one conversation with a repository's origin: address, credential, certificates, host key. */

import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, parseCloneAddress, type CloneAddress, type Credential, type GitAccess } from '@branchline/domain';
import { resolveAllowedFolder } from './allowed-folder.ts';
import { resolveAllowedHost } from '../http-client/allowed-host.ts';
import { answerNames } from './git-home.ts';
import type { OriginRules } from './origin-rules.ts';
import { sshCommand } from './ssh-command.ts';
import { webWay } from './web-origin.ts';

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
  const folder = await mkdtemp(join(rules.temporaryFolder, 'branchline-git-'));
  try {
    return await work(await networkOrigin(address, access, rules, folder));
  } catch (failure) {
    throw namingProxy(failure, access);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type NetworkAddress = Exclude<CloneAddress, { kind: 'refused' | 'folder' }>;

function networkOrigin(
  address: NetworkAddress,
  access: GitAccess,
  rules: OriginRules,
  folder: string,
): Promise<Origin> {
  return (address.kind === 'ssh' ? sshOrigin : webOrigin)(address, access, rules, folder);
}

/** Whoever cannot get through should know that there is something between. */
function namingProxy(failure: unknown, { url, network }: GitAccess): unknown {
  const proxyUrl = network?.proxyUrl;
  const isBetween = proxyUrl !== undefined && /^https?:/i.test(url);
  if (!(failure instanceof Failure) || !isBetween || !['unavailable', 'rejected'].includes(failure.kind))
    return failure;
  const message = `${failure.message} It was asked through the proxy ${URL.parse(proxyUrl)?.origin ?? proxyUrl}.`;
  const { kind, from, cause, retryAt } = failure;
  return new Failure(kind, from, message, { cause, ...(retryAt === undefined ? {} : { retryAt }) });
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
  access: GitAccess,
  rules: OriginRules,
  folder: string,
): Promise<Origin> {
  const way = await webWay(access, new URL(address.url), rules, folder);
  const secrets = secretsOf(access.credential);
  return { kind: 'web', address: address.url, ...way, secrets, hostKey: async () => undefined };
}

async function sshOrigin(
  address: NetworkAddress,
  access: GitAccess,
  rules: OriginRules,
  folder: string,
): Promise<Origin> {
  const { credential } = access;
  if (credential.kind !== 'ssh-key') {
    throw new Failure('rejected', 'git', 'An ssh address needs a private key as its credential.');
  }
  const hosts = await resolveAllowedHost(address.host, { ...rules, from: 'git' });
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

/** In the forms in which a host may send them back: git shows what hosts say. */
function secretsOf(credential: Credential): readonly string[] {
  if (credential.kind === 'ssh-key') return credential.passphrase === undefined ? [] : [credential.passphrase.reveal()];
  if (credential.kind !== 'user-and-password') return [];
  const password = credential.password.reveal();
  const inHeader = Buffer.from(`${credential.user}:${password}`).toString('base64');
  const inText = [encodeURIComponent(password), JSON.stringify(password).slice(1, -1)];
  return [inHeader, password, ...inText, Buffer.from(password).toString('base64')];
}
