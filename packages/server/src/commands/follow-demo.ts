/** Tells at the terminal how the demo's repositories come along, in the words of the pages. */

import { setTimeout as pause } from 'node:timers/promises';
import type { House } from '../compose.ts';
import { jiraSiteViews } from '../features/jira-sites/jira-site-views.ts';
import { integrationViews, type RepositoryView } from '../features/repositories/repository-views.ts';

const lookMilliseconds = 1000;

function counted(count: number): string {
  return count.toLocaleString('en');
}

function phaseInWords({ pace }: RepositoryView): string {
  if (pace === undefined) return 'indexing';
  const of = pace.total === undefined ? counted(pace.done) : `${counted(pace.done)} of ${counted(pace.total)}`;
  switch (pace.phase) {
    case 'looking':
      return 'looking at the repository';
    case 'cloning':
      return pace.total === undefined ? 'cloning' : `cloning, ${of} objects`;
    case 'reading-history':
      return `reading history, ${of} commits`;
    case 'reading-tags':
      return 'finding out which tags contain what';
    case 'reading-files':
      return `reading changed files, ${of} commits; issues can be looked at`;
    case 'reading-pull-requests':
    case 'reading-reviews':
      return `reading pull requests, ${of}`;
  }
}

function stateInWords(view: RepositoryView): string {
  const { state, stateReason } = view.repository;
  switch (state) {
    case 'indexing':
      return phaseInWords(view);
    case 'up-to-date':
      return 'up to date';
    case 'waiting':
      return 'waiting';
    default:
      return `${state}: ${stateReason ?? ''}`;
  }
}

async function linesNow(house: House): Promise<readonly string[]> {
  const [groups, sites] = await Promise.all([integrationViews(house.store), jiraSiteViews(house.store)]);
  const repositories = groups.flatMap((group) => group.notable);
  const sending = sites
    .filter(({ sent, waiting }) => sent + waiting > 0)
    .map(({ site, sent, waiting, refused }) => {
      const refusals = refused === 0 ? '' : `, ${counted(refused)} refused`;
      return `${site.name}: sent ${counted(sent)} of ${counted(sent + waiting)}${refusals}`;
    });
  return [...repositories.map((view) => `${view.repository.name}: ${stateInWords(view)}`), ...sending];
}

/** Prints each line that changed, until asked to stop. */
export async function followDemo(house: House, stopping: AbortSignal): Promise<void> {
  let before: readonly string[] = [];
  while (!stopping.aborted) {
    const now = await linesNow(house);
    for (const line of now) if (!before.includes(line)) console.log(`  ${line}`);
    before = now;
    await pause(lookMilliseconds, undefined, { signal: stopping }).catch(() => undefined);
  }
}
