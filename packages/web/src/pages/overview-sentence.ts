/** The one sentence a person opens the overview for. */

import type { Overview } from '@branchline/contract';
import { counted, numbered } from '@branchline/issue-panel';

/** `12 repositories up to date, 1 needs you`; what moves and what failed come after what is well. */
export function overviewSentence(overview: Overview): string {
  const by = overview.counts.repositories;
  const troubled = by.failed + by.paused + overview.jiraSites.filter(needsAttention).length;
  const parts: string[] = [];
  if (by['up-to-date'] > 0) parts.push(`${repositories(by['up-to-date'])} up to date`);
  if (by.indexing > 0) parts.push(`${parts.length === 0 ? repositories(by.indexing) : numbered(by.indexing)} indexing`);
  if (by.waiting > 0) parts.push(`${parts.length === 0 ? repositories(by.waiting) : numbered(by.waiting)} waiting`);
  if (troubled > 0) parts.push(`${numbered(troubled)} ${troubled === 1 ? 'needs' : 'need'} you`);
  return parts.length === 0 ? 'The repositories are being listed' : parts.join(', ');
}

/** A site that was paused or refuses entries waits for a person. */
export function needsAttention(site: Overview['jiraSites'][number]): boolean {
  return site.sending.pausedBecause !== null;
}

function repositories(count: number): string {
  return counted(count, 'repository', 'repositories');
}
