/** Every door that acts from an issue, tried by people who may not: each is answered as if nothing were there, and nothing is done. */

import { actingRoutes, Problem, type Route } from '@branchline/contract';
import { Failure } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../ports/caller.ts';
import {
  jiraRights,
  marksIn,
  openIssueDoors,
  siteId,
  type DoorAnswer,
  type IssueDoors,
} from '../test-support/issue-doors-house.ts';
import { jiraUser, sight, viewerWith } from '../test-support/jira-sight.ts';
import { actingCases } from '../test-support/route-cases-acting.ts';
import type { RouteCase } from '../test-support/route-case.ts';

const doorNames = Object.entries(actingRoutes) as readonly (readonly [keyof typeof actingCases, Route])[];

const callers: Record<string, Caller> = {};
const mayNot: string[] = ['a stranger'];
for (const [name, held] of Object.entries(jiraRights)) {
  for (const [how, viewer] of [
    ['by their token', viewerWith(held)],
    ['by our account', undefined],
  ] as const) {
    callers[`${name}, ${how}`] = jiraUser(siteId, name, viewer);
    mayNot.push(`${name}, ${how}`);
  }
}
const sees = 'sees';
callers[sees] = jiraUser(siteId, 'sees', viewerWith({ 'ABC-1': sight }));

let doors: IssueDoors;

beforeAll(async () => {
  doors = await openIssueDoors(callers);
});
afterAll(() => doors.stop());

/** About an issue and a repository. */
function ask(name: keyof typeof actingCases, route: Route, as: string, [issue, repository] = ['ABC-1', 1]) {
  const { path = '', body }: RouteCase = actingCases[name];
  const moved = path.replace('ABC-1', issue).replace('/repositories/2', `/repositories/${repository}`);
  const sent = body?.(doors.test);
  const text = JSON.stringify(sent ?? {}).replaceAll('"repositoryId":2', `"repositoryId":${repository}`);
  return doors.ask(route, moved, as, sent === undefined ? undefined : (JSON.parse(text) as object));
}

function told({ statusCode, body }: DoorAnswer): readonly [number, string] {
  return [statusCode, body.replaceAll('ABC-404', 'ABC-1')];
}

async function written(): Promise<number> {
  const { store } = doors.test.deps;
  return (await store.auditLog.list({}, 100)).filter(({ what }) => /^(?:branch|pull-request|start-work)\//u.test(what))
    .length;
}

describe.each(mayNot)('%s', (as) => {
  it.each(doorNames)('is answered at %s as about what is not there', async (name, route) => {
    const before = await written();
    const hidden = await ask(name, route, as);
    expect(told(hidden)).toEqual(told(await ask(name, route, as, ['ABC-404', 1])));
    expect(told(hidden)).toEqual(told(await ask(name, route, as, ['ABC-1', 999])));
    expect([hidden.statusCode, marksIn(hidden.body)]).toEqual([as === 'a stranger' ? 401 : 404, []]);
    expect(await written()).toBe(before);
  });
});

describe('somebody who sees it', () => {
  const ofRepository = doorNames.filter(([name]) => !/^(?:listRepositories|proposeStarting)/u.test(name));

  it.each(ofRepository)(
    'may not use %s while the project may not, and is told who can allow it',
    async (name, route) => {
      const answer = await ask(name, route, sees);
      expect(Problem.parse(answer.json())).toMatchObject({
        type: 'forbidden',
        status: 403,
        detail: expect.stringContaining('The project of ABC-1 may not change'),
        remedy: expect.stringContaining('Whoever administers Branchline'),
      });
    },
  );

  it.each(ofRepository)('finds at %s nothing of a repository that is not associated', async (name, route) => {
    expect(told(await ask(name, route, sees, ['ABC-1', 999]))).toEqual([404, expect.any(String)]);
  });

  it('is told that there is no repository to act in, and why', async () => {
    const answer = await ask('listRepositoriesForAction', actingRoutes.listRepositoriesForAction, sees);
    expect(answer.json()).toMatchObject({
      repositories: [],
      because: expect.stringContaining('may not create branches'),
    });
  });
});

describe('when Jira cannot be asked', () => {
  const as = 'somebody whom Jira does not answer';

  it.each(doorNames)('%s stays shut', async (name, route) => {
    const refuse = async () => Promise.reject(new Failure('unavailable', 'jira', 'Jira cannot be reached.'));
    callers[as] = jiraUser(siteId, 'unknown', { may: refuse, mayEach: refuse, projectsWith: refuse });
    const answer = await ask(name, route, as);
    expect([answer.statusCode, marksIn(answer.body)]).toEqual([503, []]);
  });
});
