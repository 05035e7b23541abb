/** Asks Jira's platform API as an account, at the address that fits the kind of its token. */

import { Failure, Secret } from '@branchline/domain';
import type { JiraAccountCredential, ServiceAccountCredential } from '@branchline/domain';
import { z } from 'zod';
import type { JiraSiteSettings } from '../../ports/jira-site.ts';
import { wordsOf } from '../http-client/failure-from.ts';
import type { HttpClient, HttpRequest } from '../http-client/http-client.ts';

export interface AskPlatform {
  /** Jira Data Center knows no version 3, and answers some questions in its own way. */
  readonly isDataCenter: boolean;
  /** @param path below `/rest/api/<version>` */
  get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer>;
  /** For questions that are asked by POST because they are long; they change nothing. */
  post<Answer>(path: string, json: unknown, answer: z.ZodType<Answer>): Promise<Answer>;
  /**
   * Changes something. What is not repeatable is sent once only: a Failure `unavailable` means that nobody knows
   * whether Jira did it.
   */
  change(change: JiraChange): Promise<void>;
}

/** One change of something in Jira. */
export interface JiraChange {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below `/rest/api/<version>`. */
  readonly path: string;
  readonly json?: unknown;
  /** Doing it twice does no more than doing it once. */
  readonly repeatable: boolean;
}

/** An account that proves itself with one and the same token. */
export type TokenCredential = Exclude<JiraAccountCredential, ServiceAccountCredential>;

/** How somebody proves themselves, and where. */
export interface PlatformAccess {
  /** With the version: `…/rest/api/3`. */
  readonly base: string;
  readonly isDataCenter: boolean;
  /** Taken out of every message, besides what is in the header. */
  readonly secrets: readonly Secret[];
  authorization(): Promise<Authorization>;
  /** Another one when the first was refused; not there where there is no other. */
  readonly renewed?: (refused: Authorization) => Promise<Authorization>;
  /** The failure with the remedy. */
  readonly explain: (error: unknown) => unknown;
}

type Authorization = NonNullable<HttpRequest<unknown>['authorization']>;

export function createAskPlatform(
  settings: JiraSiteSettings,
  credential: TokenCredential,
  http: HttpClient,
): AskPlatform {
  const authorization = authorizationOf(credential);
  const access: PlatformAccess = {
    base: baseAddress(settings, credential),
    isDataCenter: credential.kind === 'personal-access-token',
    secrets: [credential.token],
    authorization: () => Promise.resolve(authorization),
    explain: (error) => explainAccount(error, settings, credential),
  };
  return askPlatformThrough(access, http);
}

export function askPlatformThrough(access: PlatformAccess, http: HttpClient): AskPlatform {
  const { base, secrets, isDataCenter } = access;

  type Question<Answer> = Omit<HttpRequest<Answer>, 'authorization' | 'secrets'>;
  async function askWith<Answer>(authorization: Authorization, question: Question<Answer>): Promise<Answer> {
    try {
      return await http.ask({ ...question, authorization, secrets });
    } catch (error) {
      throw access.explain(error);
    }
  }

  async function ask<Answer>(question: Question<Answer>): Promise<Answer> {
    const authorization = await access.authorization();
    try {
      return await askWith(authorization, question);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'unauthorized' || access.renewed === undefined) throw error;
      return askWith(await access.renewed(authorization), question);
    }
  }

  return {
    isDataCenter,
    get: (path, answer) => ask({ method: 'GET', url: `${base}${path}`, answer, repeatable: true }),
    post: (path, json, answer) => ask({ method: 'POST', url: `${base}${path}`, json, answer, repeatable: true }),
    async change({ method, path, json, repeatable }) {
      try {
        await ask({ method, url: `${base}${path}`, json, answer: z.unknown(), repeatable });
      } catch (error) {
        throw error instanceof Failure && error.kind === 'invalid-response' ? unclear(error) : error;
      }
    },
  };
}

/** A token with scopes is refused at the site's address, and one without at Atlassian's API. */
function baseAddress({ siteUrl, apiUrl, cloudId }: JiraSiteSettings, { kind }: TokenCredential): string {
  if (kind === 'scoped-api-token') return `${apiUrl}/ex/jira/${encodeURIComponent(cloudId)}/rest/api/3`;
  return kind === 'api-token' ? `${siteUrl}/rest/api/3` : `${siteUrl}/rest/api/2`;
}

/** The header by which the account proves itself. */
export function authorizationOf(credential: TokenCredential): Authorization {
  const email = credential.kind === 'personal-access-token' ? undefined : credential.email;
  if (email === undefined) return { scheme: 'Bearer', secret: credential.token };
  const pair = Buffer.from(`${email}:${credential.token.reveal()}`, 'utf8').toString('base64');
  return { scheme: 'Basic', secret: new Secret(pair) };
}

/** What to do about a token that Jira does not take, by its kind. */
export function accountRemedy({ kind }: JiraAccountCredential): string {
  switch (kind) {
    case 'api-token':
      return (
        'Make a new token at id.atlassian.com under Security → API tokens, without scopes, and enter it with the ' +
        'e-mail address of its account. If it was made with scopes, enter it as a token with scopes.'
      );
    case 'scoped-api-token':
      return (
        'Make a new token for the account with the scopes read:jira-work and read:jira-user, write:jira-work too for ' +
        'smart commits, and see that the account may use this Jira site. If it was made without scopes, enter it as ' +
        'a token without scopes.'
      );
    case 'personal-access-token':
      return 'Make a new one in Jira under Profile → Personal access tokens, and enter it here.';
    case 'service-account':
      return (
        'Ask an administrator of your Atlassian organisation to look at admin.atlassian.com under Directory → Service ' +
        'accounts: the account needs OAuth credentials with the scopes read:jira-work and read:jira-user, ' +
        'write:jira-work too for smart commits, and the use of this Jira site. Enter their id and secret.'
      );
  }
}

/** An answer that cannot be read says nothing about what was done. */
function unclear(failure: Failure): Failure {
  return new Failure('unavailable', 'jira', failure.message);
}

/** What to do about something that the account may not do. */
export const forbiddenRemedy =
  'Give the account a role that allows it: in Jira under Project settings → Access, or in the permission scheme.';

/** The failure of a request that an account made, with what to do about it. */
export function explainAccount(
  error: unknown,
  { siteUrl }: JiraSiteSettings,
  credential: JiraAccountCredential,
): unknown {
  if (!(error instanceof Failure) || (error.kind !== 'unauthorized' && error.kind !== 'forbidden')) return error;
  const words = wordsOf(error);
  const said = words.length === 0 ? '' : ` It said: ${words.join(' ')}`;
  const message =
    error.kind === 'unauthorized'
      ? `Jira refused the token of the account for ${siteUrl}: it is wrong, expired, revoked, or of another kind.` +
        `${said} ${accountRemedy(credential)}`
      : `Jira does not let the account for ${siteUrl} do this.${said} ${forbiddenRemedy}`;
  return new Failure(error.kind, 'jira', message, { cause: words });
}
