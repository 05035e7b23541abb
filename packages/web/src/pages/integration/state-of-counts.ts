/** The state of many repositories as one, and in a sentence. */

import type { IntegrationSummary, RepositorySummary } from '@branchline/contract';
import * as texts from '../../texts.ts';

type State = RepositorySummary['state'];
type Counts = Readonly<Record<State, number>>;

/** Of its repositories, the one that most needs a person, as lists say it. */
export function stateOfCounts(counts: Counts, isPaused: boolean): State {
  if (isPaused) return 'paused';
  if (counts.failed > 0) return 'failed';
  if (counts.indexing > 0) return 'indexing';
  if (counts.waiting > 0) return 'waiting';
  if (counts['up-to-date'] > 0) return 'up-to-date';
  return counts.paused > 0 ? 'paused' : 'waiting';
}

/** `12 repositories up to date, 3 indexing, 1 failed`. */
export function sentenceOfCounts(counts: Counts, mode: IntegrationSummary['mode']): string {
  const { lead } = texts.integration;
  const parts = [
    ...(counts['up-to-date'] > 0 ? [lead.upToDate(counts['up-to-date'])] : []),
    ...(counts.indexing > 0 ? [lead.indexing(counts.indexing)] : []),
    ...(counts.waiting > 0 ? [lead.waiting(counts.waiting)] : []),
    ...(counts.paused > 0 ? [lead.paused(counts.paused)] : []),
    ...(counts.failed > 0 ? [lead.failed(counts.failed)] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return mode === 'webhook-only' ? lead.byWebhook : lead.listing;
}
