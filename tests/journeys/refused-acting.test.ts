/** What somebody meets on our pages who may not, or cannot at the moment: the right words, and nothing half done. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { tokenOf } from '../../packages/server/src/test-support/acting-services.ts';
import {
  openDevelopersHouse,
  signIn,
  type DevelopersHouse,
  type DevelopersPlace,
} from '../../packages/server/src/test-support/developers-house.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';

const patience = { timeout: 40_000 } as const;

let house: DevelopersHouse;
let place: DevelopersPlace;
/** Ada's, whose account is connected. */
let page: Page;
let before: readonly string[];

beforeAll(async () => {
  await buildPages();
  house = await openDevelopersHouse({
    services: ['gitlab'],
    issues: ['ABC-1', 'ABC-2', 'ABC-3', 'ABC-4', 'SEE-1', 'XYZ-1'].map((key) => ({ key, summary: `About ${key}` })),
    people: ['ada', 'dave'],
  });
  place = house.place('gitlab');
  const { git } = place.repository;
  await git.branch('ABC-4-clash');
  await git.commit('ABC-4 One way', { 'README.md': 'One way.' });
  await git.checkout('main');
  await git.commit('Another way', { 'README.md': 'Another way.' });
  await place.standIn.push(place.repository);
  await until('the branch is known', async () => {
    const { repositories } = await house.api.showIssueDevelopment({ params: { key: 'ABC-4' } });
    return repositories.some(({ branches }) => branches.some(({ ahead, behind }) => ahead === 1 && behind === 1));
  });
  await house.connect('ada', 'gitlab');
  page = (await house.browser.openPage()).page;
  page.setDefaultTimeout(15_000);
  await page.goto(`${house.url}/issues`);
  await signIn(page, 'ada');
  before = await branchesThere();
}, 120_000);
afterEach(() => place.standIn.faults.clear());
afterAll(() => house.close());

/** At the service, of whatever kind. */
async function branchesThere(): Promise<readonly string[]> {
  const words = ['-C', place.repository.folder, 'for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads'];
  return (await promisify(execFile)('git', words)).stdout.trim().split('\n');
}

const named = () => page.getByRole('textbox', { name: 'Name of the branch' });
const alert = (words: string | RegExp) => page.getByRole('alert').filter({ hasText: words });

async function openCreateBranch(issue: string, name: string, on = page): Promise<void> {
  await on.goto(`${house.url}/create-branch?issue=${issue}`);
  await on.getByRole('textbox', { name: 'Name of the branch' }).fill(name);
}

async function press(name: string, on = page): Promise<void> {
  await on.getByRole('button', { name, exact: true }).click();
}

describe('a new branch', () => {
  it('is refused to an account that may only read, in the words of who refuses', patience, async () => {
    const dave = place.people.get('dave');
    if (dave === undefined) throw new Error('Nobody.');
    place.repository.access.set(dave, 'read');
    await house.connect('dave', 'gitlab');
    const { page: daves } = await house.browser.openPage();
    await daves.goto(`${house.url}/create-branch?issue=ABC-1`);
    await signIn(daves, 'dave');
    await daves.getByRole('textbox', { name: 'Name of the branch' }).fill('ABC-1-dave');
    await press('Create branch', daves);
    await daves
      .getByRole('alert')
      .filter({ hasText: /does not let dave create the branch/u })
      .waitFor();
    expect(await daves.getByRole('textbox', { name: 'Name of the branch' }).inputValue()).toBe('ABC-1-dave');
    expect(await branchesThere()).toEqual(before);
    await daves.context().close();
  });

  it('is not offered for an issue that is not to be seen', patience, async () => {
    house.jira.forbid(['BROWSE_PROJECTS'], { person: 'ada', issue: 'ABC-3' });
    await page.goto(`${house.url}/create-branch?issue=ABC-3`);
    await alert('There is no issue ABC-3 with development information that you may see.').waitFor();
    expect(await page.getByText('About ABC-3').count()).toBe(0);
    expect(await named().count()).toBe(0);
    await page.goto(`${house.url}/issues/ABC-3`);
    await alert('There is no issue ABC-3 with development information that you may see.').waitFor();
    expect(await page.getByText('About ABC-3').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Create branch' }).count()).toBe(0);
  });

  it.each([
    ['sees no repository', 'XYZ-1'],
    ['may only look', 'SEE-1'],
  ])('has no place where the project %s, and says who can change that', patience, async (_what, issue) => {
    await page.goto(`${house.url}/create-branch?issue=${issue}`);
    await page.getByRole('heading', { name: 'There is no repository to do this in' }).waitFor();
    await page.getByText('Whoever administers Branchline can allow it').waitFor();
    await page.getByText(`git switch -c ${issue}`).waitFor();
    expect(await page.getByRole('button', { name: 'Create branch', exact: true }).count()).toBe(0);
  });

  it('asks for another token where the one that was connected has ended, and goes on with it', patience, async () => {
    const token = place.standIn.state.tokens.find(({ value }) => value === tokenOf(place.service, 'ada'));
    if (token === undefined) throw new Error('Ada has no token.');
    await openCreateBranch('ABC-1', 'ABC-1-late');
    token.isRevoked = true;
    await press('Create branch');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/does not take your token any more/u).waitFor();
    expect(await branchesThere()).toEqual(before);
    await dialog.getByLabel('Access token').fill('glpat-mistyped');
    await dialog.getByRole('button', { name: 'Try and keep it' }).click();
    await alert('Our gitlab does not take this token: it is mistyped').waitFor();
    token.isRevoked = false;
    await dialog.getByLabel('Access token').fill(token.value);
    await dialog.getByRole('button', { name: 'Try and keep it' }).click();
    await page.getByRole('heading', { name: 'Branch ABC-1-late is there' }).waitFor();
    expect(await branchesThere()).toEqual([...before, 'ABC-1-late'].toSorted());
  });

  it('is not made twice, whether we know of the other or the service alone does', patience, async () => {
    await openCreateBranch('ABC-4', 'ABC-4-clash');
    await alert('There is a branch ABC-4-clash already').waitFor();
    expect(await page.getByRole('button', { name: 'Create branch', exact: true }).isDisabled()).toBe(true);
    const { folder } = place.repository;
    await openCreateBranch('ABC-2', 'ABC-2-there');
    const create = page.getByRole('button', { name: 'Create branch', exact: true });
    await expect.poll(() => create.isEnabled()).toBe(true);
    // Made while the page is open, so that no look at the repository has told us of it.
    await promisify(execFile)('git', ['-C', folder, 'update-ref', 'refs/heads/ABC-2-there', 'refs/heads/main']);
    const there = await branchesThere();
    await press('Create branch');
    await alert('team/gitlab has a branch called ABC-2-there already').waitFor();
    expect(await named().inputValue()).toBe('ABC-2-there');
    expect(await branchesThere()).toEqual(there);
  });

  it('waits for a service that is down, and is made once it is there again', patience, async () => {
    const there = await branchesThere();
    await openCreateBranch('ABC-2', 'ABC-2-down');
    place.standIn.faults.add({ method: 'POST', fault: { kind: 'status', status: 503 } });
    await press('Create branch');
    await alert(/Try again/u).waitFor();
    expect(await named().inputValue()).toBe('ABC-2-down');
    expect(await branchesThere()).toEqual(there);
    place.standIn.faults.clear();
    await press('Create branch');
    await page.getByRole('heading', { name: 'Branch ABC-2-down is there' }).waitFor();
    expect(await branchesThere()).toEqual([...there, 'ABC-2-down'].toSorted());
  });
});

describe('what is there', () => {
  it('is shown to conflict, and is not merged', patience, async () => {
    await page.goto(`${house.url}/create-pull-request?issue=ABC-4&repository=${place.repositoryId}&source=ABC-4-clash`);
    await page.getByText('It conflicts with the target.').waitFor();
    expect(await page.getByText('README.md').count()).toBeGreaterThan(0);
    await press('Create merge request');
    await page.getByRole('heading', { name: '!1 is open' }).waitFor();
    await page.goto(`${house.url}/issues/ABC-4`);
    await page.getByRole('button', { name: 'Merge !1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
    await alert('cannot be merged as it is').waitFor();
    expect(place.repository.pullRequests.map(({ state }) => state)).toEqual(['open']);
    expect(await branchesThere()).toContain('ABC-4-clash');
  });

  it('stays where it is protected', patience, async () => {
    const there = await branchesThere();
    const { repositoryId } = place;
    place.standIn.faults.add({
      method: 'DELETE',
      fault: { kind: 'status', status: 403, json: { message: '403 Forbidden - Protected branch' } },
    });
    await page.goto(`${house.url}/issues/ABC-1?act=delete-branch&repository=${repositoryId}&branch=ABC-1-late`);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete branch', exact: true }).click();
    await alert(/does not let ada delete the branch/u).waitFor();
    expect(await branchesThere()).toEqual(there);
  });
});
