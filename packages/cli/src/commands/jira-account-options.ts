/** The options that say with which credentials a Jira site is spoken to. */

import type { JiraAccountInput } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Session } from '../session.ts';
import { readSecret } from './secret-options.ts';

export interface OAuthOptions {
  readonly clientId?: string;
  readonly clientSecretFile?: string;
  readonly clientSecretVariable?: string;
}

export interface AccountOptions {
  readonly accountKind?: JiraAccountInput['kind'];
  readonly email?: string;
  readonly tokenFile?: string;
  readonly tokenVariable?: string;
  readonly accountClientId?: string;
}

const kinds = [
  'api-token',
  'scoped-api-token',
  'personal-access-token',
  'service-account',
] satisfies JiraAccountInput['kind'][];

export function withOAuthOptions(command: Command): Command {
  return command
    .option('--client-id <id>', 'of the OAuth credentials made in Jira')
    .option('--client-secret-file <file>', 'file with their secret; - reads standard input')
    .option('--client-secret-variable <name>', 'environment variable with their secret');
}

export function withAccountOptions(command: Command): Command {
  return command
    .addOption(new Option('--account-kind <kind>', 'which kind of token an account has').choices(kinds))
    .option('--email <address>', 'of the account, where its kind of token needs one')
    .option('--account-client-id <id>', "of a service account's OAuth credentials, whose secret is the token")
    .option('--token-file <file>', "file with the account's token; - reads standard input")
    .option('--token-variable <name>', "environment variable with the account's token");
}

/** Undefined when no option is about it. Ends the command when half of it is missing. */
export async function oauthFrom(command: Command, session: Session, options: OAuthOptions) {
  const { clientId, clientSecretFile: file, clientSecretVariable: variable } = options;
  const clientSecret = await readSecret(command, session, "the client's secret", { file, variable });
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    return command.error('error: give --client-id and its secret together.');
  }
  return { clientId, clientSecret };
}

/** The same for the account. */
export async function accountFrom(
  command: Command,
  session: Session,
  options: AccountOptions,
): Promise<JiraAccountInput | undefined> {
  const { accountKind: kind, email, accountClientId: clientId, tokenFile: file, tokenVariable: variable } = options;
  const token = await readSecret(command, session, 'the token', { file, variable });
  if ([kind, token, email, clientId].every((option) => option === undefined)) return undefined;
  if (kind === undefined || token === undefined) {
    return command.error('error: give --account-kind and a token together.');
  }
  if (kind === 'personal-access-token') return { kind, token };
  if (kind === 'service-account') {
    if (clientId === undefined) return command.error('error: a service-account needs --account-client-id.');
    return { kind, clientId, clientSecret: token };
  }
  if (kind === 'scoped-api-token') return email === undefined ? { kind, token } : { kind, email, token };
  return email === undefined ? command.error('error: an api-token needs --email.') : { kind, email, token };
}
