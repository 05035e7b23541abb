import { plainNetwork, Secret, type RemoteRepository } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitServiceConnection } from '../../../ports/git-service.ts';
import { failureOf } from '../../../test-support/failure-of.ts';
import { github as family } from '../../../test-support/stand-in/github/family.ts';
import type { StandIn } from '../../../test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../../test-support/stand-in/start-stand-in.ts';
import type { StandInPerson, StandInRepository } from '../../../test-support/stand-in/state.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { github } from './connector.ts';

let standIn: StandIn;
let ada: StandInPerson;
let repository: StandInRepository;
let remote: RemoteRepository;

beforeEach(async () => {
  standIn = await startStandIn(family);
  ada = standIn.addPerson({ login: 'ada' });
  standIn.addToken(ada, { value: 'ghp_ada', scopes: ['repo'], kind: 'classic' });
  repository = await standIn.addRepository('acme/app', { labels: ['Bug'] });
  await repository.git.commit('ABC-1', { 'README.md': 'Hello.' });
  await repository.git.branch('topic');
  await repository.git.commit('ABC-2', { 'a.txt': 'a' });
  await standIn.push(repository);
  const page = `${standIn.url}/acme/app`;
  remote = { remoteId: String(repository.id), name: 'acme/app', cloneUrl: `${page}.git`, webUrl: page };
});

afterEach(() => standIn.close());

function connect(token = 'ghp_ada'): GitServiceConnection {
  const { clock } = standIn.state;
  const connector = github(testNetwork({ clock }), clock);
  return connector.connect({
    settings: connector.parseSettings({ url: standIn.url, apiUrl: `${standIn.url}/api` }),
    credential: { kind: 'token', token: new Secret(token) },
    network: plainNetwork,
    budget: 'test',
    for: 'person',
  });
}

function actions() {
  const { actions: offered } = connect();
  if (offered === undefined) throw new Error('Actions are not offered.');
  return offered;
}

const draft = {
  title: 'ABC-2',
  description: '',
  sourceBranch: 'topic',
  targetBranch: 'main',
  reviewers: [],
  labels: [],
  isDraft: false,
};

describe('opening a pull request at GitHub', () => {
  it('asks those who can be asked when one of them cannot', async () => {
    standIn.addPerson({ login: 'bob' });
    const wish = { ...draft, reviewers: ['bob', 'ada', 'ghost'] };
    const { pullRequest, shortcomings } = await actions().createPullRequest(remote, wish);
    expect(pullRequest.reviewers.map(({ person }) => person.login)).toEqual(['bob']);
    expect(shortcomings.map((sentence) => /asked of (\w+)/.exec(sentence)?.[1])).toEqual(['ada', 'ghost']);
  });

  it('makes no labels, and takes them in any case', async () => {
    const wish = { ...draft, labels: ['bug', 'unheard-of'] };
    const { shortcomings } = await actions().createPullRequest(remote, wish);
    expect(shortcomings).toEqual(['The label "unheard-of" does not exist.']);
    expect(repository.labels).not.toContain('unheard-of');
  });

  it('opens as ready where there are no drafts', async () => {
    repository.own['noDrafts'] = true;
    const { pullRequest, shortcomings } = await actions().createPullRequest(remote, { ...draft, isDraft: true });
    expect(pullRequest.isDraft).toBe(false);
    expect(shortcomings).toEqual([expect.stringContaining('ready for review')]);
  });

  it('names the field that is wrong', async () => {
    const failure = await failureOf(actions().createPullRequest(remote, { ...draft, targetBranch: 'nowhere' }));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('base (invalid)')]);
  });
});

describe('templates at GitHub', () => {
  it('come from every place, the standard one first', async () => {
    await repository.git.checkout('main');
    await repository.git.commit('templates', {
      'docs/pull_request_template.txt': 'docs',
      '.github/PULL_REQUEST_TEMPLATE/release.md': 'release',
      '.github/PULL_REQUEST_TEMPLATE/notes.yml': 'no template',
      'Pull_Request_Template.md': 'top',
    });
    await standIn.push(repository);
    expect(await actions().pullRequestTemplates(remote)).toEqual([
      { name: 'Pull_Request_Template', text: 'top' },
      { name: 'release', text: 'release' },
    ]);
  });

  it('are those of the whole organisation where there are no others', async () => {
    const shared = await standIn.addRepository('acme/.github');
    await shared.git.commit('template', { 'pull_request_template.md': 'for all' });
    await standIn.push(shared);
    expect(await actions().pullRequestTemplates(remote)).toEqual([{ name: 'pull_request_template', text: 'for all' }]);
    shared.standardAccess = 'none';
    expect(await actions().pullRequestTemplates(remote)).toEqual([]);
  });
});

describe('reading from GitHub', () => {
  it('follows a repository to its new name, and notices when the old one has passed on', async () => {
    await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
    await standIn.rename(repository, 'acme/renamed');
    expect(await connect().pullRequests?.get(remote, '1')).toMatchObject({ title: 'ABC-2' });
    const successor = await standIn.addRepository('acme/app');
    await successor.git.commit('start', { a: '1' });
    await successor.git.branch('topic');
    await successor.git.commit('more', { a: '2' });
    await standIn.push(successor);
    await standIn.openPullRequest(successor, { title: 'another', author: ada, source: 'topic' });
    const failure = await failureOf(connect().pullRequests?.get(remote, '1') ?? Promise.resolve());
    expect([failure.kind, failure.message]).toEqual(['conflict', expect.stringContaining('another repository')]);
  });

  it('says which organisations are left out of lists', async () => {
    const header = 'partial-results; organizations=21955855,20582480';
    standIn.faults.add({
      path: '/user/repos',
      fault: { kind: 'status', status: 200, headers: { 'x-github-sso': header }, json: [] },
    });
    const { missingRights } = await connect().check();
    expect(missingRights.map(({ name, without }) => [name, without])).toContainEqual([
      'Single sign-on (Configure SSO)',
      expect.stringContaining('21955855, 20582480'),
    ]);
  });

  it('tries a fine-grained token on what is private', async () => {
    const open = await standIn.addRepository('acme/open', { isPrivate: false });
    await open.git.commit('ABC-1', { a: '1' });
    await standIn.push(open);
    const [token] = standIn.state.tokens;
    standIn.addToken(ada, { value: 'github_pat_poor', scopes: ['metadata:read'], kind: 'fine-grained' });
    token!.isRevoked = true;
    standIn.requests.splice(0);
    const { missingRights } = await connect('github_pat_poor').check();
    expect(missingRights.map(({ name }) => name)).toEqual(['Contents: read', 'Pull requests: read', 'Webhooks: write']);
    expect(standIn.requests.map(({ path }) => path)).toContain('/api/repos/acme/app/commits');
  });
});

it('a webhook that somebody else makes at the same moment is taken for ours', async () => {
  const { webhookSetup } = connect();
  const target = { level: 'repository', repository: remote } as const;
  const wanted = { url: 'https://branchline.example/webhooks/x', secret: new Secret('s') };
  standIn.faults.add({ method: 'GET', path: '/hooks', times: 1, fault: { kind: 'changed', change: () => [] } });
  const theirs = standIn.addHook(repository, { url: wanted.url, secret: 'old', events: ['push'] });
  expect(await webhookSetup?.ensure(target, wanted)).toMatchObject({ remoteId: String(theirs.id), state: 'untried' });
  expect(repository.hooks).toEqual([expect.objectContaining({ secret: 's', isActive: true })]);
});

it('a token for public repositories is enough for those who have no others', async () => {
  standIn.addToken(ada, {
    value: 'ghp_public',
    scopes: ['public_repo', 'read:org', 'admin:org_hook'],
    kind: 'classic',
  });
  const { missingRights } = await connect('ghp_public').check();
  expect(missingRights.map(({ name, weight }) => [name, weight])).toEqual([['repo', 'useful']]);
});
