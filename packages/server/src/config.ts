/** The environment becomes configuration here, once; nothing else reads it. */

import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  ConfigProblem,
  absoluteFolder,
  wholeNumber,
  yesOrNo,
  webAddress,
  databaseAddress,
  mailServer,
  mailAddress,
  longSecret,
  logLevel,
  list,
  type LogLevel,
} from './config/read-values.ts';

export { ConfigProblem };

/** Everything an installation can set from outside. */
export interface Config {
  /** Where mirrors, keys and the embedded database live. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** The address people reach us at, without a trailing slash. */
  readonly publicUrl: string;
  /** One's own PostgreSQL; undefined for the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly gitProgram: string;
  /** The search path git and ssh are found on. */
  readonly path: string;
  readonly allowedFolders: readonly string[];
  readonly allowPrivateHosts: boolean;
  readonly allowPlainHttp: boolean;
  readonly concurrentJobs: number;
  /** Key ring as text, newest first; undefined: a key file in the data folder. */
  readonly keys: string | undefined;
  /** Opens pages and API; undefined: one is made and kept. */
  readonly accessToken: string | undefined;
  /** Opens the generic indexing trigger; undefined: the trigger is closed. */
  readonly triggerSecret: string | undefined;
  /** Opens /metrics and nothing else; undefined: only who administers may read it. */
  readonly metricsToken: string | undefined;
  /** Where a process that only runs jobs answers about its health; undefined: nowhere. */
  readonly healthPort: number | undefined;
  /** Addresses whose pages may show ours in a frame. */
  readonly frameAncestors: readonly string[];
  /** How mails are sent; undefined: none are. */
  readonly mail: MailConfig | undefined;
  /** Where Forge publishes the keys it signs with. */
  readonly forgeKeysUrl: string;
  readonly logLevel: LogLevel;
}

/** Where mails go out, and from whom. */
export interface MailConfig {
  /** `smtp://host:587`, or `smtps://host:465`. */
  readonly server: string;
  readonly user: string | undefined;
  /** Read anew for every mail. */
  readonly passwordFile: string | undefined;
  readonly from: string;
}

/** One environment variable, for `readConfig`, `--help` and the table in docs/operations.md. */
export interface ConfigVariable<Value> {
  readonly name: string;
  readonly about: string;
  readonly example: string;
  /** In words, for the table. */
  readonly standard: string;
  /** Returns the value, or throws `ConfigProblem` with the problem as its message. */
  readonly parse: (text: string) => Value;
}

function variable<Value>(
  name: string,
  parse: (text: string) => Value,
  words: { readonly about: string; readonly example: string; readonly standard: string },
): ConfigVariable<Value> {
  return { name, parse, ...words };
}

/** Source: Forge Remote essentials, "Verifying remote requests". */
const atlassianKeysUrl = 'https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json';

/** All variables by the setting they fill. */
export const configVariables = {
  dataFolder: variable('BRANCHLINE_DATA', absoluteFolder, {
    about: 'Folder for mirrors, keys and the embedded database',
    example: '/var/lib/branchline',
    standard: '~/.branchline',
  }),
  host: variable('BRANCHLINE_HOST', (text) => text, {
    about: 'Address to listen on',
    example: '0.0.0.0',
    standard: '127.0.0.1',
  }),
  port: variable('BRANCHLINE_PORT', wholeNumber(0, 65_535), {
    about: 'Port to listen on; 0 takes a free one',
    example: '8095',
    standard: '8095',
  }),
  publicUrl: variable('BRANCHLINE_URL', webAddress, {
    about: 'Address at which people and Git services reach Branchline',
    example: 'https://branchline.example.com',
    standard: 'http:// with host and port',
  }),
  databaseUrl: variable('DATABASE_URL', databaseAddress, {
    about: 'Your own PostgreSQL (15 or newer) instead of the embedded one',
    example: 'postgres://branchline:password@db.example.com/branchline',
    standard: 'embedded PostgreSQL 18 in the data folder',
  }),
  gitProgram: variable('BRANCHLINE_GIT', (text) => text, {
    about: 'The git program (2.35 or newer)',
    example: '/usr/bin/git',
    standard: 'git on the search path',
  }),
  allowedFolders: variable('BRANCHLINE_ALLOWED_FOLDERS', list(delimiter, absoluteFolder), {
    about: 'Local folders whose repositories may be indexed, separated by colons',
    example: '/srv/git:/home/git',
    standard: 'none',
  }),
  allowPrivateHosts: variable('BRANCHLINE_ALLOW_PRIVATE_HOSTS', yesOrNo, {
    about: 'Whether Git services on private and loopback addresses may be contacted',
    example: 'yes',
    standard: 'no',
  }),
  allowPlainHttp: variable('BRANCHLINE_ALLOW_PLAIN_HTTP', yesOrNo, {
    about: 'Whether Git services may be contacted over http without encryption',
    example: 'yes',
    standard: 'no',
  }),
  concurrentJobs: variable('BRANCHLINE_JOBS', wholeNumber(1, 100), {
    about: 'Jobs one worker process runs at the same time',
    example: '8',
    standard: '8',
  }),
  keys: variable('BRANCHLINE_KEYS', (text) => text, {
    about: 'Key ring that seals stored secrets, newest first: id:base64 of 32 bytes, separated by commas',
    example: '2026-11:3q2+7w…=',
    standard: 'a key file in the data folder',
  }),
  accessToken: variable('BRANCHLINE_ACCESS_TOKEN', longSecret, {
    about: 'Token that opens the pages and the API',
    example: 'a random text of 32 characters or more',
    standard: 'one is made at the first start and printed once',
  }),
  triggerSecret: variable('BRANCHLINE_TRIGGER_SECRET', longSecret, {
    about: 'Bearer token of the generic indexing trigger (POST /api/v1/triggers)',
    example: 'a random text of 32 characters or more',
    standard: 'the trigger is closed',
  }),
  metricsToken: variable('BRANCHLINE_METRICS_TOKEN', longSecret, {
    about: 'Bearer token that opens /metrics and nothing else',
    example: 'a random text of 32 characters or more',
    standard: 'only whoever administers may read /metrics',
  }),
  healthPort: variable('BRANCHLINE_HEALTH_PORT', wholeNumber(0, 65_535), {
    about: 'Port on which a process with the role worker answers /healthz, /readyz and /metrics',
    example: '8096',
    standard: 'it answers nowhere',
  }),
  frameAncestors: variable('BRANCHLINE_FRAME_ANCESTORS', list(' ', webAddress), {
    about: 'Sites whose pages may show Branchline in a frame, separated by spaces',
    example: 'https://example.atlassian.net',
    standard: 'none',
  }),
  smtpServer: variable('BRANCHLINE_SMTP', mailServer, {
    about: 'Mail server: smtp:// (with STARTTLS wherever there is a user) or smtps://',
    example: 'smtp://mail.example.com:587',
    standard: 'no mails are sent',
  }),
  smtpUser: variable('BRANCHLINE_SMTP_USER', (text) => text, {
    about: 'User at the mail server',
    example: 'branchline',
    standard: 'none',
  }),
  smtpPasswordFile: variable('BRANCHLINE_SMTP_PASSWORD_FILE', absoluteFolder, {
    about: 'File that holds the password for the mail server; read anew for every mail',
    example: '/run/secrets/smtp-password',
    standard: 'none',
  }),
  mailFrom: variable('BRANCHLINE_MAIL_FROM', mailAddress, {
    about: 'Address that mails come from; needed with BRANCHLINE_SMTP',
    example: 'branchline@example.com',
    standard: 'none',
  }),
  forgeKeysUrl: variable('BRANCHLINE_FORGE_KEYS_URL', webAddress, {
    about: 'Where Forge publishes its keys; another address is for tests only: whoever has it can pretend to be Jira',
    example: 'http://127.0.0.1:8096/.well-known/jwks.json',
    standard: "Atlassian's",
  }),
  logLevel: variable('BRANCHLINE_LOG_LEVEL', logLevel, {
    about: 'Least level that is logged: debug, info, warn, error or silent',
    example: 'warn',
    standard: 'info',
  }),
} as const;

function mailFrom(read: <Value>(variable: ConfigVariable<Value>) => Value | undefined): MailConfig | undefined {
  const server = read(configVariables.smtpServer);
  if (server === undefined) return undefined;
  const from = read(configVariables.mailFrom);
  const { name, example } = configVariables.mailFrom;
  if (from === undefined)
    throw new ConfigProblem(`${name} is missing: mails need a sender. Example: ${name}=${example}`);
  return { server, from, user: read(configVariables.smtpUser), passwordFile: read(configVariables.smtpPasswordFile) };
}

/** Environment variables of the process, for those who start it; tests pass their own. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/**
 * Reads the configuration from environment variables; an empty one counts as unset.
 * @throws ConfigProblem naming the variable, what is wrong with its value, and an example
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  function read<Value>({ name, parse, example }: ConfigVariable<Value>): Value | undefined {
    const text = environment[name];
    if (text === undefined || text === '') return undefined;
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof ConfigProblem)) throw error;
      throw new ConfigProblem(`${name} cannot be used: ${error.message}. Example: ${name}=${example}`);
    }
  }
  const host = read(configVariables.host) ?? '127.0.0.1';
  const port = read(configVariables.port) ?? 8095;
  return {
    dataFolder: read(configVariables.dataFolder) ?? join(environment['HOME'] ?? homedir(), '.branchline'),
    host,
    port,
    publicUrl: read(configVariables.publicUrl) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    databaseUrl: read(configVariables.databaseUrl),
    gitProgram: read(configVariables.gitProgram) ?? 'git',
    path: environment['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    allowedFolders: read(configVariables.allowedFolders) ?? [],
    allowPrivateHosts: read(configVariables.allowPrivateHosts) ?? false,
    allowPlainHttp: read(configVariables.allowPlainHttp) ?? false,
    concurrentJobs: read(configVariables.concurrentJobs) ?? 8,
    keys: read(configVariables.keys),
    accessToken: read(configVariables.accessToken),
    triggerSecret: read(configVariables.triggerSecret),
    metricsToken: read(configVariables.metricsToken),
    healthPort: read(configVariables.healthPort),
    frameAncestors: read(configVariables.frameAncestors) ?? [],
    mail: mailFrom(read),
    forgeKeysUrl: read(configVariables.forgeKeysUrl) ?? atlassianKeysUrl,
    logLevel: read(configVariables.logLevel) ?? 'info',
  };
}
