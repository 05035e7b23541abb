/**
 * A developer's day in a real browser, by mouse and by keyboard: from an issue nobody has begun, over a branch, a push and
 * a pull request that a colleague approves, to the release it is in; everything under their own names.
 */

import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { tokenOf } from '../../packages/server/src/test-support/acting-services.ts';
import type { OpenPage } from '../../packages/server/src/test-support/browser.ts';
import {
  openDevelopersHouse,
  signIn,
  type DevelopersHouse,
  type DevelopersPlace,
} from '../../packages/server/src/test-support/developers-house.ts';
import { handsOf, type Hands, type KindOfHands } from '../../packages/server/src/test-support/hands.ts';

const patience = { timeout: 60_000 } as const;
const slowly = { timeout: 20_000 } as const;
/** Taken for people to look at, when they ask for them. */
const screenshots =
  process.env['BRANCHLINE_TEST_SCREENSHOTS'] === 'yes' ? resolve('.artifacts/screenshots/developers-day') : undefined;
const looks = { mouse: { width: 1280, colors: 'light' }, keyboard: { width: 360, colors: 'dark' } } as const;
/** Who works by which hands. */
const casts = {
  mouse: { author: 'ada', reviewer: 'bob' },
  keyboard: { author: 'cleo', reviewer: 'dan' },
} as const;

interface Day {
  readonly service: string;
  readonly kind: KindOfHands;
  /** How the author connects an account; reviewers do it by a token. */
  readonly by: 'OAuth' | 'token';
  readonly issue: string;
  /** What the service calls a pull request. */
  readonly word: string;
}

const days: readonly Day[] = [
  { service: 'gitlab', kind: 'mouse', by: 'OAuth', issue: 'ABC-1', word: 'merge request' },
  { service: 'gitlab', kind: 'keyboard', by: 'OAuth', issue: 'ABC-2', word: 'merge request' },
  { service: 'github', kind: 'mouse', by: 'token', issue: 'ABC-3', word: 'pull request' },
  { service: 'gitea', kind: 'keyboard', by: 'token', issue: 'ABC-4', word: 'pull request' },
];

let house: DevelopersHouse;

beforeAll(async () => {
  await buildPages();
  house = await openDevelopersHouse({
    services: ['gitlab', 'github', 'gitea'],
    issues: [
      { key: 'ABC-1', summary: 'Open the door', type: 'Bug' },
      { key: 'ABC-2', summary: 'Ring the bell', type: 'Story' },
      { key: 'ABC-3', summary: 'Shut the door' },
      { key: 'ABC-4', summary: 'Mend the bell' },
    ],
    people: ['ada', 'bob', 'cleo', 'dan'],
  });
  await house.openOAuth('gitlab');
}, 120_000);
afterAll(() => house.close());

/** Runs git as somebody at their own machine. */
async function git(...words: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  return (await promisify(execFile)('git', [...words], { env })).stdout;
}

/** Whose tokens changed something through the API since the last look. */
function actorsAt({ standIn }: DevelopersPlace): readonly string[] {
  const made = standIn.requests.filter(
    ({ method, path, isGit }) => method !== 'GET' && !isGit && !path.startsWith('/oauth/'),
  );
  standIn.requests.length = 0;
  return [...new Set(made.map(({ token }) => token?.person.login ?? 'nobody'))];
}

describe.each(days)('at $service, by $kind and $by', ({ service, kind, by, issue, word }) => {
  const { author, reviewer } = casts[kind];
  const branch = `${issue}-my-way`;
  let place: DevelopersPlace;
  let mine: OpenPage;
  let theirs: OpenPage;
  let page: Page;
  let hands: Hands;
  let shots = 0;

  beforeAll(async () => {
    place = house.place(service);
    [mine, theirs] = await Promise.all([house.browser.openPage(looks[kind]), house.browser.openPage(looks[kind])]);
    page = mine.page;
    for (const each of [page, theirs.page]) each.setDefaultTimeout(20_000);
    hands = handsOf(kind, page);
  });
  afterAll(() => Promise.all([mine, theirs].map((each) => each.page.context().close())));

  async function shoot(name: string, opened = mine): Promise<void> {
    shots += 1;
    if (screenshots === undefined) return;
    await opened.screenshot(join(screenshots, `${service}-${kind}`, `${String(shots).padStart(2, '0')}-${name}.png`));
  }

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const heading = (name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();

  /** Types into a field that finds, and takes what it finds. */
  async function find(field: Locator, text: string): Promise<void> {
    // What this project used last stands there already.
    if ((await field.inputValue()) === text) return;
    await hands.fill(field, text);
    const option = page.getByRole('option', { name: text, ...(kind === 'keyboard' ? { selected: true } : {}) }).first();
    await option.waitFor();
    if (kind === 'mouse') return option.click();
    // While it is still searched, Enter takes nothing.
    while ((await field.getAttribute('aria-expanded')) === 'true') await page.keyboard.press('Enter');
  }

  /** In the dialog that asks for an account. */
  async function connectByToken(login: string, on: Page): Promise<void> {
    const dialog = on.getByRole('dialog', { name: /^Connect your account/u });
    const hand = handsOf(kind, on);
    if (by === 'OAuth') await hand.press(dialog.locator('summary', { hasText: 'By a token instead' }));
    await hand.fill(dialog.getByLabel('Access token'), tokenOf(place.service, login));
    await hand.press(dialog.getByRole('button', { name: 'Try and keep it' }));
  }

  it('leads whoever is signed out to the issue, of which there is nothing yet', patience, async () => {
    await page.goto(`${house.url}/issues/${issue}`);
    await signIn(page, author);
    expect(page.url()).toBe(`${house.url}/issues/${issue}`);
    await page.getByText('Nothing has begun in git yet.').waitFor();
    await shoot('nothing-yet');
  });

  it('makes a branch, after an account was connected in place, and keeps what was typed', patience, async () => {
    actorsAt(place);
    await hands.press(button('Create branch'));
    await heading(`Create a branch for ${issue}`);
    await find(page.getByRole('combobox', { name: 'Repository' }), `team/${service}`);
    await page.getByText(/only in your own name/u).waitFor();
    await hands.fill(page.getByRole('textbox', { name: 'Name of the branch' }), branch);
    await shoot('create-branch');
    await hands.press(button('Create branch'));
    const dialog = page.getByRole('dialog', { name: /^Connect your account/u });
    await dialog.waitFor();
    await shoot('connect');
    expect(actorsAt(place)).toEqual([]);
    if (by === 'OAuth') {
      place.standIn.state.own['signedIn'] = place.people.get(author);
      await hands.press(dialog.getByRole('button', { name: 'Sign in at GitLab.com' }));
    } else await connectByToken(author, page);
    await heading(`Branch ${branch} is there`);
    await page.getByText('It stands there in your own name.').waitFor();
    await shoot('branch-made');
    expect(actorsAt(place)).toEqual([author]);
    await expect.poll(() => page.context().pages(), slowly).toEqual([page]);
    const { connections } = await house.api.showPerson({ params: { id: house.personOf(author) } });
    expect(connections.find(({ integrationId }) => integrationId === place.integrationId)).toMatchObject({
      account: { login: author },
      credentialKind: by === 'OAuth' ? 'oauth' : 'token',
    });
  });

  it('shows what is pushed with git, without being loaded anew', patience, async () => {
    await hands.press(page.getByRole('link', { name: `Back to ${issue}` }));
    await page.getByRole('tabpanel').getByText(branch, { exact: true }).first().waitFor();
    await page.evaluate('window.isStillThere = true');
    const folder = join(place.repository.git.folder, issue);
    const address = place.standIn.url.replace('//', `//${author}:${tokenOf(place.service, author)}@`);
    await git('clone', '--quiet', '--branch', branch, `${address}/team/${service}.git`, folder);
    const whose = ['-c', `user.name=${author}`, '-c', `user.email=${author}@example.com`];
    await writeFile(join(folder, `${issue}.ts`), 'open();\n');
    await git('-C', folder, 'add', `${issue}.ts`);
    await git('-C', folder, ...whose, 'commit', '--quiet', '--message', `${issue} Begin`);
    await git('-C', folder, 'push', '--quiet', 'origin', branch);
    await page.getByText(`${issue} Begin`).first().waitFor();
    await page.getByText(`${branch} has 1 commit and no ${word} yet.`).waitFor();
    expect(await page.evaluate('window.isStillThere')).toBe(true);
    await shoot('pushed');
  });

  it('says who changed what', patience, async () => {
    await hands.press(page.getByRole('tab', { name: 'Commits' }));
    await page.getByRole('tabpanel').getByText(`${issue} Begin`).first().waitFor();
    await shoot('commits');
    await hands.press(page.getByRole('tab', { name: 'Roll-up' }));
    await page.getByText('1 commit changed 1 file in 1 repository').waitFor();
    expect(await page.getByRole('tabpanel').getByText(`${issue}.ts`).count()).toBeGreaterThan(0);
    await shoot('roll-up');
    await hands.press(page.getByRole('tab', { name: 'Activity' }));
  });

  it("opens a request to merge with the repository's template and a reviewer", patience, async () => {
    actorsAt(place);
    await hands.press(button(`Create ${word}`));
    await heading(`Create a pull request for ${issue}`);
    const description = page.getByRole('textbox', { name: 'Description' });
    await description.waitFor();
    await expect.poll(() => description.inputValue(), slowly).toMatch(/^## Why\n\n/u);
    expect(await page.getByRole('combobox', { name: 'From branch' }).inputValue()).toBe(branch);
    expect(await page.getByRole('combobox', { name: 'Into branch' }).inputValue()).toBe('main');
    await page.getByText('It can be merged without conflicts.').waitFor();
    await hands.fill(description, '## Why\n\nBecause it was shut.');
    await find(page.getByRole('combobox', { name: 'Reviewers' }), reviewer);
    await shoot('create-pull-request');
    await hands.press(button(`Create ${word}`));
    await heading(/^[!#]\d+ is open$/u);
    await shoot('pull-request-made');
    expect(actorsAt(place)).toEqual([author]);
    const opened = place.repository.pullRequests.at(-1);
    expect(opened).toMatchObject({
      author: { login: author },
      source: { branch },
      description: '## Why\n\nBecause it was shut.',
      asked: [{ login: reviewer }],
    });
    await hands.press(page.getByRole('link', { name: `Back to ${issue}` }));
    await page.getByText(/^[!#]\d+ waits for a review\.$/u).waitFor();
    await shoot('waits');
  });

  it('which a colleague approves', patience, async () => {
    const other = theirs.page;
    const hand = handsOf(kind, other);
    await other.goto(`${house.url}/issues/${issue}`);
    await signIn(other, reviewer);
    await other.getByText(/^[!#]\d+ waits for a review\.$/u).waitFor();
    await hand.press(other.getByRole('button', { name: 'Approve', exact: true }).first());
    await hand.press(other.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }));
    await connectByToken(reviewer, other);
    await other.getByText(/^[!#]\d+ is approved and can be merged\.$/u).waitFor();
    await shoot('approved', theirs);
    expect(actorsAt(place)).toEqual([reviewer]);
    expect(place.repository.pullRequests.at(-1)?.reviews).toMatchObject([
      { person: { login: reviewer }, verdict: 'approved' },
    ]);
  });

  it('is merged, and says when it is shipped', patience, async () => {
    await page.getByText(/^[!#]\d+ is approved and can be merged\.$/u).waitFor();
    await hands.press(button('Merge').first());
    await hands.press(page.getByRole('dialog').getByRole('checkbox', { name: `Delete ${branch} afterwards` }));
    await shoot('merge');
    await hands.press(page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }));
    await page.getByText('The work has reached the default branch.').waitFor();
    expect(actorsAt(place)).toEqual([author]);
    expect(place.repository.pullRequests.at(-1)).toMatchObject({ state: 'merged', closedBy: { login: author } });
    await shoot('merged');
    await hands.press(button('See where it has arrived'));
    await page.getByText(/on main, but in no release yet\.$/u).waitFor();
    const { folder } = place.repository;
    await place.standIn.setRef(place.repository, `refs/tags/v-${issue}`, await headOf(folder), undefined);
    await page.getByText(new RegExp(`v-${issue} and on main\\.$`, 'u')).waitFor();
    await shoot('shipped');
    expect(await page.evaluate('window.isStillThere')).toBe(true);
    // The browser itself notes every answer that is no success, as were asked for above.
    expect(mine.errors.filter((error) => !error.includes('Failed to load resource'))).toEqual([]);
  });
});

async function headOf(folder: string) {
  return (await git('-C', folder, 'rev-parse', 'refs/heads/main')).trim() as never;
}
