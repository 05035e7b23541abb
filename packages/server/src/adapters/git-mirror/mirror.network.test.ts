import { plainNetwork, Secret, type Credential, type GitAccess, type NetworkSettings } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownCertificate } from '../../test-support/certificates.ts';
import { startGitHttpServer, type GitHttpServer } from '../../test-support/git-http-server.ts';
import { gitPlayground, type GitPlayground } from '../../test-support/git-playground.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { startProxy, type TestProxy } from '../../test-support/start-proxy.ts';
import { failureOf, testMirror, testRepository, type TestMirror } from '../../test-support/test-mirror.ts';

const credential: Credential = { kind: 'user-and-password', user: 'ada', password: new Secret('token-of-ada') };
const tls = ownCertificate();

let playground: GitPlayground;
let server: GitHttpServer;
let proxy: TestProxy;
let place: TestMirror;
let warnings: string[];

beforeEach(async () => {
  playground = await gitPlayground();
  await playground.bareOrigin();
  await playground.commit('one');
  await playground.push();
  const account = { user: 'ada', password: 'token-of-ada' };
  server = await startGitHttpServer({ root: playground.folder, ...account, ...(tls === undefined ? {} : { tls }) });
  proxy = await startProxy();
  warnings = [];
  place = testMirror({ log: { ...silentLog, warn: (words) => void warnings.push(words) } });
});

afterEach(async () => {
  await Promise.all([server.close(), proxy.close()]);
  place.remove();
  await playground.remove();
});

function access(network: Partial<NetworkSettings>, host = '127.0.0.1'): GitAccess {
  const url = `${server.url.replace('127.0.0.1', host)}/origin.git`;
  const trusted = { ...plainNetwork, trustedCertificates: tls?.cert };
  return { url, credential, network: { ...trusted, ...network } };
}

function look(how: GitAccess) {
  return place.mirror.look(testRepository(how.url), how);
}

describe.skipIf(tls === undefined)('git over https (skipped without openssl)', () => {
  it('goes through the proxy, which gets to see neither repository nor credential', async () => {
    const through = access({ proxyUrl: proxy.url });
    const repository = testRepository(through.url);
    expect((await place.mirror.look(repository, through)).defaultBranch).toBe('main');
    expect(await place.mirror.update(repository, through)).toEqual({ made: true });
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT 127.0.0.1:${server.port}`]));
    expect(server.asked.length).toBeGreaterThan(1);
  });

  it('goes through a proxy that is itself spoken to by https', async () => {
    const secure = await startProxy(tls);
    expect((await look(access({ proxyUrl: secure.url }))).defaultBranch).toBe('main');
    expect(new Set(secure.asked)).toEqual(new Set([`CONNECT 127.0.0.1:${server.port}`]));
    await secure.close();
  });

  it('leaves names to the proxy, and judges what is written', async () => {
    place.remove();
    place = testMirror({ findAddresses: async () => Promise.reject(new Error('not asked')) });
    expect((await look(access({ proxyUrl: proxy.url }, 'localhost'))).defaultBranch).toBe('main');
    for (const host of ['169.254.169.254', '2852039166', '0xa9fea9fe', '[::ffff:a9fe:a9fe]']) {
      const failure = await failureOf(look(access({ proxyUrl: proxy.url }, host)));
      expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('never allowed')]);
    }
    expect(proxy.asked).toEqual([`CONNECT localhost:${server.port}`]);
  });

  it('judges the proxy and resolves it once', async () => {
    const { port } = new URL(proxy.url);
    const names: string[] = [];
    const findAddresses = async (name: string) => {
      names.push(name);
      return ['127.0.0.1'];
    };
    place.remove();
    place = testMirror({ findAddresses });
    const through = access({ proxyUrl: `http://proxy.example.invalid:${port}` });
    expect((await look(through)).defaultBranch).toBe('main');
    expect(names).toEqual(['proxy.example.invalid']);
    place.remove();
    place = testMirror({ findAddresses, allowPrivateHosts: false });
    const host = 'git.example.com';
    const failure = await failureOf(look(access({ proxyUrl: `http://proxy.example.invalid:${port}` }, host)));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('"proxy.example.invalid"')]);
  });

  it('says which proxy is not there', async () => {
    await proxy.close();
    const failure = await failureOf(look(access({ proxyUrl: proxy.url })));
    expect(failure.kind).toBe('unavailable');
    expect(failure.message).toContain(`through the proxy ${proxy.url}`);
    proxy = await startProxy();
  });

  it.each([
    [407, 'rejected'],
    [403, 'rejected'],
    [502, 'unavailable'],
  ] as const)('makes a proxy’s %d %s', async (status, kind) => {
    proxy.refusesWith = status;
    const failure = await failureOf(look(access({ proxyUrl: proxy.url })));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(`through the proxy ${proxy.url}`);
  });

  it('verifies nothing only when that is wished, for that integration, and says so once', async () => {
    const careless = access({ trustedCertificates: undefined, verifiesCertificates: false });
    for (let time = 0; time < 2; time += 1) expect((await look(careless)).defaultBranch).toBe('main');
    expect(warnings).toEqual([expect.stringContaining(`does not verify the certificate of 127.0.0.1:${server.port}`)]);
    const failure = await failureOf(look(access({ trustedCertificates: undefined })));
    expect([failure.kind, failure.message]).toEqual(['rejected', expect.stringContaining('certificate')]);
  });

  it.each<Credential>([
    { kind: 'token', token: new Secret('never-for-git') },
    { kind: 'app', appId: '1', privateKey: new Secret('never-for-git'), installationId: '1' },
  ])('never gets a credential of the kind $kind', async (wrong) => {
    const failure = await failureOf(look({ ...access({}), credential: wrong }));
    expect([failure.kind, server.asked]).toEqual(['rejected', []]);
    expect(failure.message).not.toContain('never-for-git');
  });
});

describe('refs of a repository', () => {
  const patterns = ['refs/heads/*', 'refs/tags/*', 'refs/pull/*/head'];
  const refs = async (repository: ReturnType<typeof testRepository>) =>
    (await place.mirror.heads(repository)).map(({ ref }) => ref);

  beforeEach(async () => {
    await playground.tag('v1');
    for (const ref of ['refs/pull/1/head', 'refs/pull/1/merge', 'refs/keep-around/1', 'refs/notes/commits']) {
      await playground.git('update-ref', ref, 'HEAD');
    }
  });

  it.each(['a clone over https', 'a folder'])('are those it is told to take, from %s', async (from) => {
    await playground.git('push', '--quiet', 'origin', 'refs/*:refs/*');
    const url = from === 'a folder' ? playground.path : access({}).url;
    const repository = testRepository(url);
    const narrow = { ...access({}), url, refs: patterns };
    await place.mirror.update(repository, narrow);
    expect(await refs(repository)).toEqual(['refs/heads/main', 'refs/pull/1/head', 'refs/tags/v1']);
  });

  it('go and come when they are told otherwise', async () => {
    const repository = testRepository(playground.path);
    const wide: GitAccess = { url: playground.path, credential: { kind: 'none' } };
    await place.mirror.update(repository, wide);
    expect(await refs(repository)).toContain('refs/pull/1/merge');
    await place.mirror.update(repository, { ...wide, refs: patterns });
    expect(await refs(repository)).toEqual(['refs/heads/main', 'refs/pull/1/head', 'refs/tags/v1']);
    await place.mirror.update(repository, wide);
    expect(await refs(repository)).toContain('refs/keep-around/1');
  });

  it('alone make the fingerprint', async () => {
    const narrow: GitAccess = { url: playground.path, credential: { kind: 'none' }, refs: patterns };
    const fingerprint = async () => (await look(narrow)).fingerprint;
    const before = await fingerprint();
    await playground.git('update-ref', 'refs/pull/2/merge', 'HEAD');
    await playground.git('update-ref', '-d', 'refs/keep-around/1');
    expect(await fingerprint()).toBe(before);
    await playground.git('update-ref', 'refs/pull/2/head', 'HEAD');
    expect(await fingerprint()).not.toBe(before);
  });
});
