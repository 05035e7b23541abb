/** Why a commit, branch or pull request shows in Jira, or does not. */

import { z } from 'zod';
import { Refusal } from './explain.ts';
import { Id, WhereFound } from './fields.ts';
import { ManualLink } from './links.ts';
import { show } from './route.ts';

export const ThingQuery = z.object({
  /** A hash or its beginning (at least 7 characters), the name of a branch, or the address of a pull request. */
  thing: z.string().trim().min(1).max(2000),
});

const SiteExplained = z.object({
  id: Id,
  name: z.string(),
  /** Keys the site is told, as the issues are called there today. */
  sent: z.array(z.string()),
  /** Keys of projects that do not see the repository, or may not be shown it. */
  withheld: z.array(z.object({ key: z.string(), because: z.enum(['not-associated', 'action-not-granted']) })),
  /** Of those sent, issues that the site does not know. */
  unknown: z.array(z.string()),
  /**
   * `waiting`: it goes out with the next push; `reading-files`: its files are read before; `nothing-to-send`: the site
   * may see none of its keys. The others are what came of it: `sending` was not answered yet, `unplaced` has no issue
   * that the site knows.
   */
  state: z.enum([
    'waiting',
    'reading-files',
    'nothing-to-send',
    'sending',
    'accepted',
    'unplaced',
    'refused',
    'withdrawn',
  ]),
  /** Jira's words when it refused. */
  message: z.string().nullable(),
  /** Why nothing is sent to this site at the moment. */
  pausedBecause: z.string().nullable(),
});

const ThingExplained = z.object({
  repositoryId: Id,
  repositoryName: z.string(),
  kind: z.enum(['commit', 'branch', 'pull-request']),
  /** The hash, the name, or the id at the Git service. */
  name: z.string(),
  /** The first line of a commit's message, or the title. */
  title: z.string(),
  /** `gone`: no ref leads to it, or the service has it no more; `unlinked`: it belongs to no issue. */
  state: z.enum(['there', 'gone', 'unlinked']),
  keys: z.array(
    z.object({
      key: z.string(),
      foundIn: WhereFound,
      /**
       * `not-indexed`: by the projects known today it is a key, and was none when this was read; `no-longer`: the other
       * way round. A reindex puts both right.
       */
      verdict: z.enum(['counts', 'removed-by-hand', 'not-indexed', 'no-longer']),
    }),
  ),
  /** What looks like a key and is none. */
  refused: z.array(z.object({ text: z.string(), why: Refusal, foundIn: WhereFound })),
  /** What people said by hand. */
  said: z.array(ManualLink),
  sites: z.array(SiteExplained),
});
export type ThingExplained = z.infer<typeof ThingExplained>;

export const ThingsExplained = z.object({
  /** Everything of that name; empty when nothing of it is indexed. */
  things: z.array(ThingExplained),
  /** How far we have looked: explains why nothing is found. */
  coverage: z.object({ repositories: z.int(), notYetIndexed: z.int(), failed: z.int() }),
});
export type ThingsExplained = z.infer<typeof ThingsExplained>;

export const explainThingRoutes = {
  explainThing: { ...show, path: '/api/v1/explain', query: ThingQuery, response: ThingsExplained },
} as const;
