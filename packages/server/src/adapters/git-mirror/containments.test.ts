import type { CommitHash, Containment } from '@branchline/domain';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitPlayground } from '../../test-support/git-playground.ts';
import { accessTo, testMirror, testRepository, type TestMirror } from '../../test-support/test-mirror.ts';
import { TipSets } from './membership.ts';

let place: TestMirror;
beforeAll(() => {
  place = testMirror();
});
afterAll(() => place.remove());

/** A history as numbers: each commit's parents are earlier ones; some commits have tags. */
const history = fc
  .array(fc.record({ parents: fc.array(fc.nat(), { maxLength: 3 }), tags: fc.nat({ max: 2 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((commits) =>
    commits.map(({ parents, tags }, index) => ({
      parents: index === 0 ? [] : [...new Set(parents.map((parent) => parent % index))],
      tags,
    })),
  );

type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** The history as a stream of `git fast-import`; commit n is at refs/heads/c<n>. */
function streamOf(commits: History): string {
  return commits
    .map(({ parents, tags }, index) => {
      const [first, ...others] = parents;
      const lines = [
        `commit refs/heads/c${index}`,
        `mark :${index + 1}`,
        `committer A <a@example.com> ${1_700_000_000 + index} +0000`,
        `data <<END\n${index}\nEND`,
        ...(first === undefined ? [] : [`from :${first + 1}`]),
        ...others.map((parent) => `merge :${parent + 1}`),
      ];
      const resets = Array.from({ length: tags }, (_, tag) => `reset refs/tags/t${index}-${tag}\nfrom :${index + 1}\n`);
      return `${lines.join('\n')}\n${resets.join('')}`;
    })
    .join('');
}

function byCommit(groups: readonly Containment[]): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(({ commits, onDefaultBranch, tags }) =>
      commits.map((hash): [string, string] => [hash, [String(onDefaultBranch), ...tags.toSorted()].join(' ')]),
    ),
  );
}

describe('containments', () => {
  it('agree with git tag --contains on any history', async () => {
    let id = 1;
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), async (commits, defaultNumber) => {
        const playground = await gitPlayground();
        await playground.fastImport(streamOf(commits));
        await playground.git('symbolic-ref', 'HEAD', `refs/heads/c${defaultNumber % commits.length}`);
        const refs = await playground.git('for-each-ref', '--format=%(objectname)', 'refs/heads');
        const hashes = refs.split('\n') as CommitHash[];
        const expected = new Map<string, string>();
        for (const hash of hashes) {
          const tags = await playground.git('tag', '--contains', hash);
          const contained = await playground.git('for-each-ref', '--contains', hash, '--format=%(HEAD)', 'refs/heads');
          const words = [String(contained.includes('*')), ...tags.split('\n').filter((tag) => tag !== '')];
          expected.set(hash, [words[0], ...words.slice(1).sort()].join(' '));
        }
        const repository = testRepository(playground.path, id);
        id += 1;
        await place.mirror.update(repository, accessTo(playground.path));
        const groups = await place.mirror.containments(repository, new Set(hashes));
        expect(byCommit(groups)).toEqual(expected);
        await place.mirror.remove(repository.id);
        await playground.remove();
      }),
      { numRuns: 8 },
    );
  });

  it('return only what is wanted, and put what no tag and no default branch has in a group of its own', async () => {
    const playground = await gitPlayground();
    const one = await playground.commit('one');
    await playground.tag('v1');
    const two = await playground.commit('two');
    await playground.branch('side');
    const side = await playground.commit('side');
    await playground.checkout('main');
    const repository = testRepository(playground.path, 1000);
    await place.mirror.update(repository, accessTo(playground.path));
    const groups = await place.mirror.containments(repository, new Set([one, side]));
    expect(groups).toHaveLength(2);
    expect(groups).toContainEqual({ commits: [one], onDefaultBranch: true, tags: ['v1'] });
    expect(groups).toContainEqual({ commits: [side], onDefaultBranch: false, tags: [] });
    expect(byCommit(groups).has(two)).toBe(false);
    await playground.remove();
  });

  it('are empty for an empty repository', async () => {
    const playground = await gitPlayground();
    const repository = testRepository(playground.path, 1001);
    await place.mirror.update(repository, accessTo(playground.path));
    expect(await place.mirror.containments(repository, new Set())).toEqual([]);
    expect(await place.mirror.tags(repository)).toEqual([]);
    await playground.remove();
  });
});

describe('sets of tips', () => {
  it('behave as sets', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 99 })), fc.array(fc.nat({ max: 99 })), (some, others) => {
        const sets = new TipSets(100);
        const a = sets.with(sets.empty, some);
        const b = sets.with(sets.empty, others);
        const both = [...new Set([...some, ...others])].sort((first, second) => first - second);
        expect(sets.tipsOf(sets.union(a, b))).toEqual(both);
        expect(sets.union(a, b)).toBe(sets.union(b, a));
        expect(sets.with(a, others)).toBe(sets.union(a, b));
      }),
    );
  });
});
