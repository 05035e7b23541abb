/** Asks Jira what it has of ours, and holds it against what it was sent. */

import { z } from 'zod';
import type { DevelopmentHoldings, RefusedEntity } from '../../ports/jira-site.ts';
import type { AskJira } from './ask-jira.ts';
import { branchIdOf, pullRequestIdOf } from './shape-text.ts';

/** Entities in an answer. Source: the description of GET /repository/{repositoryId}, "most recent 400". */
const newestShown = 400;

const held = z.array(z.object({ id: z.string() })).optional();
const heldRepository = z.object({ commits: held, branches: held, pullRequests: held });
const existence = z.object({ hasDataMatchingProperties: z.boolean() });

export function createHoldings(ask: AskJira): DevelopmentHoldings {
  return {
    async exists(name, value) {
      const query = new URLSearchParams([[name, value]]).toString();
      const answer = await ask.read(`/existsByProperties?${query}`, existence);
      return answer?.hasDataMatchingProperties ?? false;
    },
    async compare(jiraRepositoryId, entities, isAll) {
      const answer = await ask.read(`/repository/${encodeURIComponent(jiraRepositoryId)}`, heldRepository);
      if (answer === undefined) return undefined;
      const there = [
        ...(answer.commits ?? []).map(({ id }) => `commit ${id}`),
        ...(answer.branches ?? []).map(({ id }) => `branch ${id}`),
        ...(answer.pullRequests ?? []).map(({ id }) => `pull-request ${id}`),
      ];
      const sent = new Set(entities.map(({ kind, name }) => `${kind} ${idAtJira(kind, name)}`));
      const found = new Set(there);
      const isWhole = there.length < newestShown;
      return {
        missing: isWhole ? [...sent].filter((entity) => !found.has(entity)).length : 0,
        unexpected: isAll ? there.filter((entity) => !sent.has(entity)).length : 0,
      };
    },
  };
}

function idAtJira(kind: RefusedEntity['kind'], name: string): string {
  if (kind === 'branch') return branchIdOf(name);
  return kind === 'pull-request' ? pullRequestIdOf(name) : name;
}
