import { describe, expect, it } from 'vitest';
import { decideRepository, everyRepository } from './repository-choice.ts';
import type { RepositoryChoice, RepositoryToChoose } from './repository-choice.ts';

function repository(changes: Partial<RepositoryToChoose> = {}): RepositoryToChoose {
  return {
    remoteId: '7',
    name: 'acme/app',
    owner: 'acme',
    isArchived: false,
    passesFilter: true,
    isCurrent: true,
    isOwnerCurrent: true,
    ...changes,
  };
}

function decide(changes: Partial<RepositoryToChoose>, choice: Partial<RepositoryChoice>) {
  const { isTaken, because } = decideRepository(repository(changes), { ...everyRepository, ...choice });
  return [isTaken, because];
}

const later = { isCurrent: false };
const laterOfNewOwner = { isCurrent: false, isOwnerCurrent: false };

describe('a choice of repositories', () => {
  it('takes everything at first', () => {
    for (const which of [{}, later, laterOfNewOwner, { isArchived: true }]) {
      expect(decide(which, {})[0]).toBe(true);
    }
  });

  it.each([
    [{}, { current: ['7'] }, true, 'chosen'],
    [{}, { current: ['8'] }, false, 'not-chosen'],
    [{}, { current: [] }, false, 'not-chosen'],
    [later, { current: ['7'], futureInOwners: [] }, true, 'chosen'],
    [later, { futureInOwners: ['acme'] }, true, 'new-of-chosen-owner'],
    [later, { futureInOwners: ['other'] }, false, 'owner-not-chosen'],
    [later, { futureInOwners: 'all', futureOwners: false }, true, 'new-of-chosen-owner'],
    [laterOfNewOwner, { futureOwners: true, futureInOwners: [] }, true, 'new-owner'],
    [laterOfNewOwner, { futureOwners: false }, false, 'new-owners-not-wanted'],
  ] as const)('%j with %j: %s, %s', (which, choice, isTaken, because) => {
    expect(decide(which, choice)).toEqual([isTaken, because]);
  });

  it.each([
    [{ include: ['acme/*'] }, true, 'chosen'],
    [{ include: ['other/*', '*pp'] }, true, 'chosen'],
    [{ include: ['other/*'] }, false, 'not-included'],
    [{ exclude: ['acme/a*'] }, false, 'excluded'],
    [{ include: ['acme/*'], exclude: ['app'] }, false, 'excluded'],
    [{ exclude: ['app'], current: ['7'] }, false, 'excluded'],
  ] as const)('lets patterns bind ticks: %j', (choice, isTaken, because) => {
    expect(decide({}, choice)).toEqual([isTaken, because]);
  });

  it('leaves out what the filter refuses and, on wish, what is archived', () => {
    expect(decide({ passesFilter: false }, { current: ['7'] })).toEqual([false, 'filtered-out']);
    expect(decide({ isArchived: true }, { takesArchived: false })).toEqual([false, 'archived']);
    expect(decide({ isArchived: false }, { takesArchived: false })).toEqual([true, 'chosen']);
  });
});
