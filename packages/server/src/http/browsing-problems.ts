/** The problems of those who look into repositories: what is not there, and what was not read yet. */

import { problemError, type ProblemError } from '@branchline/contract';
import { shownName, type IntegrationMode } from '@branchline/domain';
import type { Missing } from '../features/browsing/browse-repository.ts';
import type { Tables } from '../ports/store.ts';
import type { RepositoryStanding } from '../ports/store/repositories.ts';

function missing(detail: string, remedy: string): ProblemError {
  return problemError({ type: 'not-found', title: 'Not found', status: 404, detail, remedy });
}

/** Nothing tells it from a repository that they may not look into. */
export function noSuchRepository(): ProblemError {
  return missing(
    'There is no repository of that id that you may look into.',
    'People look into repositories of projects in which they may see the development panel of issues in Jira. Ask ' +
      'whoever administers the project for the permission to view development tools, or go back to the list.',
  );
}

export function noSuchRevision(revision: string): ProblemError {
  return missing(
    `There is no branch, tag or commit "${revision}" in this repository.`,
    'It may have been deleted since. Choose another, or write a hash with more of its characters.',
  );
}

/** @param what as a sentence names it: `file` */
export function nothingThere(what: string): ProblemError {
  return missing(
    `There is no such ${what} at this revision.`,
    'Look for it at another revision, or among the paths of the repository.',
  );
}

export function noPicture(megabytes: number): ProblemError {
  return missing(
    `There is no such picture at this revision: only files that begin as pictures do, and have at most ${megabytes} MB, are shown.`,
    'Get it with git itself, or look at it at the Git service.',
  );
}

/** @param mode of its integration; undefined when that is gone */
export function notReadYet(repository: RepositoryStanding, mode: IntegrationMode | undefined): ProblemError {
  const name = shownName(repository);
  const told =
    mode === 'webhook-only'
      ? {
          detail: `Branchline has no copy of ${name}: its integration is told by webhooks only and never asks the Git service.`,
          remedy: 'Look at it at the Git service, or ask whoever administers Branchline to connect it both ways.',
        }
      : {
          detail: `Branchline has no copy of ${name} yet.`,
          remedy: 'It is made when the repository is indexed for the first time. Look again when that is done.',
        };
  return problemError({ type: 'not-read-yet', title: 'This repository was not read yet', status: 409, ...told });
}

/** @param what is missing where a path is, as a sentence names it: `file` */
export async function problemOfMissing(
  { store }: { readonly store: Pick<Tables, 'integrations'> },
  found: Missing,
  what: string,
): Promise<ProblemError> {
  if (found.missing === 'repository') return noSuchRepository();
  if (found.missing === 'revision') return noSuchRevision(found.revision);
  if (found.missing === 'path') return nothingThere(what);
  return notReadYet(found.repository, (await store.integrations.get(found.repository.integrationId))?.mode);
}
