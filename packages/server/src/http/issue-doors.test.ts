/** Every door of the contract, tried by people who may see little or nothing: none finds what is not for their eyes. */

import { IssueDetails, IssueDevelopment, IssuePage, routes, type Route } from '@branchline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../ports/caller.ts';
import { commitOf, linksTo } from '../test-support/example-rows.ts';
import {
  hiddenHash,
  jiraRights,
  looksIntoRepositories,
  marks,
  marksIn,
  openIssueDoors,
  routesFor,
  siteId,
  type IssueDoors,
} from '../test-support/issue-doors-house.ts';
import { jiraUser, sight, viewerWith } from '../test-support/jira-sight.ts';
import { routeCases } from '../test-support/route-cases.ts';
import type { TestServer } from '../test-support/test-server.ts';

/** How each route that lets in everybody we know keeps issues to those who may see them. A new one needs a line. */
const viewerRoutes: Readonly<
  Partial<Record<string, 'asks the gate' | 'tells of the one who asks only' | 'see browse-doors.test.ts'>>
> = {
  listIssues: 'asks the gate',
  showIssue: 'asks the gate',
  showIssueDevelopment: 'asks the gate',
  showIssueRollUp: 'asks the gate',
  showIssueShipping: 'asks the gate',
  showIssueFileDiff: 'asks the gate',
  showLinks: 'asks the gate',
  changeLinks: 'asks the gate',
  listRepositoriesForAction: 'asks the gate',
  listSourceBranches: 'asks the gate',
  proposeBranch: 'asks the gate',
  checkBranchName: 'asks the gate',
  createBranch: 'asks the gate',
  deleteBranch: 'asks the gate',
  proposePullRequest: 'asks the gate',
  findReviewers: 'asks the gate',
  createPullRequest: 'asks the gate',
  approvePullRequest: 'asks the gate',
  mergePullRequest: 'asks the gate',
  proposeStartingWork: 'asks the gate',
  startWork: 'asks the gate',
  listBrowsedRepositories: 'see browse-doors.test.ts',
  showBrowsedRepository: 'see browse-doors.test.ts',
  showFolder: 'see browse-doors.test.ts',
  showFile: 'see browse-doors.test.ts',
  showImage: 'see browse-doors.test.ts',
  showBlame: 'see browse-doors.test.ts',
  showFileHistory: 'see browse-doors.test.ts',
  showCommit: 'see browse-doors.test.ts',
  showChanges: 'see browse-doors.test.ts',
  showFileDiff: 'see browse-doors.test.ts',
  searchCode: 'see browse-doors.test.ts',
  searchPaths: 'see browse-doors.test.ts',
  searchMessages: 'see browse-doors.test.ts',
  listCommits: 'see browse-doors.test.ts',
  listBranches: 'see browse-doors.test.ts',
  listTags: 'see browse-doors.test.ts',
  compareRevisions: 'see browse-doors.test.ts',
  listProjectCommits: 'see browse-doors.test.ts',
  showMe: 'tells of the one who asks only',
  changeOwnPassword: 'tells of the one who asks only',
  listOwnSessions: 'tells of the one who asks only',
  endOwnSession: 'tells of the one who asks only',
  beginSecondFactor: 'tells of the one who asks only',
  confirmSecondFactor: 'tells of the one who asks only',
  removeSecondFactor: 'tells of the one who asks only',
  listApiTokens: 'tells of the one who asks only',
  addApiToken: 'tells of the one who asks only',
  removeApiToken: 'tells of the one who asks only',
  changeMe: 'tells of the one who asks only',
  endOtherSessions: 'tells of the one who asks only',
  renewRecoveryCodes: 'tells of the one who asks only',
  showMyPerson: 'tells of the one who asks only',
  makeJiraCode: 'tells of the one who asks only',
  joinWithJira: 'tells of the one who asks only',
  listMyConnections: 'tells of the one who asks only',
  saveMyConnection: 'tells of the one who asks only',
  checkMyConnection: 'tells of the one who asks only',
  removeMyConnection: 'tells of the one who asks only',
  startMyOAuth: 'tells of the one who asks only',
  showMyOAuth: 'tells of the one who asks only',
  confirmMyOAuth: 'tells of the one who asks only',
  showMyMails: 'tells of the one who asks only',
  saveMyMails: 'tells of the one who asks only',
};

/** All but those that look into repositories. */
const ofIssues = routesFor('viewer').filter(([name]) => viewerRoutes[name] !== 'see browse-doors.test.ts');

const callers: Record<string, Caller> = { 'an administrator': administratorCaller };
for (const [name, held] of Object.entries(jiraRights)) {
  callers[`${name}, by their token`] = jiraUser(siteId, name, viewerWith(held));
  callers[`${name}, by our account`] = jiraUser(siteId, name);
}
callers['somebody who sees it'] = jiraUser(siteId, 'sees', viewerWith({ 'ABC-1': sight }));
const strangersToIssues = Object.keys(callers).filter((name) => name.startsWith('somebody '));
const allButOne = strangersToIssues.filter((name) => name !== 'somebody who sees it');

let test: TestServer;
let doors: IssueDoors;

beforeAll(async () => {
  doors = await openIssueDoors(callers);
  ({ test } = doors);
});
afterAll(() => doors.stop());

function ask(route: Route, path: string, as: string, body?: object) {
  return doors.ask(route, path, as, body);
}

it('every route for everybody has a line in the table, and no other', () => {
  const names = routesFor('viewer').map(([name]) => name);
  expect(names.filter((name) => viewerRoutes[name] === undefined)).toEqual([]);
  expect(
    Object.keys(routes)
      .filter((name) => viewerRoutes[name] !== undefined)
      .toSorted(),
  ).toEqual(names.toSorted());
});

it('what is left to the other test is tried there, and nothing else is', () => {
  const left = routesFor('viewer').filter(([name]) => viewerRoutes[name] === 'see browse-doors.test.ts');
  const tried = routesFor('viewer').filter(([, route]) => looksIntoRepositories(route));
  expect(left.map(([name]) => name)).toEqual(tried.map(([name]) => name));
});

it('an administrator finds what the others must not', async () => {
  const shown = await ask(routes.showIssueDevelopment, '/ABC-1/development', 'an administrator');
  expect(marksIn(shown.body)).toEqual(marks);
  const list = await ask(routes.listIssues, '', 'an administrator');
  expect(
    IssuePage.parse(list.json())
      .issues.map(({ key }) => key)
      .toSorted(),
  ).toEqual(['ABC-1', 'XYZ-1']);
});

describe.each(['a stranger', ...strangersToIssues])('%s', (as) => {
  it('is let in at no door for administrators', async () => {
    const status = as === 'a stranger' ? 401 : 403;
    for (const [name, route] of [...routesFor('signed-in'), ...routesFor('administrator')]) {
      const { path = '', body } = routeCases[name];
      const answer = await ask(route, path, as, body?.(test));
      expect([name, answer.statusCode, marksIn(answer.body)]).toEqual([name, status, []]);
    }
  });
});

describe.each(['a stranger', ...allButOne])('%s', (as) => {
  it.each(ofIssues)('finds nothing at %s', async (name, route) => {
    const { path = '', body } = routeCases[name];
    const answer = await ask(route, path, as, body?.(test));
    expect(marksIn(answer.body)).toEqual([]);
    expect(answer.statusCode === 401).toBe(as === 'a stranger');
  });

  it('is answered about it as about an issue that is not there', async () => {
    for (const [key, route, rest] of [
      ['ABC-1', routes.showIssue, ''],
      ['ABC-1', routes.showIssueDevelopment, '/development'],
      ['ABC-1', routes.showIssueRollUp, '/roll-up'],
      ['ABC-1', routes.showIssueShipping, '/shipped?include=children'],
    ] as const) {
      const answers = await Promise.all([key, 'ABC-404'].map((each) => ask(route, `/${each}${rest}`, as)));
      const [hidden = '', absent] = answers.map(({ statusCode, body }) => `${statusCode} ${body}`);
      expect(hidden.replaceAll(key, 'ABC-404')).toBe(absent);
      expect(hidden).toMatch(as === 'a stranger' ? /^401/ : /^404/);
    }
  });

  it.each(['', '?search=ABC', '?search=XYZ', '?limit=1', '?cursor=1000000000000/ABC-9'])(
    'lists nothing: %s',
    async (query) => {
      const answer = await ask(routes.listIssues, query, as);
      const nothing = [200, { issues: [], next: null }];
      expect([answer.statusCode, answer.json()]).toMatchObject(as === 'a stranger' ? [401, {}] : nothing);
    },
  );
});

describe.each(['by their token', 'by our account'])('somebody of a project that is not associated, %s', (how) => {
  it('sees the issue, and of git nothing', async () => {
    const as = `somebody of a project that is not associated, ${how}`;
    const answer = await ask(routes.showIssueDevelopment, '/XYZ-1/development', as);
    expect(IssueDevelopment.parse(answer.json())).toMatchObject({
      issue: { summary: 'Secret summary' },
      repositories: [],
      coverage: { repositories: 0 },
      withheld: [],
    });
  });
});

describe('somebody who sees it', () => {
  it('finds it, and nothing of the other project', async () => {
    const shown = await ask(routes.showIssueDevelopment, '/ABC-1/development', 'somebody who sees it');
    const { key, issue, repositories } = IssueDevelopment.parse(shown.json());
    expect([key, issue?.summary]).toEqual(['ABC-1', 'Secret summary']);
    expect(repositories.map(({ commits }) => commits.map((commit) => commit.hash))).toEqual([[hiddenHash]]);
    const details = await ask(routes.showIssue, '/abc-1', 'somebody who sees it');
    expect(IssueDetails.parse(details.json())).toMatchObject({
      key: 'ABC-1',
      formerKeys: [],
      repositories: [{ id: 1, name: 'code', commitCount: 1, branchCount: 0, pullRequestCount: 0 }],
    });
    const list = await ask(routes.listIssues, '', 'somebody who sees it');
    expect(IssuePage.parse(list.json())).toMatchObject({ issues: [{ key: 'ABC-1', commitCount: 1 }], next: null });
  });

  it('gets a cursor that names nobody’s issue, and that nobody else can use', async () => {
    const { store } = test.deps;
    const keys = Array.from({ length: 12 }, (_, place) => `ABC-${place + 10}`);
    const commits = keys.map((key, place) => ({ commit: commitOf(place + 10), links: linksTo(key) }));
    await store.development.saveCommits((await store.repositories.list())[0]!.id, commits, true);
    const first = IssuePage.parse((await ask(routes.listIssues, '?limit=1', 'somebody who sees it')).json());
    expect(first.issues).toEqual([]);
    expect(first.next).not.toMatch(/ABC/);
    const rest = async (as: string, cursor: string | null) => {
      const answer = await ask(routes.listIssues, `?cursor=${encodeURIComponent(cursor ?? '')}`, as);
      return IssuePage.parse(answer.json()).issues.map(({ key }) => key);
    };
    expect(await rest('somebody who sees it', first.next)).toEqual(['ABC-1']);
    expect(await rest('somebody for whom the issue is restricted, by their token', first.next)).toEqual([]);
  });
});
