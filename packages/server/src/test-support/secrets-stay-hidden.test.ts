import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, plainNetwork, type IntegrationId, type RepositoryId, type Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Network } from '../adapters/http-client/network.ts';
import { addIntegration } from '../features/integrations/add-integration.ts';
import { createJobHandlers } from '../jobs/handlers.ts';
import { createJobPolicy } from '../jobs/policy.ts';
import type { ConnectionRequest, GitServiceConnection, GitServiceConnector } from '../ports/git-service.ts';
import { ownCertificate } from './certificates.ts';
import { startGitHttpServer, type GitHttpServer } from './git-http-server.ts';
import { gitPlayground, type GitPlayground } from './git-playground.ts';
import { markedSecrets, type MarkedSecrets } from './marked-secrets.ts';
import { openTestHouse, type TestHouse } from './test-house.ts';
import { testMirror, type TestMirror } from './test-mirror.ts';
import { testNetwork } from './test-network.ts';

const tls = ownCertificate();
const trusting = { ...plainNetwork, trustedCertificates: tls?.cert };
const Listed = z.object({ id: z.string(), path: z.string() });

/** A connector as connectors are: a token for its API, the same as a password for git. */
function barn(network: Network): GitServiceConnector {
  return {
    id: 'barn',
    title: 'GitBarn',
    words: { pullRequest: 'Pull request' },
    settingsForm: [],
    credentialKinds: ['token'],
    capabilities: [],
    parseSettings: (input) => z.object({ url: z.string() }).parse(input),
    links: () => {
      const none = () => undefined;
      return { repository: none, commit: none, branch: none, tag: none, file: none, compare: none };
    },
    connect: (request) => connectToBarn(network, request),
  };
}

function connectToBarn(network: Network, request: ConnectionRequest): GitServiceConnection {
  const { credential, settings, ...rest } = request;
  if (credential.kind !== 'token') throw new Failure('rejected', 'git-service', 'GitBarn takes tokens.');
  const { token } = credential;
  const baseUrl = String(settings['url']);
  const http = network.client({ name: 'GitBarn', baseUrl, settings: rest.network, budget: rest.budget, for: rest.for });
  const ask = async () => {
    const authorization = { scheme: 'Bearer', secret: token } as const;
    const listed = await http.ask({ method: 'GET', url: '/api', authorization, repeatable: false, answer: Listed });
    const cloneUrl = `${baseUrl}/${listed.path}`;
    const rest = { owner: '', isArchived: false, isEmpty: false, activeAt: undefined, mayAdminister: undefined };
    return { ...rest, remoteId: listed.id, name: listed.path, cloneUrl, webUrl: undefined, raw: listed };
  };
  return {
    check: async () => {
      await ask();
      return { account: undefined, version: undefined, missingRights: [], expiresAt: undefined };
    },
    async *listRepositories() {
      yield { repositories: [await ask()], raw: undefined, next: undefined };
    },
    findRepository: ask,
    gitAccess: async ({ cloneUrl }) => ({
      url: cloneUrl,
      credential: { kind: 'user-and-password', user: 'oauth2', password: token },
      network: rest.network,
    }),
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Ways to fail that throw the credential back in every form it came in. */
function echoes(token: Secret): readonly (readonly [string, Answer])[] {
  const value = token.reveal();
  const all = (request: IncomingMessage) => [value, encodeURIComponent(value), request.headers.authorization].join(' ');
  return [
    ['403', (request, response) => response.writeHead(403).end(JSON.stringify({ message: all(request) }))],
    ['400 in plain text', (request, response) => refuse(response, 400, 'text/plain', `remote ${all(request)}`)],
    ['401', (request, response) => refuse(response, 401, 'text/plain', all(request))],
    ['500', (request, response) => refuse(response, 500, 'text/html', `<p>${all(request)}`)],
    [
      'JSON of another shape',
      (_request, response) => refuse(response, 200, 'application/json', JSON.stringify([value])),
    ],
    ['what is no JSON', (request, response) => refuse(response, 200, 'application/json', all(request))],
    ['a redirect', (_request, response) => response.writeHead(302, { location: `https://x.example/${value}` }).end()],
    ['nothing', (request) => request.socket.destroy()],
    // The last: after it the API is left alone for a while.
    ['429', (request, response) => refuse(response, 429, 'application/json', JSON.stringify([all(request)]))],
  ];
}

function refuse(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

let secrets: MarkedSecrets;
let token: Secret;
let playground: GitPlayground;
let house: TestHouse;
let mirrors: TestMirror;
let temporaryFolder: string;
let server: GitHttpServer;
let answer: Answer | undefined;
let whileAsked: string[];
let seenInGit: number;

beforeEach(async () => {
  [secrets, answer, whileAsked, seenInGit] = [markedSecrets(), undefined, [], 0];
  token = secrets.make('token');
  playground = await gitPlayground();
  await playground.bareOrigin();
  await playground.commit('ABC-1 one', { a: 'a' });
  await playground.push();
  temporaryFolder = mkdtempSync(join(tmpdir(), 'branchline-secrets-'));
  house = await openTestHouse();
  mirrors = testMirror({ log: secrets.log, temporaryFolder });
  const account = { user: 'oauth2', password: token.reveal() };
  const secure = tls === undefined ? {} : { tls };
  server = await startGitHttpServer({ root: playground.folder, ...account, ...secure, before: lookAround });
});

afterEach(async () => {
  await server.close();
  await house.close();
  mirrors.remove();
  rmSync(temporaryFolder, { recursive: true, force: true });
  await playground.remove();
});

/** While the other side is being asked, whoever asks is there to be looked at. */
function lookAround(request: IncomingMessage, response: ServerResponse): boolean {
  const { places, inGit } = secrets.processes();
  seenInGit += inGit;
  whileAsked.push(...places, ...secrets.placesInFolder(mirrors.folder), ...secrets.placesInFolder(temporaryFolder));
  if (answer !== undefined) answer(request, response);
  else if (request.url !== '/api') return false;
  else if (request.headers.authorization !== `Bearer ${token.reveal()}`) refuse(response, 401, 'text/plain', 'no');
  else refuse(response, 200, 'application/json', '{"id":"1","path":"origin.git"}');
  return true;
}

async function everywhere(): Promise<readonly string[]> {
  return [
    ...whileAsked,
    ...secrets.placesInLog(),
    ...secrets.placesInFolder(mirrors.folder),
    ...secrets.placesInFolder(temporaryFolder),
    ...(await secrets.placesInDatabase(house.database.connectionString)),
  ];
}

/** The house with that connector, whose jobs are run as the runner does; returns what each failed with. */
function barnHouse() {
  const network = testNetwork({ log: secrets.log, budgets: house.store.rateBudgets });
  const connectors = new Map([['barn', barn(network)]]);
  const deps = { ...house, log: secrets.log, connectors, mirror: mirrors.mirror };
  const handlers = createJobHandlers(deps);
  const policy = createJobPolicy({ ...deps, random: () => 0 });
  const context = { attempt: 1, stopping: new AbortController().signal };
  async function failureIn(work: Promise<void>, given: () => Promise<void>): Promise<readonly unknown[]> {
    const failure: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return [];
    await given();
    return [failure];
  }
  return {
    add: () =>
      addIntegration(deps, {
        connector: 'barn',
        name: 'Barn',
        settings: { url: server.url },
        credential: { kind: 'token', token },
        network: trusting,
      }),
    discover: (integrationId: IntegrationId) => {
      const payload = { integrationId };
      return failureIn(handlers['discover-repositories'](payload, context), () =>
        policy.onGivenUp('discover-repositories', payload, new Failure('unavailable', 'git', 'given up')),
      );
    },
    index: (repositoryId: RepositoryId) => {
      const payload = { repositoryId, scope: { kind: 'everything' }, trigger: 'reindex' } as const;
      return failureIn(handlers['index-repository'](payload, context), async () => undefined);
    },
  };
}

describe.skipIf(tls === undefined)('a token (skipped without openssl)', () => {
  it('is nowhere but in the environment of git while repositories are found and fetched', async () => {
    const { add, discover, index } = barnHouse();
    const { id } = await add();
    expect(await discover(id)).toEqual([]);
    const [repository] = await house.store.repositories.listByIntegration(id);
    expect(await index(repository!.id)).toEqual([]);
    expect(await house.store.repositories.heads(repository!.id)).toHaveLength(1);
    expect(await everywhere()).toEqual([]);
    // Otherwise the search would not have been able to find anything.
    expect(seenInGit).toBeGreaterThan(0);
    expect(await house.store.integrations.sealedCredential(id)).toBeDefined();
  });

  it('is nowhere when the service throws it back in every form', async () => {
    const { add, discover, index } = barnHouse();
    const { id } = await add();
    await discover(id);
    const [repository] = await house.store.repositories.listByIntegration(id);
    for (const [what, echo] of echoes(token)) {
      answer = echo;
      const failures = [...(await discover(id)), ...(await index(repository!.id))];
      failures.push(await add().then(String, (error: unknown) => error));
      expect([what, failures.length]).toEqual([what, 3]);
      expect(failures.flatMap((failure) => secrets.placesIn(what, failure))).toEqual([]);
    }
    expect(await everywhere()).toEqual([]);
  });
});
