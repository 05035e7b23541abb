/** Jira Data Center, from a personal access token to links in its issues, with the token revoked half-way. */

import { startJiraSandbox, type JiraSandbox } from '@branchline/jira-sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { readAtJira } from '../../packages/server/src/test-support/jira-account.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import { startWholeProgram, type WholeProgram } from '../../packages/server/src/test-support/whole-program.ts';

const people = [
  { accountId: 'bot-1', name: 'Bot', email: 'bot@sandbox.example' },
  { accountId: 'bot-2', name: 'Another bot', email: 'bot2@sandbox.example' },
];

let branchline: WholeProgram;
let jira: JiraSandbox;
let git: GitPlayground;
let origin: string;

beforeAll(async () => {
  jira = await startJiraSandbox({ people, projects: [{ key: 'ABC', name: 'Letters' }] });
  git = await gitPlayground();
  await git.commit('ABC-1 start', { 'README.md': 'Hello.' });
  origin = await git.bareOrigin();
  await git.push();
  branchline = await startWholeProgram();
});
afterAll(async () => {
  await branchline.close();
  await git.remove();
  await jira.stop();
});

async function titlesIn(key: string): Promise<readonly string[]> {
  const links = await readAtJira(jira, 'personal-access-token', `/issue/${key}/remotelink`);
  return (links as readonly { readonly object: { readonly title: string } }[]).map(({ object }) => object.title).sort();
}

function untilLinked(key: string, ...titles: readonly string[]): Promise<void> {
  const isSo = async () => JSON.stringify(await titlesIn(key)) === JSON.stringify([...titles].sort());
  return until(`${key} is linked to ${titles.join(' and ')}`, isSo);
}

async function push(message: string): Promise<void> {
  await git.commit(message);
  await git.push();
  await branchline.command(['repositories', 'reindex', '1']);
}

async function untilPaused(): Promise<string> {
  await until('the site is paused', async () => (await shown()).includes('Paused:'));
  return shown();
}

function shown(): Promise<string> {
  return branchline.command(['jira-sites', 'show', '1']);
}

it('connects with a token, and says what it allows', async () => {
  const words = ['jira-sites', 'add', jira.siteUrl, '--account-kind', 'personal-access-token'];
  const refused = await branchline.tryCommand([...words, '--token-variable', 'TOKEN'], { TOKEN: 'wrong' });
  expect(refused.code).not.toBe(0);
  expect(refused.complained).toContain('Profile → Personal access tokens');
  const added = await branchline.command([...words, '--token-variable', 'TOKEN'], { TOKEN: jira.personalAccessToken });
  expect(added).toContain('works  development information');
  expect(added).toContain('works  comments');
});

it('links issues to the commits and branches that name them', async () => {
  await branchline.command(['integrations', 'add', 'git', '--url', origin]);
  await branchline.command(['jira-sites', 'associate', '1', '--integration', '1', '--projects', 'all']);
  await untilLinked('ABC-1', '1 commit in origin');
  await git.branch('ABC-2-topic');
  await push('ABC-1 and ABC-2, UTF-8');
  await untilLinked('ABC-2', '1 commit in origin', 'Branch ABC-2-topic');
  await untilLinked('ABC-1', '2 commits in origin');
  const [link] = (await readAtJira(jira, 'personal-access-token', '/issue/ABC-1/remotelink')) as readonly unknown[];
  expect(link).toMatchObject({
    object: { url: 'https://branchline.example/issues/ABC-1' },
    application: { name: 'Branchline' },
  });
});

it('waits while the token is refused, and goes on where it stopped once it is taken again', async () => {
  jira.revoke(jira.personalAccessToken);
  await push('ABC-1 while nobody listens');
  expect(await untilPaused()).toContain('Jira refused the token of the account');
  jira.revoke(jira.personalAccessToken, false);
  expect(await titlesIn('ABC-1')).toEqual(['2 commits in origin']);
  await branchline.command(['jira-sites', 'resume', '1']);
  await untilLinked('ABC-1', '3 commits in origin');
});

it('goes on by itself with a new token in the place of one that was refused', async () => {
  jira.revoke(jira.personalAccessToken);
  await push('ABC-3 once more');
  await untilPaused();
  const words = ['jira-sites', 'credentials', '1', '--account-kind', 'personal-access-token'];
  const token = jira.tokenFor('bot-2', 'personal-access-token');
  await branchline.command([...words, '--token-variable', 'TOKEN'], { TOKEN: token });
  jira.revoke(jira.personalAccessToken, false);
  await untilLinked('ABC-3', '1 commit in origin');
  expect(await shown()).not.toContain('Paused:');
});

it('takes links back from what is no longer there', async () => {
  await git.checkout('main');
  await git.git('branch', '-D', 'ABC-2-topic');
  await push('ABC-1 on main');
  await untilLinked('ABC-2');
  await untilLinked('ABC-1', '2 commits in origin');
  expect(await titlesIn('ABC-3')).toEqual([]);
});

it('takes everything back when the site is disconnected', async () => {
  await branchline.command(['jira-sites', 'remove', '1', '--yes']);
  for (const key of ['ABC-1', 'ABC-2', 'ABC-3']) expect(await titlesIn(key)).toEqual([]);
});
