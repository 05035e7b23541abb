/** What a ref's full name says: which branch, tag or notes it holds. */

const heads = 'refs/heads/';
const tags = 'refs/tags/';
const notes = 'refs/notes/';
const remoteBranch = /^refs\/remotes\/[^/]+\/(.+)$/s;

/**
 * The branch a ref holds: `main` for `refs/heads/main`, and for `refs/remotes/origin/main` of a working clone. A local
 * branch goes before a remote one of the same name. Undefined for anything else, also for `refs/remotes/origin/HEAD`.
 */
export function branchNameOfRef(ref: string): string | undefined {
  if (ref.startsWith(heads)) return ref.slice(heads.length);
  const name = remoteBranch.exec(ref)?.[1];
  return name === 'HEAD' ? undefined : name;
}

/** Whether the ref is a branch of the repository itself and not one that it remembers of another. */
export function isLocalBranchRef(ref: string): boolean {
  return ref.startsWith(heads);
}

/** `v1.0` for `refs/tags/v1.0`; undefined for anything else. */
export function tagNameOfRef(ref: string): string | undefined {
  return ref.startsWith(tags) ? ref.slice(tags.length) : undefined;
}

/** Whether the ref holds git notes. */
export function isNotesRef(ref: string): boolean {
  return ref.startsWith(notes);
}
