/** The page of one issue: what Jira would show of its development, our panel below, and what was left at it. */

import type { StoredEntity } from '../development-store.ts';
import type { KnownIssue } from '../issues.ts';
import { statusCategoryOf } from '../workflows.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { issueActivity, issueDetails, type IssueActivity } from './issue-activity.ts';
import { page } from './page.ts';
import { ago, counted, countsInWords, countsOf, grouped } from './words.ts';

// Enough to see that it arrived; the panel shows them all.
const mostRows = 50;

export interface IssuePage {
  readonly issue: KnownIssue;
  readonly projectName: string;
  readonly entities: readonly StoredEntity[];
  readonly activity: IssueActivity;
  readonly panelUrl: string | undefined;
  readonly siteName: string;
  readonly now: Date;
}

export function issuePage(shown: IssuePage): string {
  const { issue } = shown;
  const content = html`
    <p class="key">${shown.projectName} / ${issue.key}</p>
    <h1><bdi>${issue.summary}</bdi></h1>
    <p><span class="lozenge ${statusCategoryOf(issue.status)}">${issue.status}</span></p>
    ${issueDetails(shown.activity)}
    <h2>Development</h2>
    ${development(shown)} ${panel(shown.panelUrl)} ${issueActivity(shown.activity)}
  `;
  return page(`[${issue.key}] ${issue.summary}`, shown.siteName, content);
}

function development({ entities, panelUrl, now }: IssuePage): Html {
  if (entities.length === 0) {
    return html`<p class="subtle">
      No development information has arrived for this issue. Commits and branches that name its key appear here once
      Branchline has sent them.
    </p>`;
  }
  const newestFirst = [...entities].sort((a, b) => b.at - a.at);
  const ofKind = (kind: StoredEntity['kind']) => newestFirst.filter((entity) => entity.kind === kind);
  // Our panel shows the same and more: it must not be pushed off the screen.
  const open = panelUrl === undefined ? html`open` : html``;
  return html`<details ${open}>
    <summary>${countsInWords(countsOf(entities))}</summary>
    ${section('Branches', ofKind('branch'), (one) => branchRow(one, now))}
    ${section('Pull requests', ofKind('pull_request'), (one) => pullRequestRow(one, now))}
    ${section('Commits', ofKind('commit'), (one) => commitRow(one, now))}
  </details>`;
}

function section(title: string, entities: readonly StoredEntity[], row: (entity: StoredEntity) => Html): Html {
  if (entities.length === 0) return html``;
  const hidden = entities.length - mostRows;
  const more = hidden > 0 ? html`<p class="subtle">${counted(hidden, 'older one')} not shown here.</p>` : html``;
  return html`<h3>${title}</h3>
    <ul class="rows">
      ${entities.slice(0, mostRows).map(row)}
    </ul>
    ${more}`;
}

function commitRow(entity: StoredEntity, now: Date): Html {
  const { content } = entity;
  const merge = Array.isArray(content['flags']) ? html` · merge` : html``;
  return html`<li>
    <span class="title"><bdi>${titleOf(text(content['message']))}</bdi></span>
    <span class="numbers">${fileNumbers(content)}</span>
    <span class="facts">
      ${link(text(content['url']), html`<code>${text(content['displayId'])}</code>`)} ·
      <bdi>${authorOf(content)}</bdi> · ${ago(new Date(entity.at), now)}${merge}
    </span>
  </li>`;
}

function branchRow(entity: StoredEntity, now: Date): Html {
  const { content } = entity;
  const last = content['lastCommit'] as Readonly<Record<string, unknown>>;
  return html`<li>
    <span class="title">${link(text(content['url']), html`<code><bdi>${text(content['name'])}</bdi></code>`)}</span>
    <span class="numbers">${ago(new Date(entity.at), now)}</span>
    <span class="facts"><bdi>${titleOf(text(last['message']))}</bdi> · <bdi>${authorOf(last)}</bdi></span>
  </li>`;
}

function pullRequestRow(entity: StoredEntity, now: Date): Html {
  const { content } = entity;
  return html`<li>
    <span class="title">${link(text(content['url']), html`<bdi>${text(content['title'])}</bdi>`)}</span>
    <span class="numbers"><span class="lozenge">${text(content['status'])}</span></span>
    <span class="facts">
      ${text(content['displayId'])} · <bdi>${authorOf(content)}</bdi> · ${ago(new Date(entity.at), now)} ·
      <code><bdi>${text(content['sourceBranch'])}</bdi></code> into
      <code><bdi>${text(content['destinationBranch'])}</bdi></code
      >${commentsOf(content)}${reviewersOf(content)}
    </span>
  </li>`;
}

function commentsOf(content: Readonly<Record<string, unknown>>): Html {
  const count = Number(content['commentCount']);
  return count > 0 ? html` · ${counted(count, 'comment')}` : html``;
}

interface Reviewer {
  readonly name?: string;
  readonly approvalStatus?: string;
}

function reviewersOf(content: Readonly<Record<string, unknown>>): readonly Html[] {
  const reviewers = (content['reviewers'] ?? []) as readonly Reviewer[];
  return reviewers.map(({ name, approvalStatus }) => {
    const verdict = approvalStatus === 'APPROVED' ? 'approved' : 'has not approved';
    return html` · <bdi>${name ?? 'somebody'}</bdi> ${verdict}`;
  });
}

function fileNumbers(content: Readonly<Record<string, unknown>>): Html {
  const files = (content['files'] ?? []) as readonly { readonly linesAdded: number; readonly linesRemoved: number }[];
  const count = Number(content['fileCount']);
  if (count === 0) return html``;
  const added = files.reduce((sum, file) => sum + file.linesAdded, 0);
  const removed = files.reduce((sum, file) => sum + file.linesRemoved, 0);
  // Jira is told the lines of the first ten files only.
  const part = count > files.length ? html` in the first ${counted(files.length, 'file')}` : html``;
  return html`${counted(count, 'file')} <span class="added">+${grouped(added)}</span>
    <span class="removed">−${grouped(removed)}</span>${part}`;
}

function panel(url: string | undefined): Html {
  if (url === undefined) return html``;
  return html`<h2>Git</h2>
    <iframe class="panel" src="${url}" title="Git"></iframe>`;
}

/** Only to the web: an address of any other kind is shown as text. */
function link(url: string, label: Html): Html {
  return /^https?:\/\//i.test(url) ? html`<a href="${url}" rel="noopener noreferrer">${label}</a>` : label;
}

function authorOf(content: Readonly<Record<string, unknown>>): string {
  const author = (content['author'] ?? {}) as { readonly name?: string; readonly email?: string };
  return author.name ?? author.email ?? 'somebody';
}

function titleOf(message: string): string {
  return message.split('\n').find((line) => line.trim() !== '') ?? '(no message)';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
