/** What happens to repositories at a stand-in: made, forked, pushed to, renamed, archived, removed. */

import { join } from 'node:path';
import type { CommitHash } from '@branchline/domain';
import { gitPlayground, type GitPlayground } from '../git-playground.ts';
import { bareGit, refsOf } from './bare-git.ts';
import { nextMoment, ownerAt, someone } from './create-state.ts';
import { refMoved, setRef, type StoryTools } from './moving-refs.ts';
import type { RepositoryWish, StandIn } from './stand-in.ts';
import { fullNameOf, type StandInPerson, type StandInRepository } from './state.ts';

type RepositoryStories = Pick<
  StandIn,
  'addRepository' | 'fork' | 'push' | 'setRef' | 'rename' | 'archive' | 'removeRepository'
>;

export function repositoryStories(tools: StoryTools): RepositoryStories {
  const { state, sender } = tools;
  const by = (person = someone(state)): typeof person => person;
  return {
    addRepository: (fullName, wish = {}) => addRepository(tools, fullName, wish),
    fork: (repository, fullName) => fork(tools, repository, fullName),
    push: (repository, person) => push(tools, repository, by(person)),
    setRef: (repository, ref, to, person) => setRef(tools, repository, ref, to, by(person)),
    async rename(repository, fullName, person) {
      const formerName = fullNameOf(repository);
      const owner = ownerAt(state, fullName.slice(0, fullName.lastIndexOf('/')));
      const happening = owner === repository.owner ? 'renamed' : 'moved';
      repository.formerNames.push(formerName);
      repository.owner = owner;
      repository.name = fullName.slice(fullName.lastIndexOf('/') + 1);
      repository.updatedAt = nextMoment(state);
      await sender.tell({ kind: 'repository', happening, repository, formerName, by: by(person) });
    },
    async archive(repository, person) {
      repository.isArchived = true;
      repository.updatedAt = nextMoment(state);
      await sender.tell({ kind: 'repository', happening: 'archived', repository, by: by(person) });
    },
    async removeRepository(repository, person) {
      nextMoment(state);
      state.repositories.splice(state.repositories.indexOf(repository), 1);
      for (const other of state.repositories) {
        if (other.forkOf === repository) other.forkOf = undefined;
        for (const { source } of other.pullRequests) {
          if (source.repository === repository) source.repository = undefined;
        }
      }
      await sender.tell({ kind: 'repository', happening: 'deleted', repository, by: by(person) });
    },
  };
}

async function addRepository(
  { family, state, sender, playgrounds }: StoryTools,
  fullName: string,
  wish: RepositoryWish,
): Promise<StandInRepository> {
  const git = await (wish.like?.copy() ?? gitPlayground());
  playgrounds.push(git);
  const folder = wish.like === undefined ? await git.bareOrigin() : join(git.folder, 'origin.git');
  const now = nextMoment(state);
  const repository: StandInRepository = {
    id: state.nextId(),
    owner: ownerAt(state, fullName.slice(0, fullName.lastIndexOf('/'))),
    name: fullName.slice(fullName.lastIndexOf('/') + 1),
    formerNames: [],
    description: wish.description ?? '',
    isPrivate: wish.isPrivate ?? true,
    isArchived: false,
    defaultBranch: 'main',
    access: new Map(),
    standardAccess: wish.standardAccess ?? 'admin',
    labels: [...(wish.labels ?? [])],
    pullRequests: [],
    hooks: [],
    forkOf: undefined,
    createdAt: now,
    pushedAt: wish.like === undefined ? undefined : now,
    updatedAt: now,
    folder,
    git,
    own: {},
  };
  state.repositories.push(repository);
  family.prepare?.({ repository }, state);
  await sender.tell({ kind: 'repository', happening: 'created', repository, by: someone(state) });
  return repository;
}

async function fork(tools: StoryTools, parent: StandInRepository, fullName: string): Promise<StandInRepository> {
  const copy = await addRepository(tools, fullName, { isPrivate: parent.isPrivate });
  copy.forkOf = parent;
  copy.pushedAt = parent.pushedAt;
  await bareGit(copy.folder, ['fetch', '--quiet', parent.folder, '+refs/heads/*:refs/heads/*']);
  await copy.git.git('fetch', '--quiet', 'origin');
  await copy.git.git('checkout', '--quiet', '-B', parent.defaultBranch, `origin/${parent.defaultBranch}`);
  return copy;
}

/** Branches, tags and notes go up; what the origin is ahead of stays, and nothing is pruned. */
async function push(tools: StoryTools, repository: StandInRepository, by: StandInPerson): Promise<void> {
  const before = await refsOf(repository.folder);
  const { git } = repository;
  if (before.size > 0) await git.git('fetch', '--quiet', 'origin');
  const local = await git.git('for-each-ref', '--format=%(refname) %(objectname)', ...pushedRefs);
  const moved = new Map<string, CommitHash>();
  for (const [name = '', hash = ''] of local.split('\n').map((line) => line.split(' '))) {
    const there = before.get(name);
    const isBehind = there !== undefined && there !== hash && (await contains(git, there, hash));
    if (name !== '' && there !== hash && !isBehind) moved.set(name, hash as CommitHash);
  }
  if (moved.size === 0) return;
  await git.git('push', '--quiet', '--force', 'origin', ...[...moved.keys()].map((ref) => `+${ref}:${ref}`));
  for (const [ref, after] of moved) await refMoved(tools, repository, { ref, before: before.get(ref), after, by });
}

const pushedRefs = ['refs/heads', 'refs/tags', 'refs/notes'];

function contains(git: GitPlayground, whole: string, part: string): Promise<boolean> {
  return git.git('merge-base', '--is-ancestor', part, whole).then(
    () => true,
    () => false,
  );
}
