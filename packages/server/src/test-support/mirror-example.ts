/** Gives the first repository of the examples a history, and a mirror of it, for doors that look into repositories. */

import type { CommitHash } from '@branchline/domain';
import { gitPlayground } from './git-playground.ts';
import { accessTo } from './test-mirror.ts';
import type { TestServer } from './test-server.ts';

/** One point, of one colour. */
export const tinyPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The commits of the mirror. */
export interface MirroredExample {
  readonly first: CommitHash;
  /** Of `main`; its message names `ABC-1`, and `XYZ-1` in its body. */
  readonly last: CommitHash;
}

const made = new WeakMap<TestServer, Promise<MirroredExample>>();

/** Of one server it is made once. Files: `README.md`, `src/picture.png`, `src/page.html`; the tag `first` is the first commit. */
export async function mirrorExample(test: TestServer): Promise<void> {
  await mirroredExample(test);
}

/** The same, with what is in it. */
export function mirroredExample(test: TestServer): Promise<MirroredExample> {
  const known = made.get(test) ?? make(test);
  made.set(test, known);
  return known;
}

async function make({ deps: { store }, mirrors }: TestServer): Promise<MirroredExample> {
  const [repository] = await store.repositories.list();
  if (repository === undefined) throw new Error('There is no repository.');
  const git = await gitPlayground();
  const first = await git.commit('Begin', {
    'README.md': 'one\ntwo\n',
    'src/picture.png': tinyPicture,
    'src/page.html': '<script>alert(1)</script>',
    'src/drawing.svg': '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  });
  await git.tag('first');
  const last = await git.commit('ABC-1 Hidden words\n\nA change for XYZ-1', { 'README.md': 'one\nhidden line\n' });
  await mirrors.mirror.update({ ...repository, cloneUrl: git.path }, accessTo(git.path));
  await git.remove();
  await store.repositories.saveHeads(repository.id, [{ ref: 'refs/heads/main', hash: last }], []);
  await store.repositories.saveTags(repository.id, [
    { name: 'first', commit: first, annotated: false, at: new Date(Date.UTC(2024, 0, 1)) },
  ]);
  return { first, last };
}
