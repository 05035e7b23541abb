/** Jira Cloud with a Forge app: installed, ticking, shown to people, acting for them, sending; its token is revoked half-way. */

import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import { loadContract } from '@branchline/jira-sandbox/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import { contractFolder } from '../../packages/server/src/test-support/start-test-jira.ts';
import { startWholeProgram, type WholeProgram } from '../../packages/server/src/test-support/whole-program.ts';

let branchline: WholeProgram;
let jira: JiraSandbox;
let git: GitPlayground;
let origin: string;
const ada = { accountId: 'ada-1', name: 'Ada', email: 'ada@example.com' };
const ben = { accountId: 'ben-2', name: 'Ben', email: 'ben@example.com' };
const triggerSecret = 'a-trigger-secret-for-this-journey-only';
const panel = { issue: 'ABC-1', path: '/forge/api/v1/issues/ABC-1/development' };

beforeAll(async () => {
  const contract = contractFolder === undefined ? undefined : loadContract(contractFolder);
  const projects = [{ key: 'ABC', name: 'Letters' }];
  jira = await startJiraSandbox({ contract, projects, people: [ada, ben] });
  git = await gitPlayground();
  await git.commit('ABC-1 start with UTF-8', { 'README.md': 'Hello.' });
  origin = await git.bareOrigin();
  await git.push();
  branchline = await startWholeProgram({
    BRANCHLINE_FORGE_KEYS_URL: jira.forge.keySetUrl(),
    BRANCHLINE_TRIGGER_SECRET: triggerSecret,
  });
  jira.forge.connect(branchline.address);
});
afterAll(async () => {
  await branchline.close();
  await git.remove();
  await jira.stop();
  jira.expectNoViolations();
});

function site(...words: readonly string[]): Promise<string> {
  return branchline.command(['jira-sites', ...words]);
}

/** Waits until a command says so. */
async function untilSaid(said: string, ...words: readonly string[]): Promise<void> {
  await until(`"${words.join(' ')}" says "${said}"`, async () => (await site(...words)).includes(said));
}

async function pushed(message: string): Promise<void> {
  await git.commit(message, {}, { author: ada.name, email: ada.email, at: new Date() });
  await git.push();
  const headers = { authorization: `Bearer ${triggerSecret}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ cloneUrl: origin });
  const answer = await fetch(`${branchline.address}/api/v1/triggers`, { method: 'POST', headers, body });
  expect(answer.status).toBe(202);
}

function keysAtJira(): readonly string[] {
  const entities = jira.snapshot().repositories.flatMap(({ commits }) => commits);
  return [...new Set(entities.flatMap(({ keys }) => keys))].sort();
}

async function untilAtJira(key: string): Promise<void> {
  await until(`Jira has ${key}`, async () => keysAtJira().includes(key));
}

it('is registered, installed and checked', async () => {
  const oauth = ['--client-id', jira.clientId, '--client-secret-variable', 'SECRET'];
  const secret = { SECRET: jira.clientSecret };
  await branchline.command(['jira-sites', 'add', jira.siteUrl, '--api-url', jira.url, ...oauth], secret);
  await branchline.command(['integrations', 'add', 'git', '--url', origin]);
  await site('associate', '1', '--integration', '1', '--projects', 'all', '--actions', 'see,smart-commit');
  await untilAtJira('ABC-1');
  expect((await jira.forge.tellInstalled()).status).toBe(401);
  expect(await site('forge', 'show', '1')).toContain('No Forge app is registered');
  expect(await site('forge', 'set', '1', '--app-id', jira.forge.appId)).toContain('has not called Branchline yet');
  expect((await jira.forge.tellInstalled()).status).toBe(202);
  expect((await jira.forge.tick()).status).toBe(202);
  const shown = await site('forge', 'show', '1');
  expect(shown).toContain('Installed: from PRODUCTION');
  expect(shown).toContain('Development information goes through the OAuth credentials.');
  const checked = await site('check', '1');
  for (const ability of ['forge app', 'projects', 'comments']) expect(checked).toContain(`works  ${ability}`);
});

it('shows a person in Jira what git has, and nothing of an issue that is not for them', async () => {
  jira.forbid(['BROWSE_PROJECTS'], { person: ben.accountId, issue: 'ABC-1' });
  expect(await jira.forge.invoke({ as: ada, ...panel })).toMatchObject({
    status: 200,
    body: { key: 'ABC-1', repositories: [{ commits: [{ title: 'ABC-1 start with UTF-8' }] }] },
  });
  const hidden = await jira.forge.invoke({ as: ben, ...panel });
  expect(hidden.status).toBe(404);
  expect(JSON.stringify(hidden.body)).not.toContain('UTF-8');
  expect(await jira.forge.evaluate('/forge/jql/gitIssuesInRepository', ['origin'])).toMatchObject({ status: 200 });
});

it('lets a commit act in the name of its author', async () => {
  const settings = ['smart-commits', 'settings', '1', '--processor', 'branchline', '--believe', 'author'];
  await branchline.tryCommand(settings);
  await pushed('ABC-1 #comment written in git');
  await until('Ada has commented', async () => commentOf('written in git') !== undefined);
  expect(commentOf('written in git')).toBe(ada.accountId);
  expect(jira.forge.impersonations).toEqual([{ accountId: ada.accountId, granted: true }]);
});

/** Who wrote a comment with these words; undefined for nobody. */
function commentOf(words: string): string | undefined {
  const comments = jira.issueSnapshot().flatMap((issue) => issue.comments);
  return comments.find(({ text }) => text.includes(words))?.author;
}

it('sends by itself when it is switched to, and what was sent before is taken back', async () => {
  const switched = await site('forge', 'sink', '1', 'forge');
  expect(switched).toContain('Development information goes through the Forge app.');
  expect(switched).toContain('What the OAuth credentials sent is taken back');
  await pushed('ABC-2 by the app');
  await untilAtJira('ABC-2');
  const doors = jira.requests.filter(({ path }) => path.endsWith('/bulk')).map(({ path }) => path);
  expect(doors.at(-1)).toContain('/rest/devinfo/0.10/bulk');
});

it('waits when its token is revoked, says so, and goes on with the next one', async () => {
  jira.forge.tokens.revokeAll();
  await pushed('ABC-3 meanwhile');
  await untilSaid('Paused: Jira does not let the Forge app send', 'show', '1');
  // People at their screens are not affected: their tokens come with each call.
  expect((await jira.forge.invoke({ as: ada, ...panel })).status).toBe(200);
  await jira.forge.tick();
  await untilAtJira('ABC-3');
  expect(await site('show', '1')).not.toContain('Paused:');
});

it('is not forgotten while it sends', async () => {
  const refused = await branchline.tryCommand(['jira-sites', 'forge', 'forget', '1']);
  expect(refused.complained).toContain('Development information goes through this Forge app');
});
