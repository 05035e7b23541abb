/** What somebody is about to choose of a Git service's repositories: ticks, rules, and what each rule lets through. */

import type { ListedRepository, RepositoryChoice } from '@branchline/contract';
import { decideRepository, type ChoiceReason } from '@branchline/domain';

/** Ticks are kept as what differs from all or from none, so that entries which are listed later follow the rest. */
export interface ChoiceDraft {
  readonly base: 'all' | 'none';
  /** Remote ids that are ticked where the rest is not, or the other way round. */
  readonly except: ReadonlySet<string>;
  readonly futureInOwners: 'all' | ReadonlySet<string>;
  readonly futureOwners: boolean;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly takesArchived: boolean;
}

/** Came after the choice was saved, and its owner's rule did not take it; or was there and not ticked. */
const unticked: ReadonlySet<ChoiceReason | null> = new Set([
  'not-chosen',
  'owner-not-chosen',
  'new-owners-not-wanted',
] as const);
const tickedByRule: ReadonlySet<ChoiceReason | null> = new Set(['new-of-chosen-owner', 'new-owner'] as const);

/** As it stands: entries that came since the choice was saved are ticked when a rule took them. */
export function draftFrom(choice: RepositoryChoice, entries: readonly ListedRepository[]): ChoiceDraft {
  const { current, futureInOwners, futureOwners, include, exclude, takesArchived } = choice;
  const because = (reasons: ReadonlySet<ChoiceReason | null>) =>
    entries.filter((entry) => reasons.has(entry.because)).map(({ remoteId }) => remoteId);
  return {
    base: current === 'all' ? 'all' : 'none',
    except: new Set(current === 'all' ? because(unticked) : [...current, ...because(tickedByRule)]),
    futureInOwners: futureInOwners === 'all' ? 'all' : new Set(futureInOwners),
    futureOwners,
    include,
    exclude,
    takesArchived,
  };
}

/** As the server takes it, with the list that it is chosen from. */
export function choiceFrom(
  draft: ChoiceDraft,
  entries: readonly ListedRepository[],
  list: Pick<RepositoryChoice, 'apiPath' | 'filter'>,
): RepositoryChoice {
  const { base, except, futureInOwners, futureOwners, include, exclude, takesArchived } = draft;
  const ticked = () => entries.filter((entry) => isTicked(draft, entry)).map(({ remoteId }) => remoteId);
  return {
    current: base === 'all' && except.size === 0 ? 'all' : ticked(),
    futureInOwners: futureInOwners === 'all' ? 'all' : [...futureInOwners],
    futureOwners,
    include: [...include],
    exclude: [...exclude],
    takesArchived,
    apiPath: list.apiPath,
    filter: list.filter,
  };
}

export function isTicked({ base, except }: ChoiceDraft, { remoteId }: Pick<ListedRepository, 'remoteId'>): boolean {
  return (base === 'all') !== except.has(remoteId);
}

/** With these entries ticked or not. */
export function withTicks(draft: ChoiceDraft, entries: readonly ListedRepository[], ticked: boolean): ChoiceDraft {
  const except = new Set(draft.except);
  for (const { remoteId } of entries) {
    if (ticked === (draft.base === 'all')) except.delete(remoteId);
    else except.add(remoteId);
  }
  return { ...draft, except };
}

/** All there are, or nothing, and whatever the list still brings. */
export function withEverything(draft: ChoiceDraft, ticked: boolean): ChoiceDraft {
  return { ...draft, base: ticked ? 'all' : 'none', except: new Set() };
}

/** With or without what an owner will have later. Where every owner counted, the others go on counting. */
export function withFutureOf(
  draft: ChoiceDraft,
  owner: string,
  owners: readonly string[],
  wanted: boolean,
): ChoiceDraft {
  const chosen = new Set(draft.futureInOwners === 'all' ? owners : draft.futureInOwners);
  if (wanted) chosen.add(owner);
  else chosen.delete(owner);
  return { ...draft, futureInOwners: chosen };
}

export function wantsFutureOf({ futureInOwners }: ChoiceDraft, owner: string): boolean {
  return futureInOwners === 'all' || futureInOwners.has(owner);
}

/** A rule that no tick overcomes. */
export type LeftOutBecause = 'excluded' | 'not-included' | 'archived' | 'filtered-out';

/** Why a rule leaves an entry out whatever its tick; undefined when none does. */
export function leftOutBecause(
  rules: Pick<ChoiceDraft, 'include' | 'exclude' | 'takesArchived'>,
  entry: ListedRepository,
): LeftOutBecause | undefined {
  const { name, owner, remoteId, isArchived } = entry;
  const passesFilter = entry.because !== 'filtered-out';
  const told = { name, owner, remoteId, isArchived, passesFilter, isCurrent: true, isOwnerCurrent: true };
  const everything = { current: 'all', futureInOwners: 'all', futureOwners: true, apiPath: undefined } as const;
  const { because } = decideRepository(told, { ...everything, filter: undefined, ...rules });
  return because === 'chosen' ? undefined : (because as LeftOutBecause);
}

/** How many a choice takes of those that are listed. */
export function chosenAmong(choice: RepositoryChoice, entries: readonly ListedRepository[]): number {
  const draft = draftFrom(choice, entries);
  return entries.filter((entry) => isTicked(draft, entry) && leftOutBecause(draft, entry) === undefined).length;
}
