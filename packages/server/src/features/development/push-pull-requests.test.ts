/** Pull requests on their way to Jira: keys cut by association, refusals, lost answers, everything again, disconnecting. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPullRequestStory, type PullRequestStory } from '../../test-support/pull-request-story.ts';
import type { Connected, TestHouse } from '../../test-support/test-house.ts';
import { resendToJiraSite } from '../jira-sites/control-jira-site.ts';

let story: PullRequestStory;
let house: TestHouse;
let connected: Connected;

beforeEach(async () => {
  story = await openPullRequestStory();
  ({ house } = story);
  connected = await story.connect();
  await story.git.commit('Start');
  await story.git.push();
});
afterEach(() => story.close());

async function look(): Promise<void> {
  await story.look(connected);
  await story.finishJobs();
}

describe('a pull request', () => {
  it('shows only keys of projects that may see the repository, and goes when none is left', async () => {
    story.service.open({ title: 'ABC-1 and XYZ-2' });
    await house.associate({ integrationId: connected.integrationId }, ['XYZ']);
    await look();
    expect(story.atJira()).toEqual({ 1: 'ABC-1 and XYZ-2 OPEN [] XYZ-2' });
    await house.associate({ integrationId: connected.integrationId }, ['ABC', 'XYZ']);
    await story.finishJobs();
    expect(story.atJira()).toEqual({ 1: 'ABC-1 and XYZ-2 OPEN [] ABC-1 XYZ-2' });
    await house.associate({ integrationId: connected.integrationId }, ['OTHER']);
    await story.finishJobs();
    expect(story.atJira()).toEqual({});
    expect(await story.rows(connected)).toHaveLength(1);
  });

  it('that Jira refuses is kept with its words, and stops no other', async () => {
    story.service.open({ title: 'ABC-1 Refused' });
    story.service.open({ title: 'ABC-1 Taken' });
    house.jira.sandbox.faults.refuse('1', 'Too interesting.');
    await look();
    expect(Object.keys(story.atJira())).toEqual(['2']);
    const { repositoryId } = connected;
    expect(await house.store.pushes.refused(house.siteId, 10)).toEqual([
      { kind: 'pull-request', name: '1', state: 'refused', message: 'Too interesting.', repositoryId },
    ]);
    const place = { integrations: [], exceptions: [], repositories: [repositoryId] };
    expect(await house.store.pushes.standing(house.siteId, place, 0)).toMatchObject({ sent: 1, refused: 1 });
  });

  it('whose answer was lost does not stay at Jira when it is deleted meanwhile', async () => {
    story.service.open({ title: 'ABC-1 Lost' });
    house.jira.sandbox.faults.next({ kind: 'cut-after' }, { on: 'bulk', times: 10 });
    await story.look(connected);
    expect((await house.drain()).map(({ failure }) => failure.kind)).toContain('unavailable');
    expect(Object.keys(story.atJira())).toEqual(['1']);
    house.jira.sandbox.faults.clear();
    story.service.delete('1');
    await story.look(connected, { webhook: '1' });
    await story.finishJobs();
    expect(story.atJira()).toEqual({});
  });

  it('is sent again when everything is', async () => {
    story.service.open({ title: 'ABC-1 Change' });
    await look();
    house.jira.sandbox.forgetRequests();
    await resendToJiraSite(house, house.siteId);
    await story.finishJobs();
    expect(JSON.stringify(house.jira.sandbox.requests)).toContain('ABC-1 Change');
  });
});
