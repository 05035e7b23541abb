/** Numbers and times as people read them. */

import type { StoredEntity } from '../development-store.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

const numbers = new Intl.NumberFormat('en-GB');
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** `1,204`. */
export function grouped(number: number): string {
  return numbers.format(number);
}

export interface EntityCounts {
  readonly branches: number;
  readonly pullRequests: number;
  readonly commits: number;
}

export function countsOf(entities: readonly StoredEntity[]): EntityCounts {
  const count = (kind: StoredEntity['kind']) => entities.filter((entity) => entity.kind === kind).length;
  return { branches: count('branch'), pullRequests: count('pull_request'), commits: count('commit') };
}

/** `1 branch, 60 commits`: only what there is. */
export function countsInWords({ branches, pullRequests, commits }: EntityCounts): string {
  const parts = [
    branches > 0 ? counted(branches, 'branch', 'branches') : '',
    pullRequests > 0 ? counted(pullRequests, 'pull request') : '',
    commits > 0 ? counted(commits, 'commit') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `1 commit`, `1,204 commits`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** `2h 30m`, as Jira writes time spent. @param seconds rounded to minutes */
export function spent(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [hours > 0 ? `${grouped(hours)}h` : '', rest > 0 || hours === 0 ? `${rest}m` : ''];
  return parts.filter((part) => part !== '').join(' ');
}

/** `3 days ago`, with the exact moment on hover. */
export function ago(at: Date, now: Date): Html {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  const unit = units.find(([, length]) => Math.abs(seconds) >= length);
  const words = unit === undefined ? 'just now' : relative.format(Math.trunc(seconds / unit[1]), unit[0]);
  return html`<time datetime="${at.toISOString()}" title="${exact.format(at)} UTC">${words}</time>`;
}
