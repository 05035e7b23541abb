/**
 * An administrator's day: a push that a webhook tells of is followed from the log to the repository, a colleague edits
 * the same thing, and what is not needed any more is disconnected.
 */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser } from '../../packages/server/src/test-support/browser.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { handsOf, kindsOfHands, type Hands, type KindOfHands } from '../../packages/server/src/test-support/hands.ts';
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

async function signedIn(kind: KindOfHands) {
  const opened = await browser.openPage(looks[kind]);
  const { page } = opened;
  await page.goto(`${branchline.address}/sign-in#token=${accessToken}`);
  await page.getByRole('heading', { level: 1, name: /repositor/u }).waitFor();
  return { opened, page, hands: handsOf(kind, page) };
}

describe.each(kindsOfHands)('by %s', (kind) => {
  it('a push is followed from the log to the repository', patience, async () => {
    const { opened, page, hands } = await signedIn(kind);
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
    // The same words told twice in a short time are one line of the log.
    expect(await branchline.command(['webhooks', 'log', '--outcome', 'queued'])).toMatch(/queued +trigger/u);
    opened.expectNoErrors();
  });

  it('two who edit the same thing at once do not overwrite each other unseen', patience, async () => {
    const names = { one: `First by ${kind}`, other: `Second by ${kind}` };
    const [one, other] = [await signedIn(kind), await signedIn(kind)];
    for (const { page, hands } of [one, other]) {
      await page.goto(`${branchline.address}/integrations/1?tab=settings`);
      await hands.fill(
        page.getByRole('textbox', { name: 'Name', exact: true }),
        page === one.page ? names.one : names.other,
      );
    }
    const save = { name: 'Save settings' } as const;
    await one.hands.press(one.page.getByRole('button', save));
    await one.page.getByRole('heading', { level: 1, name: names.one }).waitFor();
    await other.hands.press(other.page.getByRole('button', save));
    await other.page.getByText('Somebody else changed this meanwhile').waitFor();
    const kept = other.page.getByRole('textbox', { name: 'Name', exact: true });
    expect(await kept.inputValue()).toBe(names.other);
    expect(await branchline.command(['integrations', 'show', '1'])).toContain(names.one);
    await other.hands.press(other.page.getByRole('button', { name: 'Save mine over it' }));
    await other.page.getByRole('heading', { level: 1, name: names.other }).waitFor();
    expect(await branchline.command(['integrations', 'show', '1'])).toContain(names.other);
  });

  it('an integration is disconnected after it was said in numbers what goes with it', patience, async () => {
    const name = `Spare of ${kind}`;
    await branchline.command(['integrations', 'add', 'git', '--name', name, '--url', git.path]);
    const { opened, page, hands } = await signedIn(kind);
    await page.goto(`${branchline.address}/integrations`);
    await hands.press(page.getByRole('link', { name, exact: true }));
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await hands.press(page.getByRole('button', { name: 'Disconnect' }).first());
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This removes').waitFor();
    expect(await dialog.innerText()).toContain('1 repository');
    await hands.press(dialog.getByRole('button', { name: 'Disconnect' }));
    await page.getByRole('heading', { level: 1, name: 'Integrations' }).waitFor();
    await page.getByRole('link', { name, exact: true }).waitFor({ state: 'detached' });
    const isGone = async () => !(await branchline.command(['integrations', 'list'])).includes(name);
    await until('the integration is gone', isGone);
    opened.expectNoErrors();
  });
});
