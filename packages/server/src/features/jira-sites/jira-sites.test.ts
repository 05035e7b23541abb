/** Connecting, looking at and disconnecting a Jira site. */

import { Secret, type JiraSiteId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { addJiraSite, type AddJiraSiteDeps } from './add-jira-site.ts';
import { clientSecretPlace } from './connect-jira.ts';
import { pauseJiraSite, removeJiraSite, resendToJiraSite, resumeJiraSite } from './control-jira-site.ts';
import { jiraSiteView, jiraSiteViews } from './jira-site-views.ts';

let story: RepositoryStory;
let house: TestHouse;

beforeEach(async () => {
  story = await openRepositoryStory();
  ({ house } = story);
});
afterEach(() => story.close());

function adding(): AddJiraSiteDeps {
  return { ...house, findCloudId: () => Promise.resolve(house.jira.sandbox.cloudId) };
}

function newSite(siteUrl: string) {
  const { sandbox } = house.jira;
  const { clientId, clientSecret } = sandbox;
  const oauth = { clientId, clientSecret: new Secret(clientSecret) };
  return { name: 'New', siteUrl, apiUrl: sandbox.url, oauth, account: undefined };
}

describe('adding a site', () => {
  it('tries the credential, seals the secret and keeps the address without a slash', async () => {
    const site = await addJiraSite(adding(), newSite('https://new.example/'));
    expect(site).toMatchObject({ name: 'New', siteUrl: 'https://new.example', pausedBecause: undefined });
    const sealed = (await house.store.jiraSites.sealedClientSecret(site.id))!;
    expect(sealed).not.toContain(house.jira.sandbox.clientSecret);
    expect(house.secretBox.open(sealed, clientSecretPlace(site.id)).reveal()).toBe(house.jira.sandbox.clientSecret);
  });

  it('is refused for a site that is connected already', async () => {
    const { siteUrl } = house.jira.settings;
    const failure = await failureOf(addJiraSite(adding(), newSite(`${siteUrl}/`)));
    expect(failure).toMatchObject({ kind: 'conflict', message: `${siteUrl} is connected already, as "Jira".` });
  });

  it('saves nothing when the credential is refused', async () => {
    house.jira.sandbox.faults.next({ kind: 'status', status: 401 }, { on: 'token', times: 1 });
    const failure = await failureOf(addJiraSite(adding(), newSite('https://new.example')));
    expect(failure.kind).toBe('unauthorized');
    expect(await house.store.jiraSites.list()).toHaveLength(1);
  });
});

describe('disconnecting a site', () => {
  it('takes everything back and forgets the site', async () => {
    await story.git.commit('ABC-1 Start');
    const { repositoryId } = await story.connectAndIndex();
    expect(Object.keys(story.atJira())).toHaveLength(1);
    expect(await removeJiraSite(house, house.siteId)).toBe(true);
    expect(story.atJira()).toEqual({});
    expect(await house.store.jiraSites.list()).toEqual([]);
    await story.finishJobs();
    expect(await house.store.repositories.get(repositoryId)).toMatchObject({ state: 'up-to-date' });
  });

  it('keeps the site, paused, when Jira refuses', async () => {
    await story.git.commit('ABC-1 Start');
    await story.connectAndIndex();
    house.jira.sandbox.faults.forbid(true);
    expect((await failureOf(removeJiraSite(house, house.siteId))).kind).toBe('forbidden');
    expect(await house.store.jiraSites.get(house.siteId)).toMatchObject({
      pausedBecause: 'The site is being disconnected.',
    });
  });
});

describe('looking at sites', () => {
  it('counts what was sent and what waits, of associated repositories only', async () => {
    await story.git.commit('ABC-1 Start');
    const first = await story.connectAndIndex();
    await story.connectAndIndex([]);
    await pauseJiraSite(house, house.siteId, 'For a while.');
    await story.git.commit('ABC-1 More');
    await story.pushAndLook(first);
    const [view, ...others] = await jiraSiteViews(house.store);
    expect(others).toEqual([]);
    expect(view).toMatchObject({ sent: 1, waiting: 1, refused: 0, site: { pausedBecause: 'For a while.' } });
    expect(view).toMatchObject({ repositoryCount: 1, repositories: [] });
    const { repositories } = await jiraSiteView(house.store, view!.site, 5);
    expect(repositories).toMatchObject([{ id: first.repositoryId, sent: 1, waiting: 1 }]);
  });

  it('has nothing to do for a site that does not exist', async () => {
    const nowhere = 999 as JiraSiteId;
    expect(await pauseJiraSite(house, nowhere, 'Why not.')).toBe(false);
    expect(await resumeJiraSite(house, nowhere)).toBe(false);
    expect(await resendToJiraSite(house, nowhere)).toBeUndefined();
    expect(await removeJiraSite(house, nowhere)).toBe(false);
  });
});
