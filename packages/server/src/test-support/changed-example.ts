/** Adds a repository with changes of every kind to an installation of examples: for pages that show them. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { gitPlayground } from './git-playground.ts';
import { tinyPicture } from './mirror-example.ts';
import { accessTo } from './test-mirror.ts';
import type { TestServer } from './test-server.ts';

/** Another point than the tiny picture is. */
const otherPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
/** More than pages load without being asked. */
const largeLength = 5001;

const linesOf = (count: number, line: (place: number) => string): string =>
  Array.from({ length: count }, (_nothing, place) => `${line(place)}\n`).join('');
const code = (changed: string) =>
  linesOf(120, (place) => ([19, 79].includes(place) ? `export const ${changed} = ${place};` : `const a${place} = 0;`));

/**
 * Named `changes`, of the first integration. Its tags: `begin`, `change` (a commit with changed words and blanks, a changed
 * picture and another binary file, one moved, one added, one deleted, one of 5,001 lines), `merge` (of `topic`, which
 * changed `side.txt`). On `main` is `merge`.
 */
export async function changedExample({ deps: { store }, mirrors }: TestServer): Promise<RepositoryId> {
  const git = await gitPlayground();
  await git.commit('Begin', {
    'src/app.ts': code('before'),
    'src/blanks.py': 'if True:\n  go()\n',
    'src/old-name.ts': code('same'),
    'src/gone.ts': 'gone\n',
    'picture.png': tinyPicture,
    'binary.dat': Buffer.from([0, 1, 2]),
    'large.txt': linesOf(largeLength, (place) => `line ${place}`),
  });
  await git.tag('begin');
  await git.git('mv', 'src/old-name.ts', 'src/new-name.ts');
  await git.commit(
    'ABC-1 Change everything\n\nIn many ways.',
    {
      'src/app.ts': code('after'),
      'src/blanks.py': 'if True:\n    go()\n',
      'src/new-name.ts': code('same').replace('const a3 = 0', 'const a3 = 3'),
      'src/added.ts': 'added',
      'picture.png': otherPicture,
      'binary.dat': Buffer.from([0, 1, 3]),
      'large.txt': linesOf(largeLength, (place) => `other ${place}`),
    },
    { remove: ['src/gone.ts'] },
  );
  await git.tag('change');
  await git.branch('topic');
  await git.commit('On the side', { 'side.txt': 'side\n' }, { author: 'Bob', email: 'bob@example.com' });
  await git.checkout('main');
  await git.commit('In the middle', { 'README.md': 'middle\n' });
  const merge = await git.merge('topic', 'Merge topic');
  await git.tag('merge');
  const cloneUrl = 'https://git.example/team/changes.git';
  const remote = { remoteId: cloneUrl, name: 'changes', cloneUrl, webUrl: undefined, defaultBranch: 'main' };
  await store.repositories.save(1 as IntegrationId, remote);
  const repository = (await store.repositories.list()).find(({ name }) => name === 'changes');
  if (repository === undefined) throw new Error('The repository was not saved.');
  await mirrors.mirror.update({ ...repository, cloneUrl: git.path }, accessTo(git.path));
  await git.remove();
  await store.repositories.saveHeads(repository.id, [{ ref: 'refs/heads/main', hash: merge }], []);
  return repository.id;
}
