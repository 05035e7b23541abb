import { Problem, editedFields, routes, type Route, type RouteName } from '@branchline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routeCases } from '../test-support/route-cases.ts';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';

const named = Object.entries(routes) as readonly (readonly [RouteName, Route])[];
const editing = named.flatMap(([name, route]) =>
  route.edits === undefined ? [] : [[name, route, route.edits as RouteName] as const],
);

/** Replacements of something that nobody reads first, so that nobody could have read something else. */
const blind = new Set([
  'changeOwnPassword',
  'confirmSecondFactor',
  'replaceJiraOAuth',
  'replaceJiraAccount',
  'savePersonalConnection',
  'saveSmartCommitMails',
  'saveMyMails',
  'saveMyConnection',
  'saveOAuthClient',
  'registerForgeApp',
  // Their own name.
  'changeMe',
]);

let test: TestServer;

function ask(name: RouteName, options: { readonly ifMatch?: string; readonly body?: object } = {}) {
  const { path, method } = routes[name];
  const known = routeCases[name];
  const body = options.body ?? known.body?.(test);
  return test.server.inject({
    method,
    url: `${path.replace(/\/:.*$/, '')}${known.path ?? ''}`,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(options.ifMatch === undefined ? {} : { 'if-match': options.ifMatch }),
    },
    ...(body === undefined ? {} : { payload: body }),
  });
}

async function versionNow(name: RouteName): Promise<string> {
  const answer = await ask(name);
  const { version } = answer.json<{ readonly version: string }>();
  expect(answer.headers.etag).toBe(`"${version}"`);
  return version;
}

describe('the contract', () => {
  it('lets every replacement be held to a version, but those that nobody reads first', () => {
    const without = named.filter(([, { method, edits }]) => /^P(?:UT|ATCH)$/u.test(method) && edits === undefined);
    expect(without.map(([name]) => name).filter((name) => !blind.has(name))).toEqual([]);
  });

  it.each(editing)('%s edits what its GET route shows', (_name, route, shown) => {
    const { method, access, response } = routes[shown] as Route;
    expect({ method, access }).toEqual({ method: 'GET', access: route.access });
    expect(editedFields(response)).toBeDefined();
  });

  it.each(editing)('%s takes nothing that does not count for the version', (_name, route, shown) => {
    const { response } = routes[shown];
    const taken = route.request instanceof z.ZodObject ? Object.keys(route.request.shape) : [];
    const showing = response instanceof z.ZodObject ? Object.keys(response.shape) : [];
    const counting = editedFields(response) ?? [];
    // A place says where, and is not edited.
    const places = new Set(['integrationId', 'repositoryId']);
    const forgotten = taken.filter((each) => showing.includes(each) && !counting.includes(each));
    expect(forgotten.filter((each) => !places.has(each))).toEqual([]);
  });
});

describe('edits', () => {
  beforeAll(async () => {
    test = await startTestServer();
    await addExamples(test);
  });
  afterAll(() => test.stop());

  it.each(editing)('%s does nothing from a version that is over', async (name, _route, shown) => {
    const before = await versionNow(shown);
    const answer = await ask(name, { ifMatch: '"long-ago"' });
    expect(answer.statusCode).toBe(412);
    expect(Problem.parse(answer.json())).toMatchObject({
      type: 'changed-meanwhile',
      title: 'Somebody else changed this meanwhile',
      detail: 'It is not what it was when you loaded it. Nothing was saved.',
    });
    expect(await versionNow(shown)).toBe(before);
  });

  it.each(editing.filter(([, { method }]) => method !== 'DELETE'))(
    '%s goes through from the version there is, and without any',
    async (name, route, shown) => {
      const current = await ask(name, { ifMatch: `"${await versionNow(shown)}"` });
      expect({ status: current.statusCode, body: current.statusCode < 400 ? '' : current.body }).toEqual({
        status: route.status,
        body: '',
      });
      expect((await ask(name)).statusCode).toBe(route.status);
    },
  );

  it('the version in a list is that of the thing itself', async () => {
    const { accounts } = (await ask('listAccounts')).json<{
      readonly accounts: readonly { readonly id: number; readonly version: string }[];
    }>();
    // The one that the examples ask for.
    expect(accounts.find(({ id }) => id === 2)?.version).toBe(await versionNow('showAccount'));
  });

  it('of two who edit at once from the same version, one is too late', async () => {
    const version = await versionNow('showIntegration');
    const answers = await Promise.all(
      ['first', 'second'].map((name) => ask('editIntegration', { ifMatch: `"${version}"`, body: { name } })),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([200, 412]);
    const answer = answers.find(({ statusCode }) => statusCode === 200);
    const saved = answer?.json<{ readonly version: string }>().version;
    expect(await versionNow('showIntegration')).toBe(saved);
    expect(saved).not.toBe(version);
  });

  it('waits while somebody edits the same thing, and not for other things', async () => {
    const version = await versionNow('showIntegration');
    const done: string[] = [];
    const waiting = await test.deps.store.editLocks.hold(
      JSON.stringify(['showIntegration', { id: 1 }, null]),
      async () => {
        const own = ask('editIntegration', { ifMatch: `"${version}"`, body: { name: 'third' } }).then(
          (answer) => void done.push(`own ${answer.statusCode}`),
        );
        done.push(`other ${(await ask('changeAccount', { body: { name: 'Bob' } })).statusCode}`);
        // Not the promise itself: it would be waited for while it waits for this to end.
        return { own };
      },
    );
    expect(waiting.outcome).toBe('done');
    await (waiting.outcome === 'done' ? waiting.result.own : undefined);
    expect(done).toEqual(['other 200', 'own 200']);
  });

  it('what is not there is said to be not there, whatever the version', async () => {
    const answer = await test.server.inject({
      method: 'PATCH',
      url: '/api/v1/accounts/999',
      headers: { authorization: `Bearer ${accessToken}`, 'if-match': '"x"' },
      payload: { name: 'Nobody' },
    });
    expect(answer.statusCode).toBe(404);
  });
});
