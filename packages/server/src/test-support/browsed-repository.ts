/** A repository with everything that people meet while they browse: odd names, a rename, a merge, a binary file. */

import type { CommitHash, Repository } from '@branchline/domain';
import { gitPlayground, type GitPlayground } from './git-playground.ts';
import { accessTo, testMirror, testRepository, type TestMirror } from './test-mirror.ts';

/** A path with quotes, a tab, blanks and other scripts in it. */
export const strangePath = 'ein "Haus"\tmit Tür/日本\n語.txt';
/** A path that a pattern would read differently. */
export const patternPath = 'src/[a]*.ts';

/** The repository, mirrored, and its commits by what they did. */
export interface BrowsedRepository {
  readonly git: GitPlayground;
  readonly place: TestMirror;
  readonly repository: Repository;
  /** Five files. */
  readonly root: CommitHash;
  /** `src/door.ts`: one line changed, one added that ends the file. */
  readonly changed: CommitHash;
  /** `src/door.ts` became `src/gate.ts`; tagged `v1`. */
  readonly renamed: CommitHash;
  /** Of `topic/x`, which brought `side.txt`, while main got the strange path. */
  readonly merge: CommitHash;
  /** Blanks in `README.md`. */
  readonly tip: CommitHash;
  /** Brings the mirror up to date. */
  readonly fetch: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function browsedRepository(): Promise<BrowsedRepository> {
  const place = testMirror();
  const git = await gitPlayground();
  const commits = await makeCommits(git);
  const repository = testRepository(git.path);
  const fetch = async () => void (await place.mirror.update(repository, accessTo(git.path)));
  await fetch();
  return {
    git,
    place,
    repository,
    ...commits,
    fetch,
    async remove() {
      place.remove();
      await git.remove();
    },
  };
}

async function makeCommits(git: GitPlayground) {
  const root = await git.commit('Begin', {
    'README.md': 'one\ntwo\nthree\n',
    'src/door.ts': 'a\nb\nc\nd\ne\nf\ng\nh\n',
    'src/picture.png': Buffer.from([137, 80, 78, 71, 0, 1, 2]),
    [patternPath]: 'needle in brackets\n',
    'src/a.ts': 'no pin\n',
  });
  const changed = await git.commit('Change', { 'src/door.ts': 'a\nB\nc\nd\ne\nf\ng\nh\ni' });
  await git.git('mv', 'src/door.ts', 'src/gate.ts');
  const renamed = await git.commit('Rename', {});
  await git.tag('v1', 'First');
  await git.branch('topic/x');
  await git.commit('On the side', { 'side.txt': 'Needle\nneedle\n' });
  await git.checkout('main');
  await git.commit('In the middle', { [strangePath]: 'strange\n' });
  const merge = await git.merge('topic/x', 'Merge topic');
  const tip = await git.commit('Space', { 'README.md': 'one\n  two\nthree\n' });
  await git.git('branch', 'deadbeef', root);
  return { root, changed, renamed, merge, tip };
}
