/** A push that a webhook tells of: seen in the log, opened, replayed, and followed to the repository. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser } from '../../packages/server/src/test-support/browser.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { handsOf, kindsOfHands, type Hands } from '../../packages/server/src/test-support/hands.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import { accessToken } from '../../packages/server/src/test-support/test-server.ts';
import { startWholeProgram, type WholeProgram } from '../../packages/server/src/test-support/whole-program.ts';

const patience = { timeout: 60_000 } as const;
const looks = { mouse: { width: 1280, colors: 'light' }, keyboard: { width: 360, colors: 'dark' } } as const;

let branchline: WholeProgram;
let git: GitPlayground;
let browser: OpenBrowser;
let origin: string;
/** Of the integration's address, without the host. */
let door: string;
let commits = 0;

async function commit(): Promise<void> {
  commits += 1;
  await git.commit(`ABC-${commits} change`, { 'README.md': `Change ${commits}.` });
  await git.push();
}

beforeAll(async () => {
  await buildPages();
  [git, browser, branchline] = await Promise.all([gitPlayground(), openBrowser(), startWholeProgram()]);
  origin = await git.bareOrigin();
  await commit();
  await branchline.command(['integrations', 'add', 'git', '--name', 'Code', '--url', origin]);
  await until('the repository is read', async () =>
    (await branchline.command(['repositories', 'list'])).includes('up-to-date'),
  );
  const made = await branchline.command(['webhooks', 'address', '--integration', '1']);
  door = new URL(/Address: (\S+)/u.exec(made)?.[1] ?? '').pathname;
}, 120_000);

afterAll(async () => {
  await browser.close();
  await branchline.close();
  await git.remove();
});

/** A new secret, which the page shows this once. */
async function changeSecret(page: Page, hands: Hands): Promise<string> {
  await page.goto(`${branchline.address}/webhooks?tab=addresses`);
  await hands.press(page.getByRole('table').getByRole('button', { name: 'Change secret' }));
  await hands.press(page.getByRole('dialog').getByRole('button', { name: 'Change secret' }));
  await page.getByText('This secret is shown once.').waitFor();
  const secret = page.getByRole('definition').filter({ hasText: 'shown once' }).locator('code');
  return (await secret.textContent()) ?? '';
}

/** What CI does. */
async function tell(secret: string): Promise<number> {
  const answer = await fetch(`${branchline.address}${door}`, {
    method: 'POST',
    headers: { 'x-branchline-secret': secret, 'content-type': 'application/json' },
    body: JSON.stringify({ cloneUrl: origin }),
  });
  return answer.status;
}

describe.each(kindsOfHands)('by %s', (kind) => {
  it('a push is followed from the log to the repository', patience, async () => {
    const opened = await browser.openPage(looks[kind]);
    const { page } = opened;
    const hands = handsOf(kind, page);
    await page.goto(`${branchline.address}/sign-in#token=${accessToken}`);
    await page.getByRole('heading', { level: 1, name: /repositor/u }).waitFor();
    const secret = await changeSecret(page, hands);
    await commit();
    expect(await tell(secret)).toBe(202);

    await hands.press(page.getByRole('link', { name: 'Log', exact: true }));
    await hands.choose(page.getByLabel('Outcome', { exact: true }), 'Queued');
    await hands.press(
      page
        .getByRole('row', { name: /Queued/u })
        .first()
        .getByRole('link'),
    );
    await page.getByText(`"cloneUrl": "${origin}"`).waitFor();
    expect(await page.content()).not.toContain(secret);
    await hands.press(page.getByRole('button', { name: 'Replay' }));
    await page.getByText('Replayed').waitFor();
    await page.getByText('Queued', { exact: true }).waitFor();

    await hands.press(page.getByRole('main').getByRole('link', { name: 'origin' }));
    await page.getByText(`${commits} of ${commits}`).waitFor();
    await page.getByText('asked for by a trigger').first().waitFor();
    const log = await branchline.command(['webhooks', 'log', '--outcome', 'queued']);
    expect(log.match(/queued +trigger/gu)).toHaveLength(commits - 1);
    opened.expectNoErrors();
  });
});
