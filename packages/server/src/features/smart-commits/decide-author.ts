/** Decides in whose name a command may be run: the author's, when somebody vouches for it. */

import type { AtlassianAccountId, PersonId, SmartCommitSettings } from '@branchline/domain';
import type { FindAuthor, FindPusher } from '../../ports/authors.ts';
import type { SmartCommit, SmartCommitReason, SmartCommitRun } from '../../ports/store/smart-commits.ts';
import { pusherUnknown } from './read-commands.ts';

export interface DecideAuthorDeps {
  readonly findAuthor: FindAuthor;
  readonly findPusher: FindPusher;
}

/** Whose command it is, or why nobody's. */
export type Author =
  | { readonly kind: 'known'; readonly personId: PersonId; readonly accountId: AtlassianAccountId }
  | { readonly kind: 'nobody'; readonly reason: SmartCommitReason; readonly message: string };

/** Whether the Git service itself vouches for the author's address: it is the pusher's own there. */
export function isPushersAddress({ author, pusher }: Pick<SmartCommit, 'author' | 'pusher'>): boolean {
  const address = author.email.trim().toLowerCase();
  return address !== '' && pusher?.email?.trim().toLowerCase() === address;
}

async function isPushedByAuthor(deps: DecideAuthorDeps, commit: SmartCommit, personId: PersonId): Promise<boolean> {
  if (commit.pusher === undefined) return false;
  if (isPushersAddress(commit)) return true;
  const { pusher, integrationId } = commit;
  return (await deps.findPusher({ pusher, integrationId })) === personId;
}

/** @throws Failure when Jira cannot be asked */
export async function decideAuthor(
  deps: DecideAuthorDeps,
  { commit, jiraSiteId }: SmartCommitRun,
  { believes }: Pick<SmartCommitSettings, 'believes'>,
): Promise<Author> {
  if (believes === 'pusher' && commit.pusher === undefined) return { kind: 'nobody', ...pusherUnknown };
  const { author, integrationId } = commit;
  const answer = await deps.findAuthor({ author, integrationId, jiraSiteId });
  if (answer.kind !== 'known') {
    const reason = answer.kind === 'unknown' ? 'author-unknown' : 'author-ambiguous';
    return { kind: 'nobody', reason, message: answer.because };
  }
  if (believes === 'author' || (await isPushedByAuthor(deps, commit, answer.personId))) return answer;
  const message = `The commit says that ${author.name} made it, but ${commit.pusher?.login ?? 'somebody else'} pushed it, and nobody knows that they are the same. Connect the account at the Git service with the person, or push it yourself.`;
  return { kind: 'nobody', reason: 'pusher-is-not-author', message };
}
