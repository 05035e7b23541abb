/** The suite: where a service may be, how it is trusted, and that git gets in. */

import { afterEach, describe, expect, it } from 'vitest';
import { hasProgram } from '../git-playground.ts';
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
    it(
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
  describeCertificates(facts);
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
