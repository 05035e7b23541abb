/** Finds out as whom we are connected and which scopes the token lacks; the API has no list of them, only refusals. */

import { Failure, type Credential } from '@branchline/domain';
import { z } from 'zod';
import type { ConnectionCheck, MissingRight } from '../../../ports/git-service.ts';
import { anything, type FamilyApi } from './api.ts';
import { scopesWanted } from './judge.ts';
import { neverAskedFor } from './sign-in.ts';
import { Person, personFrom } from './shapes.ts';

/** One thing that works only with a scope. */
interface Trial {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly scope: string;
  readonly weight: MissingRight['weight'];
  readonly without: string;
  readonly isForHouse?: true;
}

/**
 * Nobody and nothing is called `-`: what is written there is refused for its scope, or else because there is no such
 * repository. Nothing changes either way.
 */
const nobody = '-';

const trials: readonly Trial[] = [
  {
    method: 'GET',
    path: '/user/repos?limit=1',
    scope: 'read:repository',
    weight: 'needed',
    without: 'repositories and pull requests cannot be read',
  },
  {
    method: 'GET',
    path: '/user/orgs?limit=1',
    scope: 'read:organization',
    weight: 'useful',
    without: 'labels of organisations cannot be offered, and organisations cannot be told from people',
  },
  {
    method: 'POST',
    path: `/repos/${nobody}/${nobody}/hooks/1/tests`,
    scope: 'write:repository',
    weight: 'useful',
    without: 'webhooks cannot be made for you, and branches and pull requests cannot be created',
  },
  {
    method: 'DELETE',
    path: `/orgs/${nobody}/hooks/1`,
    scope: 'write:organization',
    weight: 'useful',
    without: 'no webhook can be made for a whole organisation, only one for each repository',
    isForHouse: true,
  },
];

const Version = z.object({ version: z.string() });

/** @throws Failure `unauthorized` when the credential is refused */
export async function checkConnection(api: FamilyApi, credential: Credential): Promise<ConnectionCheck> {
  const grantUrl = `${api.url}/user/settings/applications`;
  const { version } = await api.get('/version', Version);
  const me = await whoAmI(api);
  const missing = me.missing === undefined ? [] : [me.missing];
  const isOAuth = credential.kind === 'oauth';
  for (const trial of trials.filter(({ scope }) => !isOAuth || scope !== neverAskedFor)) {
    if (await isRefusedForScope(api, trial)) missing.push(rightFrom(trial));
  }
  return {
    account: me.account,
    version,
    missingRights: missing.map((right) => ({ ...right, grantUrl })),
    // Access tokens last until they are deleted.
    expiresAt: isOAuth ? credential.expiresAt : undefined,
  };
}

type Right = Omit<MissingRight, 'grantUrl'>;

async function whoAmI(api: FamilyApi) {
  try {
    return { account: personFrom(await api.get('/user', Person)), missing: undefined };
  } catch (error) {
    if (!isAboutScopes(error)) throw error;
    const without = 'the service does not say whose token this is, and repositories cannot be listed';
    const missing: Right = { name: 'read:user', weight: 'needed', without };
    return { account: undefined, missing };
  }
}

async function isRefusedForScope(api: FamilyApi, { method, path, scope }: Trial): Promise<boolean> {
  try {
    if (method === 'GET') await api.get(path, anything);
    else await api.send(method, path, undefined, { answer: anything, repeatable: true });
    return false;
  } catch (error) {
    // A list may need two scopes; the other one is missed elsewhere.
    if (isAboutScopes(error)) return (error as Failure).message.includes(scope);
    if (error instanceof Failure && ['not-found', 'forbidden', 'rejected'].includes(error.kind)) return false;
    throw error;
  }
}

function isAboutScopes(error: unknown): boolean {
  return error instanceof Failure && error.kind === 'forbidden' && scopesWanted(error.message) !== undefined;
}

function rightFrom({ scope, weight, without, isForHouse }: Trial): Right {
  return { name: scope, weight, without, ...(isForHouse === undefined ? {} : { isForHouse }) };
}
