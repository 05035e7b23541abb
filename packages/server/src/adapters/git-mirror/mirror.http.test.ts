import { readdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { plainNetwork, Secret, type Credential } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TransferProgress } from '../../ports/git-mirror.ts';
import { ownCertificate } from '../../test-support/certificates.ts';
import { startGitHttpServer, type GitHttpServer } from '../../test-support/git-http-server.ts';
import { gitPlayground, type GitPlayground } from '../../test-support/git-playground.ts';
import {
  accessTo,
  failureOf,
  testMirror,
  testRepository,
  walkAll,
  type TestMirror,
} from '../../test-support/test-mirror.ts';

const password = 'p@ss/w:rd "quoted" $HOME';
const credential: Credential = { kind: 'user-and-password', user: 'ada@example.com', password: new Secret(password) };

let playground: GitPlayground;
let place: TestMirror;
let server: GitHttpServer;

beforeEach(async () => {
  playground = await gitPlayground();
  await playground.bareOrigin();
  await playground.commit('ABC-1 one', { file: 'x'.repeat(100_000) });
  await playground.push();
  place = testMirror();
  server = await startGitHttpServer({ root: playground.folder, user: 'ada@example.com', password });
});

afterEach(async () => {
  await server.close();
  place.remove();
  await playground.remove();
});

describe('over http', () => {
  it('clones, fetches, and tells of progress', async () => {
    const url = `${server.url}/origin.git`;
    const repository = testRepository(url);
    // Of fewer than a hundred objects git says nothing.
    const names = Array.from({ length: 120 }, (_, number) => `${number}`);
    await playground.commit('many', Object.fromEntries(names.map((name) => [name, name])));
    await playground.push();
    const heard: TransferProgress[] = [];
    const onProgress = (progress: TransferProgress): unknown => heard.push(progress);
    await place.mirror.update(repository, accessTo(url, credential), { onProgress });
    expect(heard.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['counting', 'receiving']));
    expect(heard.findLast(({ stage }) => stage === 'receiving')).toMatchObject({ done: 125, total: 125 });
    await playground.commit('two');
    await playground.tag('v1');
    await playground.push();
    expect(await place.mirror.update(repository, accessTo(url, credential))).toEqual({ made: false });
    expect((await walkAll(place.mirror, repository)).map(({ walked }) => walked)).toEqual([3]);
    const look = await place.mirror.look(repository, accessTo(url, credential));
    expect(look.defaultBranch).toBe('main');
  });

  it.each<[string, Credential]>([
    ['a wrong password', { ...credential, password: new Secret('wrong-password') }],
    ['no credential', { kind: 'none' }],
  ])('is refused with %s, and no message names a secret', async (_name, wrong) => {
    const url = `${server.url}/origin.git`;
    const failure = await failureOf(place.mirror.update(testRepository(url), accessTo(url, wrong)));
    expect([failure.kind, failure.from]).toEqual(['unauthorized', 'git']);
    expect(failure.message).not.toContain('wrong-password');
    expect(await readdir(place.folder)).toEqual(['git-home']);
  });

  it.each([
    [403, 'forbidden'],
    [404, 'not-found'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ] as const)('turns %d into %s', async (status, kind) => {
    const url = `${server.url}/origin.git`;
    server.trouble = { kind: 'status', status, headers: { 'retry-after': '60' } };
    const failure = await failureOf(place.mirror.look(testRepository(url), accessTo(url, credential)));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain('team/app');
  });

  it('does not follow a redirect, so that no credential goes elsewhere', async () => {
    const other = await startGitHttpServer({ root: playground.folder });
    const url = `${server.url}/origin.git`;
    const location = `${other.url}/origin.git/info/refs?service=git-upload-pack`;
    server.trouble = { kind: 'status', status: 302, headers: { location } };
    const failure = await failureOf(place.mirror.look(testRepository(url), accessTo(url, credential)));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain('new address');
    expect(other.asked).toEqual([]);
    await other.close();
  });

  it('goes on after a clone that was cut off', async () => {
    const url = `${server.url}/origin.git`;
    const repository = testRepository(url);
    server.trouble = { kind: 'cut', bytes: 300 };
    const failure = await failureOf(place.mirror.update(repository, accessTo(url, credential)));
    expect([failure.kind, failure.message]).toEqual(['unavailable', expect.stringContaining('cannot be reached')]);
    server.trouble = undefined;
    expect(await place.mirror.update(repository, accessTo(url, credential))).toEqual({ made: true });
    expect((await walkAll(place.mirror, repository)).map(({ walked }) => walked)).toEqual([1]);
  });

  it('keeps what it has when a later fetch is cut off', async () => {
    const url = `${server.url}/origin.git`;
    const repository = testRepository(url);
    await place.mirror.update(repository, accessTo(url, credential));
    await playground.commit('two', { other: 'y'.repeat(100_000) });
    await playground.push();
    server.trouble = { kind: 'cut', bytes: 300 };
    await failureOf(place.mirror.update(repository, accessTo(url, credential)));
    expect((await walkAll(place.mirror, repository)).map(({ walked }) => walked)).toEqual([1]);
  });

  it('says that a host cannot be reached', async () => {
    const { port } = server;
    await server.close();
    const url = `http://127.0.0.1:${port}/origin.git`;
    expect((await failureOf(place.mirror.look(testRepository(url), accessTo(url)))).kind).toBe('unavailable');
    server = await startGitHttpServer({ root: playground.folder });
  });

  it('connects to the address that was judged, and asks the resolver once', async () => {
    const asked: string[] = [];
    place.remove();
    place = testMirror({
      findAddresses: async (host) => {
        asked.push(host);
        return ['127.0.0.1'];
      },
    });
    const url = `http://git.example.invalid:${server.port}/origin.git`;
    const look = await place.mirror.look(testRepository(url), accessTo(url, credential));
    expect(look.defaultBranch).toBe('main');
    expect(asked).toEqual(['git.example.invalid']);
  });

  it.each(['one line without an end', '["JSON"]', '<html>sign in</html>', ''])(
    'never takes a page for an empty repository: %j',
    async (page) => {
      const url = `${server.url}/origin.git`;
      const repository = testRepository(url);
      await place.mirror.update(repository, accessTo(url, credential));
      await server.close();
      const before = (_request: unknown, response: ServerResponse) => response.writeHead(200).end(page) !== undefined;
      server = await startGitHttpServer({ root: playground.folder, before });
      const failure = await failureOf(place.mirror.update(repository, accessTo(`${server.url}/origin.git`)));
      expect([failure.kind, failure.message]).toEqual(['invalid-response', expect.stringContaining('not as a git')]);
      expect(await place.mirror.heads(repository)).toHaveLength(1);
    },
  );

  it('knows an empty repository', async () => {
    await playground.git('init', '--quiet', '--bare', join(playground.folder, 'empty.git'));
    const url = `${server.url}/empty.git`;
    const repository = testRepository(url);
    expect(await place.mirror.update(repository, accessTo(url, credential))).toEqual({ made: true });
    expect(await place.mirror.heads(repository)).toEqual([]);
  });

  it('says that an address is no git repository', async () => {
    const url = `${server.url}/origin.git`;
    server.trouble = { kind: 'status', status: 200 };
    expect((await failureOf(place.mirror.look(testRepository(url), accessTo(url, credential)))).kind).toBe(
      'invalid-response',
    );
  });
});

const tls = ownCertificate();

describe.skipIf(tls === undefined)('over https (skipped without openssl)', () => {
  it('trusts the certificates it is given, and no others', async () => {
    const secure = await startGitHttpServer({ root: playground.folder, ...(tls === undefined ? {} : { tls }) });
    const url = `${secure.url}/origin.git`;
    const failure = await failureOf(place.mirror.look(testRepository(url), accessTo(url)));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain('certificate');
    const access = { ...accessTo(url), network: { ...plainNetwork, trustedCertificates: tls?.cert ?? '' } };
    expect((await place.mirror.look(testRepository(url), access)).defaultBranch).toBe('main');
    await secure.close();
  });
});
