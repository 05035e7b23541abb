/** Every door that looks into repositories, tried by people who may not: none gives anything away of what is in there. */

import { BrowsedRepositoryPage, Problem, routes, type Route, type RouteName } from '@branchline/contract';
import { Failure } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../ports/caller.ts';
import { linksTo } from '../test-support/example-rows.ts';
import {
  jiraRights,
  looksIntoRepositories,
  openIssueDoors,
  routesFor,
  siteId,
  type IssueDoors,
} from '../test-support/issue-doors-house.ts';
import { jiraUser, sight, viewerWith } from '../test-support/jira-sight.ts';
import { mirroredExample, type MirroredExample } from '../test-support/mirror-example.ts';
import { routeCases } from '../test-support/route-cases.ts';
import { accessToken, type TestServer } from '../test-support/test-server.ts';

/** Whoever adds one of these need not name it here: it is tried like the others. */
const browsing = routesFor('viewer').filter(([, route]) => looksIntoRepositories(route));
const ofOneRepository = browsing.filter(([, { path }]) => path.startsWith('/api/v1/browse/:id'));

const callers: Record<string, Caller> = { 'an administrator': administratorCaller };
for (const [name, held] of Object.entries(jiraRights)) {
  callers[`${name}, by their token`] = jiraUser(siteId, name, viewerWith(held));
  callers[`${name}, by our account`] = jiraUser(siteId, name);
}
callers['somebody who sees it, by their token'] = jiraUser(siteId, 'sees', viewerWith({ 'ABC-1': sight }));
callers['somebody who sees it, by our account'] = jiraUser(siteId, 'sees');
const restricted = Object.keys(callers).filter((name) => name.includes('restricted'));
const inside = Object.keys(callers).filter((name) => name.includes('sees it') || name === 'an administrator');
const outside = ['a stranger', ...Object.keys(callers).filter((name) => ![...restricted, ...inside].includes(name))];

let test: TestServer;
let doors: IssueDoors;
let example: MirroredExample;

beforeAll(async () => {
  doors = await openIssueDoors(callers);
  ({ test } = doors);
  example = await mirroredExample(test);
  const [repository] = await test.deps.store.repositories.list();
  const commits = await test.deps.mirror.commitsByHash(repository!, [example.last]);
  const linked = commits.map((commit) => ({ commit, links: linksTo('ABC-1', 'XYZ-1') }));
  await test.deps.store.development.saveCommits(repository!.id, linked, true);
});
afterAll(() => doors.stop());

async function ask(name: RouteName, route: Route, as: string) {
  return doors.ask(route, routeCases[name].path ?? '', as);
}

/** Words that only those may read who may look into the repository. */
function leaksIn(body: string): readonly string[] {
  const marks = ['Hidden words', 'hidden line', example.first, example.last, example.last.slice(0, 10), '"code"'];
  return [...marks, 'README', 'picture.png', 'team/code', 'Secret summary'].filter((mark) => body.includes(mark));
}

it('there are doors to try', () => {
  const names: readonly string[] = browsing.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(['listBrowsedRepositories', 'showFile', 'showImage', 'searchCode']));
});

describe.each(inside)('%s', (as) => {
  it.each(ofOneRepository)('is let in at %s', async (name, route) => {
    const answer = await ask(name, route, as);
    expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  });

  it('finds the repository in the list', async () => {
    const list = BrowsedRepositoryPage.parse((await doors.ask(routes.listBrowsedRepositories, '', as)).json());
    expect(list.repositories.map(({ name }) => name)).toEqual(['code']);
  });
});

describe.each(outside)('%s', (as) => {
  it.each(browsing)('finds nothing at %s', async (name, route) => {
    const answer = await ask(name, route, as);
    expect([answer.statusCode === 401, leaksIn(answer.body)]).toEqual([as === 'a stranger', []]);
  });

  it.each(ofOneRepository)('is answered by %s as about a repository that is not there', async (name, route) => {
    const path = routeCases[name].path ?? '';
    const [hidden, absent] = [
      await doors.ask(route, path, as),
      await doors.ask(route, path.replace(/^\/1/u, '/999'), as),
    ];
    expect([hidden.statusCode, hidden.body]).toEqual([absent.statusCode, absent.body]);
    expect(hidden.statusCode).toBe(as === 'a stranger' ? 401 : 404);
  });
});

describe.each(restricted)('%s', (as) => {
  it.each(browsing)('reads at %s nothing of the issue', async (name, route) => {
    const answer = await ask(name, route, as);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).not.toContain('Secret summary');
    expect(answer.body).not.toMatch(/"(?:key|keys)":\[?"(?:ABC|XYZ)-1"/u);
  });

  it('reads the commit all the same, as somebody of its project', async () => {
    const answer = await doors.ask(routes.showCommit, '/1/commit?revision=main', as);
    const { details } = routes.showCommit.response.parse(answer.json());
    expect([details.title, details.keys]).toEqual(['ABC-1 Hidden words', []]);
  });
});

describe('somebody of the project of an issue', () => {
  const as = 'somebody who sees it, by their token';

  it('finds its key with the commit, and none of another project', async () => {
    const answer = await doors.ask(routes.showCommit, '/1/commit?revision=main', as);
    const { details } = routes.showCommit.response.parse(answer.json());
    expect(details.keys.map(({ key }) => key)).toEqual(['ABC-1']);
  });

  it('is told the titles of who wrote which lines, and whole messages with each commit alone', async () => {
    const answer = await doors.ask(routes.showBlame, '/1/blame?path=README.md', as);
    const { commits } = routes.showBlame.response.parse(answer.json());
    const messages = commits.map(({ title, message }) => [title, message]);
    expect(messages).toContainEqual(['ABC-1 Hidden words', 'ABC-1 Hidden words']);
    const alone = await doors.ask(routes.showCommit, '/1/commit?revision=main', as);
    expect(routes.showCommit.response.parse(alone.json()).details.message).toContain('A change for XYZ-1');
  });

  it('finds nothing of a repository that their project is not associated with', async () => {
    const { store } = test.deps;
    const [code] = await store.repositories.list();
    const remote = { remoteId: 'other', name: 'other', cloneUrl: 'https://git.example/other.git', webUrl: undefined };
    const { id } = await store.repositories.save(code!.integrationId, remote);
    const place = { jiraSiteId: siteId, integrationId: code!.integrationId, repositoryId: id };
    const nobody = { see: [], 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] };
    await store.associations.save(place, nobody);
    for (const [name, route] of ofOneRepository) {
      const path = (routeCases[name].path ?? '').replace(/^\/1/u, `/${id}`);
      expect([name, (await doors.ask(route, path, as)).statusCode]).toEqual([name, 404]);
    }
    const list = BrowsedRepositoryPage.parse((await doors.ask(routes.listBrowsedRepositories, '', as)).json());
    expect(list.repositories.map(({ name }) => name)).toEqual(['code']);
    await store.repositories.remove(id);
  });

  it('is told what is missing where their own right at the Git service counts', async () => {
    const { store } = test.deps;
    const [code] = await store.repositories.list();
    const { integrationId } = code!;
    await store.integrations.change(integrationId, { requiresGitPermission: true });
    for (const [name, route] of ofOneRepository) {
      const answer = await ask(name, route, as);
      expect([name, answer.statusCode, leaksIn(answer.body)]).toEqual([name, 403, []]);
      expect(Problem.parse(answer.json()).detail).toContain('Connect your own account at Code');
    }
    const list = await doors.ask(routes.listBrowsedRepositories, '', as);
    expect(BrowsedRepositoryPage.parse(list.json())).toMatchObject({
      repositories: [],
      withheld: [{ integrationName: 'Code' }],
    });
    expect((await doors.ask(routes.showCommit, '/1/commit?revision=main', 'an administrator')).statusCode).toBe(200);
    await store.integrations.change(integrationId, { requiresGitPermission: false });
  });
});

describe('when Jira cannot be asked', () => {
  it('no door opens', async () => {
    const refuse = async () => Promise.reject(new Failure('unavailable', 'jira', 'Jira cannot be reached.'));
    callers['somebody whom Jira does not answer'] = jiraUser(siteId, 'unknown', {
      may: refuse,
      mayEach: refuse,
      projectsWith: refuse,
    });
    for (const [name, route] of browsing) {
      const answer = await ask(name, route, 'somebody whom Jira does not answer');
      expect([name, answer.statusCode, leaksIn(answer.body)]).toEqual([name, 503, []]);
    }
  });
});

describe('a picture', () => {
  const picture = (path: string) => doors.ask(routes.showImage, `/1/image?path=${path}`, 'an administrator');

  it('comes as what its bytes are, and runs nothing', async () => {
    const answer = await test.server.inject({
      url: '/api/v1/browse/1/image?path=src/drawing.svg',
      headers: { authorization: `Bearer ${accessToken}` },
    });
    expect(answer.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect(answer.body).toContain('<svg');
  });

  it('is not what only a name says', async () => {
    expect((await picture('src/picture.png')).statusCode).toBe(200);
    for (const path of ['src/page.html', 'README.md', 'src', 'nowhere.png']) {
      const answer = await picture(path);
      expect([path, answer.statusCode, Problem.parse(answer.json()).detail]).toEqual([
        path,
        404,
        expect.stringContaining('no such picture'),
      ]);
    }
  });
});

describe('a file', () => {
  it.each([
    ['README.md', 'text', 'one\nhidden line\n'],
    ['src/picture.png', 'image', null],
    ['src/drawing.svg', 'image', expect.stringContaining('<svg') as string],
    ['src/page.html', 'text', '<script>alert(1)</script>'],
  ])('%s is %s', async (path, kind, text) => {
    const answer = await doors.ask(routes.showFile, `/1/file?path=${path}`, 'an administrator');
    expect(answer.json()).toMatchObject({ path, kind, text });
  });

  it('that is not there is named with its revision', async () => {
    for (const [query, words] of [
      ['path=nowhere', 'There is no such file at this revision.'],
      ['path=README.md&revision=nowhere', 'There is no branch, tag or commit "nowhere" in this repository.'],
    ]) {
      const answer = await doors.ask(routes.showFile, `/1/file?${query}`, 'an administrator');
      expect([answer.statusCode, Problem.parse(answer.json()).detail]).toEqual([404, words]);
    }
  });
});

describe('a repository that was not read yet', () => {
  it.each([
    ['two-way', 'Look again when that is done.'],
    ['webhook-only', 'told by webhooks only'],
  ] as const)('says so, %s', async (mode, words) => {
    const { store } = test.deps;
    const { id: integrationId } = await store.integrations.add({ connector: 'git', name: 'New', settings: {} });
    await store.integrations.change(integrationId, { mode });
    const remote = { remoteId: 'new', name: 'new', cloneUrl: 'https://git.example/new.git', webUrl: undefined };
    const { id } = await store.repositories.save(integrationId, remote);
    const answer = await doors.ask(routes.showFolder, `/${id}/folder`, 'an administrator');
    const { type, status, detail = '', remedy = '' } = Problem.parse(answer.json());
    expect([type, status]).toEqual(['not-read-yet', 409]);
    expect(`${detail} ${remedy}`).toContain(words);
    await store.repositories.remove(id);
  });
});
