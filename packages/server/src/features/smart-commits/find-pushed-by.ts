/** Finds who brought a commit into a repository, by what webhooks told of pushes. */

import type { CommitHash, Repository, ServicePerson } from '@branchline/domain';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { Tables } from '../../ports/store.ts';

export interface FindPushedByDeps {
  readonly store: Pick<Tables, 'gitPushes'>;
  readonly mirror: GitMirror;
}

/** Pushes looked through: a commit is looked for when it is new, and so is the push that brought it. */
const pushesLookedAt = 60;

/** Whether the tip leads to the commit. A tip that the mirror does not have leads nowhere. */
async function reaches(mirror: GitMirror, repository: Repository, tip: CommitHash, hash: CommitHash): Promise<boolean> {
  // Git begins with the commit itself; nothing comes when the tip reaches it.
  for await (const hashes of mirror.lostCommits(repository, [hash], [tip])) return hashes.length === 0;
  return true;
}

/**
 * Who made the first push that brought the commit. Undefined where no push is known that did, and where the commit was
 * there before it: then somebody brought it of whom no webhook told.
 * @throws Failure from git
 */
export async function findPushedBy(
  { store, mirror }: FindPushedByDeps,
  repository: Repository,
  hash: CommitHash,
): Promise<ServicePerson | undefined> {
  for (const { head, before, pusher } of await store.gitPushes.latest(repository.id, pushesLookedAt)) {
    if (!(await reaches(mirror, repository, head, hash))) continue;
    const wasThere = before !== undefined && (await reaches(mirror, repository, before, hash));
    return wasThere ? undefined : pusher;
  }
  return undefined;
}

/** For a repository of which we have no copy: only the push whose newest commit it is can be told. */
export async function findPushedHead(
  { store }: Pick<FindPushedByDeps, 'store'>,
  repository: Repository,
  hash: CommitHash,
): Promise<ServicePerson | undefined> {
  const pushes = await store.gitPushes.latest(repository.id, pushesLookedAt);
  return pushes.find(({ head }) => head === hash)?.pusher;
}
