/** Finds out as whom a credential speaks, what it does not allow, and when it ends. */

import { Failure, type ServicePerson } from '@branchline/domain';
import { z } from 'zod';
import type { ConnectionCheck, MissingRight } from '../../../ports/git-service.ts';
import { Account, InstallationEntry, RepositoryEntry, repositoryPath, Whatever, type GitHubApi } from './api.ts';
import { holdsScope, scopesIn, singleSignOn, textIn } from './judge.ts';
import { personFrom } from './pull-requests.ts';
import type { GitHubKind } from './settings.ts';

const Meta = z.object({ installed_version: z.string().optional() });

export interface AccountCheckWish {
  readonly api: GitHubApi;
  readonly kind: GitHubKind;
  readonly url: string;
  readonly credential: 'token' | 'oauth';
}

/** For tokens, pasted or from OAuth. */
export async function checkAccount({ api, kind, url, credential }: AccountCheckWish): Promise<ConnectionCheck> {
  const { answer: account, headers } = await api.getWhole('/user', Account);
  const scopes = scopesIn(headers, 'x-oauth-scopes');
  const sample = await api.getWhole(newestRepository, z.array(RepositoryEntry));
  const tokenPage = `${url}/settings/${scopes === undefined ? 'personal-access-tokens' : 'tokens'}`;
  const grantUrl = credential === 'oauth' ? `${url}/settings/applications` : tokenPage;
  const missingRights =
    scopes === undefined
      ? await missingPermissions(api, await sampleFor(api, sample.answer), grantUrl)
      : missingScopes(scopes, grantUrl);
  return {
    account: { ...personFrom(account), name: account.name ?? undefined, email: account.email ?? undefined },
    version: kind.saysVersion ? await versionFrom(api, textIn(headers, 'x-github-enterprise-version')) : undefined,
    missingRights: [...missingRights, ...missingSignOn(singleSignOn(sample.headers), grantUrl)],
    expiresAt: expiryFrom(textIn(headers, 'github-authentication-token-expiration')),
  };
}

const newestRepository = '/user/repos?sort=pushed&per_page=1';

/** What may be tried on: a private one when there is one, since everybody may read what is public. */
async function sampleFor(api: GitHubApi, newest: readonly RepositoryEntry[]): Promise<string | undefined> {
  const hidden = await api.get(`${newestRepository}&visibility=private`, z.array(RepositoryEntry));
  return (hidden[0] ?? newest[0])?.full_name;
}

async function versionFrom(api: GitHubApi, header: string | undefined): Promise<string | undefined> {
  const told = header?.replace(/^enterprise-server@/, '');
  return told ?? (await api.get('/meta', Meta)).installed_version;
}

/** `2026-12-01 09:30:00 UTC`, or with `+0000` in the end. */
export function expiryFrom(header: string | undefined): Date | undefined {
  const found = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) (?:UTC|([+-]\d{2}):?(\d{2}))$/.exec(header ?? '');
  if (found === null) return undefined;
  const [, day = '', time = '', hours, minutes = '00'] = found;
  const moment = Date.parse(`${day}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  return Number.isNaN(moment) ? undefined : new Date(moment);
}

/** Of classic tokens and OAuth apps ("Scopes for OAuth apps"). */
const wantedScopes: readonly Omit<MissingRight, 'grantUrl'>[] = [
  {
    name: 'repo',
    weight: 'needed',
    without: 'private repositories, their pull requests and webhooks cannot be read, and nothing can be written',
  },
  {
    name: 'read:org',
    weight: 'useful',
    without: 'repositories and teams of organisations may be missing',
    isForHouse: true,
  },
  {
    name: 'admin:org_hook',
    weight: 'useful',
    without: 'webhooks cannot be made for whole organisations, only for each repository',
    isForHouse: true,
  },
];

function missingScopes(granted: readonly string[], grantUrl: string): readonly MissingRight[] {
  const seesPublic = holdsScope(granted, 'public_repo');
  return wantedScopes
    .filter(({ name }) => !holdsScope(granted, name))
    .map((right) => ({ ...right, ...(seesPublic ? { weight: 'useful' } : {}), grantUrl }));
}

/** Harmless requests that need one permission each; GitHub tells the permissions of fine-grained tokens in no other way. */
const trials: readonly { readonly right: Omit<MissingRight, 'grantUrl'>; readonly path: string }[] = [
  {
    right: { name: 'Contents: read', weight: 'needed', without: 'commits, branches and tags cannot be read' },
    path: '/commits?per_page=1',
  },
  {
    right: { name: 'Pull requests: read', weight: 'needed', without: 'pull requests cannot be read' },
    path: '/pulls?per_page=1',
  },
  {
    right: {
      name: 'Webhooks: write',
      weight: 'useful',
      without: 'webhooks must be made by hand, or changes are found on schedule only',
      isForHouse: true,
    },
    path: '/hooks?per_page=1',
  },
];

async function missingPermissions(
  api: GitHubApi,
  repository: string | undefined,
  grantUrl: string,
): Promise<readonly MissingRight[]> {
  if (repository === undefined) {
    const without = 'no repository can be seen; choose some, and grant Metadata: read';
    return [{ name: 'Repository access', weight: 'needed', without, grantUrl }];
  }
  const missing: MissingRight[] = [];
  for (const { right, path } of trials) {
    if (!(await isAllowed(api.get(repositoryPath(repository, path), Whatever)))) missing.push({ ...right, grantUrl });
  }
  return missing;
}

/** Only a refusal for rights counts: an empty repository conflicts, and webhooks are hidden from those who are no administrators. */
async function isAllowed(trial: Promise<unknown>): Promise<boolean> {
  try {
    await trial;
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.kind === 'forbidden') return false;
    if (error.kind === 'conflict' || error.kind === 'not-found') return true;
    throw error;
  }
}

function missingSignOn(signOn: ReturnType<typeof singleSignOn>, grantUrl: string): readonly MissingRight[] {
  if (signOn?.kind !== 'partial') return [];
  const numbers = signOn.organizations.join(', ');
  const without = `repositories of organisations that ask for single sign-on (numbers ${numbers}) are not listed`;
  return [{ name: 'Single sign-on (Configure SSO)', weight: 'useful', without, grantUrl }];
}

/** What our app asks for; see `appPermissions`. */
const wantedPermissions: readonly (Omit<MissingRight, 'grantUrl'> & { readonly permission: string })[] = [
  {
    permission: 'contents',
    name: 'Contents: read',
    weight: 'needed',
    without: 'commits, branches and tags cannot be read',
  },
  {
    permission: 'pull_requests',
    name: 'Pull requests: read',
    weight: 'needed',
    without: 'pull requests cannot be read',
  },
  {
    permission: 'checks',
    name: 'Checks: read',
    weight: 'useful',
    without: 'nobody sees whether the checks of a pull request passed',
    isForHouse: true,
  },
  {
    permission: 'statuses',
    name: 'Commit statuses: read',
    weight: 'useful',
    without: 'nobody sees whether the checks of a pull request passed',
    isForHouse: true,
  },
  { permission: 'contents:write', name: 'Contents: write', weight: 'useful', without: 'nobody can make branches' },
  {
    permission: 'pull_requests:write',
    name: 'Pull requests: write',
    weight: 'useful',
    without: 'nobody can open pull requests',
  },
];

/** For apps; `api` speaks as the app itself. */
export async function checkInstallation(
  api: GitHubApi,
  kind: GitHubKind,
  installationId: string,
): Promise<ConnectionCheck> {
  const path = `/app/installations/${encodeURIComponent(installationId)}`;
  const { answer: installation, headers } = await api.getWhole(path, InstallationEntry);
  if (installation.suspended_at) {
    const message = `The app's installation is suspended. An owner can lift that at ${installation.html_url}`;
    throw new Failure('unauthorized', 'git-service', message);
  }
  const holds = (wanted: string) => {
    const [name = '', level = 'read'] = wanted.split(':');
    const granted = installation.permissions[name];
    return granted !== undefined && (level === 'read' || granted === level || granted === 'admin');
  };
  return {
    account: ownerFrom(installation),
    version: kind.saysVersion ? await versionFrom(api, textIn(headers, 'x-github-enterprise-version')) : undefined,
    missingRights: wantedPermissions
      .filter(({ permission }) => !holds(permission))
      .map(({ permission: _permission, ...right }) => ({ ...right, grantUrl: installation.html_url })),
    expiresAt: undefined,
  };
}

/** The organisation or person that installed the app; an enterprise has a slug instead of a login. */
export function ownerFrom({ account }: InstallationEntry): ServicePerson | undefined {
  if (!account) return undefined;
  const login = account.login ?? account.slug ?? String(account.id);
  return {
    ...personFrom({ id: account.id, login, html_url: account.html_url, avatar_url: account.avatar_url }),
    name: account.name ?? undefined,
  };
}
