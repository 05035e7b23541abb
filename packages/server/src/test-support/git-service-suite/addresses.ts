/** The suite: where a service may be, how it is trusted, and that git gets in. */

import type { Failure, ListedRepository } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { hasProgram } from '../git-playground.ts';
import type { GitServiceConnection } from '../../ports/git-service.ts';
import type { StandIn } from '../stand-in/stand-in.ts';
import { hasIpv6 } from '../stand-in/listen.ts';
import { testMirror, testRepository, type TestMirror } from '../test-mirror.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, listAll, type Scene, type SceneOptions } from './scene.ts';

const places: readonly (readonly [string, SceneOptions])[] = [
  ['at the root of a host', {}],
  ['below a path', { prefix: '/code/here' }],
  ['at an IPv6 address', { host: '::1' }],
];

export function describeAddresses(facts: GitServiceFacts): void {
  let mirrors: TestMirror | undefined;
  afterEach(() => mirrors?.remove());

  describe.each(places)('%s', (_name, options) => {
    it.skipIf(options.host === '::1' && !hasIpv6)(
      'is asked, and git clones',
      inScene(
        facts,
        async (scene) => {
          mirrors = testMirror();
          await openOne(scene);
          expect(await clonedRefs(scene, mirrors)).toEqual(
            expect.arrayContaining(['refs/heads/main', 'refs/heads/topic', facts.family.git.pullRequestRef(1)]),
          );
        },
        options,
      ),
    );
  });
  describeWrongAddress(facts);
  describeCertificates(facts);
}

function describeWrongAddress(facts: GitServiceFacts): void {
  it(
    'gets our credential at the configured address only, whatever it says of itself',
    inScene(facts, async ({ standIn, connect }) => {
      const { url } = standIn;
      standIn.state.url = 'http://elsewhere.example';
      const connection = connect();
      for (const repository of await listedOrRefused(connection)) {
        expect((await connection.gitAccess(repository)).url).toMatch(new RegExp(`^${url}/`));
      }
      await addSeveral(standIn);
      await listedOrRefused(connection);
    }),
  );
}

/** A list whose next page is said to be elsewhere may be refused, but must not be followed there. */
async function listedOrRefused(connection: GitServiceConnection): Promise<readonly ListedRepository[]> {
  const outcome = await listAll(connection).then(
    (listed) => ({ listed, kind: 'invalid-response' }),
    (failure: unknown) => ({ listed: [], kind: (failure as Failure).kind }),
  );
  expect(outcome.kind).toBe('invalid-response');
  return outcome.listed;
}

async function addSeveral(standIn: StandIn): Promise<void> {
  for (const name of ['one', 'two', 'three']) await standIn.addRepository(`team/${name}`);
  standIn.state.largestPage = 2;
}

function describeCertificates(facts: GitServiceFacts): void {
  let mirrors: TestMirror | undefined;
  afterEach(() => mirrors?.remove());

  describe.skipIf(!hasProgram('openssl'))('over https (skipped without openssl)', () => {
    const https = { https: true } as const;

    it(
      'is refused with a certificate that nobody trusts',
      inScene(
        facts,
        async ({ connect, refused }) => {
          const failure = await refused(listAll(connect()));
          expect(failure.kind).toBe('rejected');
          expect(failure.message).toContain('certificate');
        },
        https,
      ),
    );

    it(
      'is trusted by its own certificate, by git as well',
      inScene(
        facts,
        async (scene) => {
          mirrors = testMirror();
          const network = { trustedCertificates: scene.standIn.certificate };
          expect(await listAll(scene.connect({ network }))).toHaveLength(1);
          expect(await clonedRefs(scene, mirrors, network)).toContain('refs/heads/main');
        },
        https,
      ),
    );

    it(
      'is believed when an administrator says so',
      inScene(
        facts,
        async ({ connect }) => {
          expect(await listAll(connect({ network: { verifiesCertificates: false } }))).toHaveLength(1);
        },
        https,
      ),
    );
  });
}

async function openOne({ standIn, repository, ada }: Scene): Promise<void> {
  await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
}

/** Clones for real with what `gitAccess` says. */
async function clonedRefs(
  { connect, standIn, settings, connector, facts }: Scene,
  { mirror }: TestMirror,
  network: { readonly trustedCertificates?: string | undefined } = {},
): Promise<readonly string[]> {
  const connection = connect({ network });
  const [listed] = await listAll(connection);
  if (listed === undefined) throw new Error('Nothing is listed.');
  expect(connector.parseSettings(settings)).toEqual(settings);
  const access = await connection.gitAccess(listed);
  expect(access.url.startsWith(`${standIn.url}/`)).toBe(true);
  expect(access.url).not.toContain(facts.token.value);
  const repository = testRepository(access.url);
  await mirror.update(repository, access);
  return (await mirror.heads(repository)).map(({ ref }) => ref);
}
