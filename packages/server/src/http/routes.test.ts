import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Problem, routes, type Route, type RouteName } from '@branchline/contract';
import { exampleSession } from '../test-support/account-examples.ts';
import { sessionCookie } from './authenticate.ts';
import { routeCases as cases } from '../test-support/route-cases.ts';
import {
  accessToken,
  addExamples,
  sandboxAsSite,
  startTestServer,
  triggerSecret,
  type TestServer,
} from '../test-support/test-server.ts';

const named = Object.entries(routes) as readonly (readonly [RouteName, Route])[];
let test: TestServer;

async function startFresh(): Promise<void> {
  test = await startTestServer();
  await addExamples(test);
}

function ask(route: Route, path: string, body: unknown, token: string | undefined, session?: string) {
  const cookie = session === undefined ? {} : { cookie: `${sessionCookie}=${session}` };
  return test.server.inject({
    method: route.method,
    url: `${route.path.replace(/\/:.*$/, '')}${path}`,
    headers: { ...cookie, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { payload: body as object }),
  });
}

function tokenOf(route: Route): string {
  return route.access === 'trigger-secret' ? triggerSecret : accessToken;
}

describe('every route', () => {
  beforeAll(startFresh);
  afterAll(() => test.stop());

  it.each(named.filter(([, { access }]) => access !== 'open'))('%s denies strangers', async (name, route) => {
    const { path = '', body } = cases[name];
    const wrong = route.access === 'trigger-secret' ? accessToken : triggerSecret;
    for (const token of [undefined, 'wrong', wrong]) {
      const answer = await ask(route, path, body?.(test), token);
      expect(answer.statusCode).toBe(401);
      expect(Problem.parse(answer.json()).type).toBe('not-signed-in');
    }
  });

  it.each(named.filter(([name]) => cases[name].malformed))('%s says what does not fit', async (name, route) => {
    const { path = '', body, malformed } = cases[name];
    const answer = await ask(route, malformed?.path ?? path, malformed?.body ?? body?.(test), tokenOf(route));
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(Problem.parse(answer.json())).toMatchObject({ type: 'invalid-request', status: 400 });
  });

  it.each(named.filter(([, { path }]) => path.includes(':id')))('%s says what is not there', async (name, route) => {
    const { path = '', body } = cases[name];
    const answer = await ask(route, path.replace(/^\/\d+/, '/999'), body?.(test), accessToken);
    expect(answer.statusCode).toBe(404);
    expect(Problem.parse(answer.json())).toMatchObject({ type: 'not-found' });
  });

  // What removes goes last, and what removes the whole after what removes its parts: the others need what it removes.
  const lateness = ([name, { method, path }]: (typeof named)[number]) =>
    cases[name].endsTheSession === true ? 1 : method === 'DELETE' ? 1 / path.split('/').length : 0;
  // What is only for people inside Jira is tried at the doors of Forge.
  const ours = named.filter(([name]) => cases[name].by !== 'jira');
  const removingLast = [...ours].sort((a, b) => lateness(a) - lateness(b));

  it.each(removingLast)('%s answers what the contract says', async (name, route) => {
    const { path = '', body, by, prepare } = cases[name];
    await prepare?.(test);
    const bySession = by === 'session';
    const token = bySession ? undefined : tokenOf(route);
    const answer = await ask(route, path, body?.(test), token, bySession ? exampleSession : undefined);
    expect({ status: answer.statusCode, refusal: answer.statusCode < 400 ? '' : answer.body }).toEqual({
      status: route.status,
      refusal: '',
    });
    const shape = route.response.safeParse(answer.body === '' ? undefined : route.media ? answer.body : answer.json());
    expect(shape.error?.message).toBeUndefined();
  });
});

describe('actions', () => {
  beforeEach(startFresh);
  afterEach(() => test.stop());

  it('an integration that is connected is discovered at once, and named after its address', async () => {
    const answer = await ask(
      routes.addIntegration,
      '',
      { connector: 'git', settings: { cloneUrl: 'git@git.example:team/app.git' } },
      accessToken,
    );
    const { id, name } = routes.addIntegration.response.parse(answer.json());
    expect(name).toBe('app');
    const jobs = await test.deps.store.jobs.list(10);
    expect(jobs.map((job) => job.name)).toContain('discover-repositories');
    expect(id).toBe(4);
  });

  it('pausing is shown with its reason, resuming takes it back', async () => {
    await ask(routes.pauseIntegration, '/1/pause', undefined, accessToken);
    const paused = await ask(routes.showIntegration, '/1', undefined, accessToken);
    expect(paused.json()).toMatchObject({ pausedBecause: 'Paused by a person.' });
    await ask(routes.resumeIntegration, '/1/resume', undefined, accessToken);
    const resumed = await ask(routes.showIntegration, '/1', undefined, accessToken);
    expect(resumed.json()).toMatchObject({ pausedBecause: null });
  });

  it('the trigger finds a repository by its address with or without .git, and says when it knows none', async () => {
    const known = await ask(routes.triggerIndexing, '', { cloneUrl: 'https://git.example/team/code/' }, triggerSecret);
    expect(known.json()).toEqual({ queued: [1], note: 'Queued: code.' });
    const unknown = await ask(routes.triggerIndexing, '', { cloneUrl: 'https://git.example/none' }, triggerSecret);
    expect(unknown.json()).toMatchObject({ queued: [] });
  });

  it('a Jira site that refuses the credential is not kept', async () => {
    const { sandbox } = test;
    const siteUrl = sandbox.siteUrl.replace('127.0.0.1', 'localhost');
    const wanted = { ...sandboxAsSite(sandbox), siteUrl, clientSecret: 'wrong' };
    const answer = await ask(routes.addJiraSite, '', wanted, accessToken);
    expect(Problem.parse(answer.json()).type).toBe('unauthorized');
    expect(answer.statusCode).toBe(502);
    expect(await test.deps.store.jiraSites.list()).toHaveLength(1);
  });

  it('one Jira site is connected once', async () => {
    const answer = await ask(routes.addJiraSite, '', sandboxAsSite(test.sandbox), accessToken);
    expect(answer.statusCode).toBe(409);
    expect(Problem.parse(answer.json()).detail).toContain('"Sandbox"');
  });

  it('an integration is gone after its removal', async () => {
    await ask(routes.removeIntegration, '/1', undefined, accessToken);
    const list = await ask(routes.listIntegrations, '', undefined, accessToken);
    expect(list.json().integrations.map(({ id }: { readonly id: number }) => id)).toEqual([2]);
  });

  it('an issue that nothing speaks of is empty, not missing', async () => {
    const answer = await ask(routes.showIssueDevelopment, '/ABC-404/development', undefined, accessToken);
    expect(answer.json()).toMatchObject({ key: 'ABC-404', repositories: [] });
  });
});
