/** Names, messages and texts that try to run script or to deceive are opened on every page: nothing happens, all is text. */

import { join } from 'node:path';
import { moduleKeys } from '@branchline/forge-app';
import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../packages/server/src/commands/build-pages.ts';
import { openBrowser, type OpenBrowser, type OpenPage } from '../../packages/server/src/test-support/browser.ts';
import { freePort } from '../../packages/server/src/test-support/first-run-services.ts';
import {
  attempts,
  hostileBranches,
  startHostileService,
  type HostileService,
} from '../../packages/server/src/test-support/hostile-story.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import { programPlace, type ProgramPlace } from '../../packages/server/src/test-support/program.ts';
import { accessToken } from '../../packages/server/src/test-support/test-server.ts';
import { watchHarm, type HarmWatch } from '../../packages/server/src/test-support/watch-harm.ts';
import { startWholeProgram, type WholeProgram } from '../../packages/server/src/test-support/whole-program.ts';
import { hostileOpenings } from './hostile-openings.ts';

/** For one page on a slow machine. */
const patience = { timeout: 30_000 } as const;
const summary = `${attempts.image} ${attempts.turned}`;
const issues = [
  { key: 'ABC-1', summary, type: attempts.script, status: attempts.drawing },
  { key: 'ABC-2', summary: attempts.template, parent: 'ABC-1', type: 'Sub-task' },
];
const ada = { accountId: 'ada-1', name: attempts.script, email: 'ada@example.com' };

let place: ProgramPlace;
let jira: JiraSandbox;
let service: HostileService;
let branchline: WholeProgram;
let browser: OpenBrowser;
let server: string;

beforeAll(async () => {
  [place, service, browser] = await Promise.all([programPlace(), startHostileService(), openBrowser()]);
  const folder = join(place.folder, 'app');
  const port = await freePort();
  server = `http://127.0.0.1:${port}`;
  const rendering = place.run(['forge', 'render', '--url', 'https://branchline.example', '--out', folder]);
  const forgePage = { folder: join(folder, 'page'), moduleKey: moduleKeys.activity };
  const projects = [{ key: 'ABC', name: attempts.closing }];
  jira = await startJiraSandbox({ forgePage, projects, issues, people: [ada] });
  branchline = await startWholeProgram({
    BRANCHLINE_FORGE_KEYS_URL: jira.forge.keySetUrl(),
    BRANCHLINE_URL: server,
    BRANCHLINE_PORT: String(port),
    BRANCHLINE_ALLOW_PLAIN_HTTP: 'yes',
  });
  jira.forge.connect(branchline.address);
  const [{ code, stderr }] = await Promise.all([rendering, connect(), buildPages()]);
  if (code !== 0) throw new Error(stderr);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await branchline.close();
  await jira.stop();
  await service.close();
  await place.remove();
});

async function connect(): Promise<void> {
  const oauth = ['--client-id', jira.clientId, '--client-secret-variable', 'SECRET'];
  const secret = { SECRET: jira.clientSecret, TOKEN: service.token };
  await branchline.command(['jira-sites', 'add', jira.siteUrl, '--api-url', jira.url, ...oauth], secret);
  const choices = ['--url', service.standIn.url, '--token-variable', 'TOKEN', '--no-require-personal-token'];
  await branchline.command(['integrations', 'add', 'gitlab', '--name', attempts.image, ...choices], secret);
  const grants = ['--projects', 'all', '--actions', 'see,create-branch,create-pull-request'];
  await branchline.command(['jira-sites', 'associate', '1', '--integration', '1', ...grants]);
  await until('Jira has the commits and the merge request', async () =>
    jira.snapshot().repositories.some(({ commits, pullRequests }) => commits.length > 2 && pullRequests.length > 0),
  );
  await branchline.command(['jira-sites', 'forge', 'set', '1', '--app-id', jira.forge.appId]);
  await jira.forge.tellInstalled();
}

const { script } = hostileBranches;

describe('on our own pages', () => {
  let opened: OpenPage;
  let watch: HarmWatch;
  beforeAll(async () => {
    opened = await browser.openPage();
    watch = await watchHarm(opened.page);
    await opened.page.goto(`${server}/sign-in#token=${accessToken}`);
    await opened.page.getByRole('heading', { level: 1, name: /repositor/u }).waitFor();
  });
  afterAll(() => opened.page.context().close());

  it.each(hostileOpenings)('$name', patience, async ({ path, shows, goOn }) => {
    const { page } = opened;
    const [before, complained] = [watch.harm.length, opened.errors.length];
    await page.goto(server + (typeof path === 'string' ? path : path(service)));
    await shown(page, shows);
    await goOn?.(page);
    await watch.look();
    expect(watch.harm.slice(before)).toEqual([]);
    // What is not there is asked for, too.
    const complaints = opened.errors.slice(complained).filter((complaint) => !/status of 4\d\d/u.test(complaint));
    expect(complaints).toEqual([]);
  });
});

describe('in Jira', () => {
  it('shows all of it in the frame of the app', patience, async () => {
    const opened = await browser.openPage({ width: 900 });
    const watch = await watchHarm(opened.page);
    await opened.page.goto(`${jira.url}/browse/ABC-1`);
    const frame = opened.page.frameLocator('iframe.panel');
    for (const [tab, text] of [
      ['Activity', script],
      ['Commits', attempts.image],
      ['Roll-up', 'reversed.ts'],
      ['Shipped?', script],
    ] as const) {
      await frame.getByRole('tab', { name: tab }).click();
      await frame.getByRole('tabpanel').getByText(text).first().waitFor();
      if (tab === 'Commits')
        await frame
          .getByRole('button', { name: /page\.html/u })
          .first()
          .click();
      if (tab === 'Commits')
        await frame
          .getByText(/<!doctype html>/u)
          .first()
          .waitFor();
      await watch.look();
    }
    expect(watch.harm).toEqual([]);
    opened.expectNoErrors();
    await opened.page.context().close();
  });
});

describe('the watch', () => {
  it('notices what it is there for', patience, async () => {
    const opened = await browser.openPage();
    const watch = await watchHarm(opened.page);
    await opened.page.goto(`${server}/sign-in`);
    await opened.page.evaluate(`(() => {
      const link = Object.assign(document.createElement('a'), { textContent: ${JSON.stringify(attempts.turned)} });
      link.setAttribute('href', 'javascript:window.hacked=1');
      link.setAttribute('title', ${JSON.stringify(attempts.control)});
      const image = document.createElement('img');
      image.setAttribute('src', 'https://elsewhere.example/x.png');
      image.setAttribute('onlook', 'no event, but what looks like a handler');
      try { image.setAttribute('onerror', 'window.hacked=2'); } catch {}
      document.body.append(link, image);
      document.body.style.display = 'none';
      window.hacked = 3;
      setTimeout(() => alert('hacked'));
    })()`);
    await expect.poll(() => watch.harm.some((each) => each.startsWith('a dialog'))).toBe(true);
    await expect.poll(() => watch.harm.some((each) => each.includes('img-src'))).toBe(true);
    await watch.look();
    const kinds = ['script ran', 'the page was hidden', 'an address', 'a handler', 'characters', 'a title'];
    for (const kind of [...kinds, 'the policy require-trusted-types-for'])
      expect({ kind, isFound: watch.harm.some((each) => each.startsWith(kind)) }).toEqual({ kind, isFound: true });
    await opened.page.context().close();
  });
});

/** @throws Error with what the page says instead */
async function shown(page: Page, text: string | RegExp): Promise<void> {
  try {
    await page.getByText(text).first().waitFor({ timeout: 5000 });
  } catch {
    const said = await page.locator('body').innerText();
    throw new Error(`${page.url()} does not show ${String(text)}. It says: ${said.slice(0, 2000)}`);
  }
}
