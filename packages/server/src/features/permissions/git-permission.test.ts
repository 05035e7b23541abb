/** The Git service's own rights: what somebody's token cannot read is not there for them. */

import { Failure, Secret, type AtlassianAccountId, type IntegrationId, type RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../../ports/caller.ts';
import type { GitServiceConnection, GitServiceConnector } from '../../ports/git-service.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import { personalConnectionPlace } from '../../ports/store/personal-connections.ts';
import { addExampleRepository, personOf } from '../../test-support/example-rows.ts';
import { jiraUser } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { sealCredential } from '../integrations/stored-credential.ts';
import { gitPermission, readableMilliseconds } from './git-permission.ts';

let house: TestHouse;
let readableAmong: IssueGate['readableAmong'];
let guarded: RepositoryId;
let other: RepositoryId;
let free: RepositoryId;
let integrationId: IntegrationId;
/** Remote ids that the token can read; a failure is thrown instead. */
let readable: Set<string> | Failure;
/** Remote ids asked for, each with the token. */
let asked: string[];
let ada: Caller;

async function remoteIdOf(id: RepositoryId): Promise<string> {
  return (await house.store.repositories.get(id))?.remoteId ?? '';
}

/** Plain git, but for one question, which it answers by the token. */
function connectorThatTells(git: GitServiceConnector): GitServiceConnector {
  const connect: GitServiceConnector['connect'] = (request) => {
    const token = request.credential.kind === 'token' ? request.credential.token.reveal() : '';
    const findRepository: GitServiceConnection['findRepository'] = async (remoteId) => {
      asked.push(`${token} ${remoteId}`);
      if (readable instanceof Failure) throw readable;
      if (!readable.has(remoteId)) return undefined;
      const remote = { remoteId, name: 'r', cloneUrl: remoteId, webUrl: undefined };
      return { ...remote, owner: '', isArchived: false, isEmpty: false } as never;
    };
    return { findRepository } as GitServiceConnection;
  };
  return { ...git, connect };
}

beforeAll(async () => {
  house = await openTestHouse();
  const { store } = house;
  [guarded, free] = [await addExampleRepository(store), await addExampleRepository(store)];
  integrationId = (await store.repositories.get(guarded))!.integrationId;
  const url = 'https://git.example/another.git';
  const remote = { remoteId: url, name: 'another', cloneUrl: url, webUrl: undefined };
  other = (await store.repositories.save(integrationId, remote)).id;
  await store.integrations.change(integrationId, { requiresGitPermission: true });
  await connectAda();
});
afterAll(() => house.close());
beforeEach(async () => {
  asked = [];
  readable = new Set([await remoteIdOf(guarded)]);
  ada = jiraUser(house.siteId, 'ada');
  const git = house.connectors.get('git')!;
  const connectors = new Map([['git', connectorThatTells(git)]]);
  readableAmong = gitPermission({ ...house, connectors });
});

/** Ada gave a token of her own for the integration. */
async function connectAda(): Promise<void> {
  const { store, secretBox, clock } = house;
  const identity = { kind: 'jira-account', jiraSiteId: house.siteId, accountId: 'ada' as AtlassianAccountId } as const;
  const seen = { identity, login: undefined, name: undefined, shownEmail: undefined };
  const key = { identityId: (await store.people.add(seen, clock.now())).id, integrationId };
  const sealed = sealCredential(secretBox, { kind: 'token', token: new Secret('hers') }, personalConnectionPlace(key));
  const findings = { account: personOf('ada'), missingRights: [], expiresAt: undefined, checkedAt: clock.now() };
  await store.personalConnections.save(key, 'token', sealed, findings);
}

describe('with a token of their own', () => {
  it('they see what it can read, and of the rest nothing, not even that it is there', async () => {
    expect(await readableAmong(ada, [other, guarded, free])).toEqual({ ids: [guarded, free], withheld: [] });
    expect(asked.toSorted()).toEqual(
      [`hers ${await remoteIdOf(other)}`, `hers ${await remoteIdOf(guarded)}`].toSorted(),
    );
  });

  it('the service is asked again after five minutes', async () => {
    await readableAmong(ada, [guarded]);
    house.advance(readableMilliseconds - 1);
    readable = new Set();
    expect((await readableAmong(ada, [guarded])).ids).toEqual([guarded]);
    house.advance(1);
    expect((await readableAmong(ada, [guarded])).ids).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('that does not work any more they see nothing, and are told', async () => {
    readable = new Failure('unauthorized', 'git-service', 'The token was revoked.');
    const answer = await readableAmong(ada, [guarded, free]);
    expect(answer).toMatchObject({ ids: [free], withheld: [{ integrationId, integrationName: 'Git' }] });
    expect(answer.withheld[0]?.remedy).toContain('connect your own account at Git again');
    // Which is no answer to be remembered.
    readable = new Set([await remoteIdOf(guarded)]);
    expect((await readableAmong(ada, [guarded])).ids).toEqual([guarded]);
  });
});

describe('without one', () => {
  it('nothing of the integration is there, and a word says how to connect', async () => {
    const answer = await readableAmong(jiraUser(house.siteId, 'bob'), [guarded, other, free]);
    expect(answer).toMatchObject({ ids: [free], withheld: [{ integrationId, integrationName: 'Git' }] });
    expect(answer.withheld[0]?.remedy).toContain('Connect your own account at Git');
    expect(asked).toEqual([]);
  });

  it('no word is said where nothing of it would be shown anyway', async () => {
    expect(await readableAmong(jiraUser(house.siteId, 'bob'), [free])).toEqual({ ids: [free], withheld: [] });
    expect(await readableAmong(ada, [])).toEqual({ ids: [], withheld: [] });
  });

  it('an administrator sees all', async () => {
    expect(await readableAmong(administratorCaller, [guarded, other])).toEqual({ ids: [guarded, other], withheld: [] });
  });
});

it('where no integration wants it, nobody is asked', async () => {
  await house.store.integrations.change(integrationId, { requiresGitPermission: false });
  const bob = jiraUser(house.siteId, 'bob');
  expect(await readableAmong(bob, [guarded, free])).toEqual({ ids: [guarded, free], withheld: [] });
  expect(asked).toEqual([]);
  await house.store.integrations.change(integrationId, { requiresGitPermission: true });
});
