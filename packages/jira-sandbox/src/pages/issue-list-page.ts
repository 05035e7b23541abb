/** The front page: issues that have development information, the most recent first. */

import { html } from './html.ts';
import type { Html } from './html.ts';
import { page } from './page.ts';
import { ago, counted, countsInWords } from './words.ts';
import type { EntityCounts } from './words.ts';

export interface ListedIssue {
  readonly key: string;
  readonly summary: string;
  readonly counts: EntityCounts;
  readonly at: Date;
}

export interface IssueListPage {
  readonly issues: readonly ListedIssue[];
  /** Of all pages. */
  readonly total: number;
  /** From 1. */
  readonly number: number;
  readonly last: number;
  readonly siteName: string;
  readonly now: Date;
}

export function issueListPage(shown: IssueListPage): string {
  const { total, siteName } = shown;
  const verb = total === 1 ? 'has' : 'have';
  const content =
    total === 0
      ? html`<h1>No issue has development information yet</h1>
          <p class="subtle">
            Issues appear here as soon as commits and branches that name their keys have been sent to this Jira.
          </p>`
      : html`<h1>${counted(total, 'issue')} ${verb} development information</h1>
          <ul class="rows">
            ${shown.issues.map((issue) => row(issue, shown.now))}
          </ul>
          ${pages(shown)}`;
  return page(siteName, siteName, content);
}

function row(issue: ListedIssue, now: Date): Html {
  return html`<li>
    <span class="title"
      ><a href="/browse/${encodeURIComponent(issue.key)}">${issue.key}</a> <bdi>${issue.summary}</bdi></span
    >
    <span class="numbers">${countsInWords(issue.counts)} · ${ago(issue.at, now)}</span>
  </li>`;
}

function pages({ number, last }: IssueListPage): Html {
  if (last === 1) return html``;
  const newer = number > 1 ? html`<a href="/?page=${number - 1}" rel="prev">Newer</a>` : html``;
  const older = number < last ? html`<a href="/?page=${number + 1}" rel="next">Older</a>` : html``;
  return html`<nav class="pages" aria-label="Pages">
    ${newer}<span class="subtle">Page ${number} of ${last}</span>${older}
  </nav>`;
}
