/** The options that say where a Git service is, how it is reached, and who we are there. */

import { readFile } from 'node:fs/promises';
import type { DirectIntegrationInput } from '@branchline/contract';
import type { Command } from 'commander';
import type { Session } from '../session.ts';
import { readSecret } from './secret-options.ts';

export interface ConnectionOptions {
  readonly url?: string;
  readonly set?: readonly string[];
  readonly tokenFile?: string;
  readonly tokenVariable?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly passwordVariable?: string;
  readonly sshKeyFile?: string;
  readonly passphraseFile?: string;
  readonly madeKey?: string;
  readonly app?: string;
  readonly installation?: string;
  readonly trustedCertificates?: string;
  readonly proxy?: string;
  readonly verification?: boolean;
}

type Credential = NonNullable<DirectIntegrationInput['credential']>;
type Network = NonNullable<DirectIntegrationInput['network']>;

/** Adds the options. */
export function withConnectionOptions(command: Command): Command {
  return command
    .option('--url <address>', 'address of the Git service, or the clone URL for plain git')
    .option('--set <name=value...>', "other settings of the service (see 'git-services --json')")
    .option('--token-file <file>', 'file with an access token; - reads standard input')
    .option('--token-variable <name>', 'environment variable with an access token')
    .option('--user <name>', 'user, for git over https')
    .option('--password-file <file>', 'file with the password; - reads standard input')
    .option('--password-variable <name>', 'environment variable with the password')
    .option('--ssh-key-file <file>', 'private key, for git over ssh')
    .option('--passphrase-file <file>', 'file with the passphrase of the key')
    .option('--made-key <id>', "a key made by 'ssh-keys make'")
    .option('--app <id>', 'an app that is registered here')
    .option('--installation <id>', 'its installation')
    .option('--trusted-certificates <file>', 'certificates in PEM form to trust besides the usual ones')
    .option('--proxy <address>', 'HTTP proxy on the way to the service')
    .option('--no-verification', 'trust any certificate: anybody may pretend to be the service');
}

/** Settings as the connector wants them; undefined when none is given. Plain git calls its address `cloneUrl`. */
export function settingsFrom(
  command: Command,
  connector: string,
  { url, set = [] }: ConnectionOptions,
): Record<string, unknown> | undefined {
  if (url === undefined && set.length === 0) return undefined;
  const settings: Record<string, unknown> = {};
  if (url !== undefined) settings[connector === 'git' ? 'cloneUrl' : 'url'] = url;
  for (const pair of set) {
    const equals = pair.indexOf('=');
    if (equals < 1) command.error(`error: "${pair}" is not a setting; write name=value.`);
    settings[pair.slice(0, equals)] = pair.slice(equals + 1);
  }
  return settings;
}

/** Undefined when none is given. Ends the command when two are. */
export async function credentialFrom(
  command: Command,
  session: Session,
  options: ConnectionOptions,
): Promise<Credential | undefined> {
  const found: Credential[] = [];
  const { tokenFile, tokenVariable, user, passwordFile, passwordVariable, sshKeyFile, passphraseFile } = options;
  const token = await readSecret(command, session, 'the token', { file: tokenFile, variable: tokenVariable });
  if (token !== undefined) found.push({ kind: 'token', token });
  const passwordSource = { file: passwordFile, variable: passwordVariable };
  const password = await readSecret(command, session, 'the password', passwordSource);
  if (user !== undefined && password !== undefined) found.push({ kind: 'user-and-password', user, password });
  if ((user === undefined) !== (password === undefined)) command.error('error: give --user and a password together.');
  const privateKey = await readSecret(command, session, 'the key', { file: sshKeyFile, variable: undefined });
  const passphraseSource = { file: passphraseFile, variable: undefined };
  const passphrase = await readSecret(command, session, 'the passphrase', passphraseSource);
  if (privateKey !== undefined) {
    // Keys end with a line end, and ssh insists on it.
    const key = { kind: 'ssh-key', privateKey: `${privateKey}\n` } as const;
    found.push(passphrase === undefined ? key : { ...key, passphrase });
  }
  const { app, installation, madeKey } = options;
  if (madeKey !== undefined) found.push({ kind: 'made-ssh-key', id: madeKey });
  if (app !== undefined && installation !== undefined) {
    found.push({ kind: 'app', app: Number(app), installationId: installation });
  }
  if ((app === undefined) !== (installation === undefined)) {
    command.error('error: give --app and --installation together.');
  }
  if (found.length > 1) command.error('error: give one credential, not several.');
  return found[0];
}

/** Undefined when no option is about it. */
export async function networkFrom(command: Command, options: ConnectionOptions): Promise<Network | undefined> {
  const { trustedCertificates: file, proxy, verification = true } = options;
  if (file === undefined && proxy === undefined && verification) return undefined;
  const trustedCertificates =
    file === undefined
      ? null
      : await readFile(file, 'utf8').catch((error: unknown) =>
          command.error(
            `error: the certificates cannot be read: ${error instanceof Error ? error.message : String(error)}`,
          ),
        );
  return { trustedCertificates, proxyUrl: proxy ?? null, verifiesCertificates: verification };
}
