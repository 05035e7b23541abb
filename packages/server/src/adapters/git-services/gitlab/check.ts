/** Finds out as whom we are connected to GitLab, and what the credential does not allow. */

import { Failure, type Credential, type ServicePerson } from '@branchline/domain';
import { z } from 'zod';
import type { ConnectionCheck, MissingRight } from '../../../ports/git-service.ts';
import { GitlabPerson, pathWith, personFromGitlab, type GitlabApi } from './api.ts';
import { accessLevels } from './repositories.ts';

const OwnToken = z.object({
  scopes: z.array(z.string()),
  /** A day; the token ends as it begins (UTC). */
  expires_at: z.string().nullish(),
});

const CurrentUser = GitlabPerson.extend({ bot: z.boolean().nullish() });
const Version = z.object({ version: z.string() });

/** @throws Failure `unauthorized` when the credential is refused */
export async function checkGitlab(api: GitlabApi, kind: Credential['kind']): Promise<ConnectionCheck> {
  const token = kind === 'oauth' ? undefined : await orUndefined(api.get('/personal_access_tokens/self', OwnToken));
  const scopes = kind === 'oauth' ? await orUndefined(api.oauthScopes()) : token?.scopes;
  const allowed = new Set(scopes ?? []);
  const readsApi = scopes === undefined || allowed.has('api') || allowed.has('read_api');
  const readsPeople = readsApi || allowed.has('read_user');
  const user = readsPeople ? await api.get('/user', CurrentUser) : undefined;
  const missing = scopes === undefined ? [] : missingScopes(allowed, grantUrlFor(api.url, kind, user?.username));
  return {
    account: user && accountFrom(user, api.url),
    version: readsPeople ? (await orUndefined(api.get('/version', Version)))?.version : undefined,
    missingRights: [...missing, ...(readsApi ? await missingRoles(api, missing) : [])],
    expiresAt: token?.expires_at ? endOf(token.expires_at) : undefined,
  };
}

/** What an older server does not know, or does not tell this token, is no reason to refuse the credential. */
async function orUndefined<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  return asked.catch((failure: unknown) => {
    const isUnknown = failure instanceof Failure && ['not-found', 'forbidden', 'rejected'].includes(failure.kind);
    if (isUnknown) return undefined;
    throw failure;
  });
}

function endOf(day: string): Date | undefined {
  const end = new Date(day);
  return Number.isNaN(end.getTime()) ? undefined : end;
}

/** Tokens of projects and groups act as people made for them, which is worth saying: nobody can sign in as them. */
function accountFrom(user: z.infer<typeof CurrentUser>, url: string): ServicePerson {
  const person = personFromGitlab(user, url);
  const bot = botKind(user.username, user.bot === true);
  return bot === undefined ? person : { ...person, name: `${person.name ?? person.login} (${bot})` };
}

function botKind(login: string, isBot: boolean): string | undefined {
  const [, owner] = /^(project|group)_\d+_bot/.exec(login) ?? [];
  if (owner !== undefined) return `${owner} access token`;
  if (login.startsWith('service_account_')) return 'service account';
  return isBot ? 'bot' : undefined;
}

function grantUrlFor(url: string, kind: Credential['kind'], login: string | undefined): string | undefined {
  if (kind === 'oauth') return `${url}/-/user_settings/applications`;
  // The page of a project's or group's tokens lies below its path, which its bot's name does not tell.
  if (botKind(login ?? '', false) !== undefined) return undefined;
  return `${url}/-/user_settings/personal_access_tokens?name=Branchline&scopes=api,read_repository`;
}

function missingScopes(scopes: ReadonlySet<string>, grantUrl: string | undefined): readonly MissingRight[] {
  if (scopes.has('api')) return [];
  const rights: MissingRight[] = [];
  if (!scopes.has('read_api')) {
    rights.push({
      name: 'read_api',
      weight: 'needed',
      without: 'projects and merge requests cannot be read',
      grantUrl,
    });
  }
  if (!scopes.has('read_repository') && !scopes.has('write_repository')) {
    rights.push({ name: 'read_repository', weight: 'needed', without: 'repositories cannot be cloned', grantUrl });
  }
  const without = 'webhooks cannot be made, and nothing can be done from Jira with this account';
  return [...rights, { name: 'api', weight: 'useful', without, grantUrl }];
}

/**
 * A scope allows nothing that the role in a project does not. Roles differ from project to project; missing is one
 * that our account has in none, while it is a member somewhere.
 */
async function missingRoles(api: GitlabApi, missing: readonly MissingRight[]): Promise<readonly MissingRight[]> {
  if (!(await isMemberWith(api, undefined))) return [];
  const grantUrl = undefined;
  if (!(await isMemberWith(api, accessLevels.reporter))) {
    const without = 'the code of private projects cannot be read';
    return [{ name: 'Reporter role', weight: 'needed', without, grantUrl }];
  }
  const mayMakeWebhooks =
    missing.some(({ name }) => name === 'api') || (await isMemberWith(api, accessLevels.maintainer));
  if (mayMakeWebhooks) return [];
  return [
    { name: 'Maintainer role', weight: 'useful', without: 'webhooks cannot be made', grantUrl, isForHouse: true },
  ];
}

async function isMemberWith(api: GitlabApi, level: number | undefined): Promise<boolean> {
  const path = pathWith('/projects', {
    membership: 'true',
    simple: 'true',
    per_page: '1',
    min_access_level: level === undefined ? undefined : String(level),
  });
  return (await api.page(path, z.object({ id: z.number() }))).items.length > 0;
}
