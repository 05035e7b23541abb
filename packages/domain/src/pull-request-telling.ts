/** What is known of a pull request after its service has told of it once more: a list tells less than an answer about one. */

import type { PullRequest, Reviewer, ReviewVerdict } from './pull-request.ts';

/** An answer about one may name its moment more coarsely than a list does: GitHub knows only whole seconds. */
const coarseness = 1000;

/** Whether `told` speaks of an earlier moment than what is known: deliveries arrive in any order. */
export function isStaleTelling(known: PullRequest | undefined, told: PullRequest): boolean {
  if (known === undefined) return false;
  const earlier = known.updatedAt.getTime() - told.updatedAt.getTime();
  return told.isComplete ? earlier >= coarseness : earlier > 0;
}

/**
 * What is known now. A complete telling replaces everything. One that is not complete leaves verdicts and comments that
 * it cannot know, and changes nothing when it tells only what was known completely. Of a stale one only verdicts are
 * taken, of people of whom none was known.
 */
export function afterTelling(known: PullRequest | undefined, told: PullRequest): PullRequest {
  if (known === undefined) return told;
  if (isStaleTelling(known, told)) {
    return told.isComplete ? known : { ...known, reviewers: withNewVerdicts(known.reviewers, told.reviewers) };
  }
  if (told.isComplete) return told;
  if (known.isComplete && tellsNothingNew(known, told)) return known;
  return {
    ...told,
    author: told.author ?? known.author,
    reviewers: withKnownVerdicts(told.reviewers, known.reviewers),
    commentCount: Math.max(told.commentCount, known.commentCount),
  };
}

function tellsNothingNew(known: PullRequest, told: PullRequest): boolean {
  const verdicts = byPerson(known.reviewers);
  return (
    Math.abs(told.updatedAt.getTime() - known.updatedAt.getTime()) < coarseness &&
    // Times have whole seconds at most services: what happened twice within one is found in what it did.
    known.title === told.title &&
    known.state === told.state &&
    known.isDraft === told.isDraft &&
    known.targetBranch === told.targetBranch &&
    known.source.branch === told.source.branch &&
    known.source.head === told.source.head &&
    known.commentCount >= told.commentCount &&
    known.description === told.description &&
    told.reviewers.every(({ person, verdict }) => {
      const before = verdicts.get(personOf(person));
      return before !== undefined && (verdict === 'none' || verdict === before.verdict);
    })
  );
}

/** As told, with the verdicts that are known; who has given one stays even where only the silent are named. */
function withKnownVerdicts(told: readonly Reviewer[], known: readonly Reviewer[]): readonly Reviewer[] {
  const before = byPerson(known);
  const named = byPerson(told);
  const gone = known.filter(({ person, verdict }) => verdict !== 'none' && !named.has(personOf(person)));
  const kept = told.map((one) => {
    const earlier = before.get(personOf(one.person));
    return earlier !== undefined && saysLess(one.verdict, earlier.verdict) ? earlier : one;
  });
  return [...kept, ...gone];
}

/** A comment takes no verdict back. */
function saysLess(told: ReviewVerdict, earlier: ReviewVerdict): boolean {
  return told === 'none' || (told === 'commented' && earlier !== 'none');
}

function withNewVerdicts(known: readonly Reviewer[], told: readonly Reviewer[]): readonly Reviewer[] {
  const given = byPerson(told.filter(({ verdict }) => verdict !== 'none'));
  const before = byPerson(known);
  const added = [...given.values()].filter(({ person }) => !before.has(personOf(person)));
  return [...known.map((one) => (one.verdict === 'none' ? (given.get(personOf(one.person)) ?? one) : one)), ...added];
}

function byPerson(reviewers: readonly Reviewer[]): ReadonlyMap<string, Reviewer> {
  return new Map(reviewers.map((reviewer) => [personOf(reviewer.person), reviewer]));
}

function personOf({ remoteId, login }: Reviewer['person']): string {
  return remoteId === undefined ? `login ${login.toLowerCase()}` : `id ${remoteId}`;
}
