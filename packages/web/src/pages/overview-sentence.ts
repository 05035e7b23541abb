/** The one sentence a person opens the overview for. */

import type { Overview } from '@branchline/contract';
import * as texts from '../texts.ts';

/** `12 repositories up to date, 1 needs you`; what moves and what failed come after what is well. */
export function overviewSentence(overview: Overview): string {
  const { sentence } = texts.overview;
  const by = overview.counts.repositories;
  const troubled = by.failed + by.paused + overview.jiraSites.filter(needsAttention).length;
  const parts: string[] = [];
  if (by['up-to-date'] > 0) parts.push(sentence.upToDate(by['up-to-date']));
  for (const state of ['indexing', 'waiting'] as const) {
    if (by[state] > 0) parts.push((parts.length === 0 ? sentence.repositories : sentence.also)(by[state], state));
  }
  if (troubled > 0) parts.push(sentence.needYou(troubled));
  return parts.length === 0 ? sentence.listing : parts.join(', ');
}

/** A site that was paused or refuses entries waits for a person. */
export function needsAttention(site: Overview['jiraSites'][number]): boolean {
  return site.sending.pausedBecause !== null;
}
