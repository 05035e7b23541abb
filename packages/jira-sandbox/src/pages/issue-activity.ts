/** What people and apps left at an issue, as its page shows it: details, comments, work logs, history, web links. */

import type {
  IssueRecord,
  StoredChangeItem,
  StoredComment,
  StoredRemoteLink,
  StoredWorkLog,
} from '../issue-records.ts';
import { html, type Html } from './html.ts';
import { ago, counted, spent } from './words.ts';

// Enough to see that it arrived.
const mostShown = 50;

/** An issue's record, and who is who. */
export interface IssueActivity {
  readonly record: IssueRecord;
  /** By account id. */
  readonly nameOf: (accountId: string) => string;
  readonly now: Date;
}

/** Whom the issue belongs to, its labels and versions; nothing while it has none of them. */
export function issueDetails({ record, nameOf }: IssueActivity): Html {
  const { assignee, labels, fixVersions, affectedVersions } = record;
  const rows = [
    detail('Assignee', assignee === undefined ? [] : [nameOf(assignee)]),
    detail('Labels', labels),
    detail('Fix versions', fixVersions),
    detail('Affects versions', affectedVersions),
    ...[...record.chosen].map(([field, name]) => detail(capitalised(field), [name])),
  ].filter((row) => row.html !== '');
  return rows.length === 0 ? html`` : html`<dl class="details">${rows}</dl>`;
}

function detail(name: string, values: readonly string[]): Html {
  if (values.length === 0) return html``;
  const shown = values.map((value) => html`<span class="tag"><bdi>${value}</bdi></span> `);
  return html`<dt>${name}</dt>
    <dd>${shown}</dd>`;
}

/** Comments, work logs, history and web links; nothing while there is none of them. */
export function issueActivity(shown: IssueActivity): Html {
  const { record } = shown;
  const logged = record.workLogs.reduce((sum, { seconds }) => sum + seconds, 0);
  const sections = [
    section('Web links', counted(record.remoteLinks.length, 'link'), record.remoteLinks.map(linkRow)),
    section(
      'Comments',
      counted(record.comments.length, 'comment'),
      record.comments.map((one) => commentRow(one, shown)),
    ),
    section(
      'Work log',
      `${spent(logged)} logged`,
      record.workLogs.map((one) => workLogRow(one, shown)),
    ),
    section(
      'History',
      counted(record.changes.length, 'change'),
      record.changes.map(
        ({ author, createdAt, items }) =>
          html`<li>
            <span class="title">${items.map(itemShown)}</span>
            <span class="facts"><bdi>${shown.nameOf(author)}</bdi> · ${ago(createdAt, shown.now)}</span>
          </li>`,
      ),
    ),
  ].filter((part) => part.html !== '');
  return html`${sections}`;
}

/** The newest first. */
function section(title: string, total: string, rows: readonly Html[]): Html {
  if (rows.length === 0) return html``;
  const hidden = rows.length - mostShown;
  const more = hidden > 0 ? html`<p class="subtle">${counted(hidden, 'older one')} not shown here.</p>` : html``;
  return html`<h2>${title}</h2>
    <p class="subtle">${total}</p>
    <ul class="rows">
      ${rows.toReversed().slice(0, mostShown)}
    </ul>
    ${more}`;
}

function commentRow({ author, createdAt, text, visibility }: StoredComment, { nameOf, now }: IssueActivity): Html {
  const only = visibility === undefined ? html`` : html` · only for <bdi>${visibility.identifier}</bdi>`;
  return html`<li>
    <span class="title words"><bdi>${text}</bdi></span>
    <span class="facts"><bdi>${nameOf(author)}</bdi> · ${ago(createdAt, now)}${only}</span>
  </li>`;
}

function workLogRow({ author, startedAt, seconds, text }: StoredWorkLog, { nameOf, now }: IssueActivity): Html {
  return html`<li>
    <span class="title words"><bdi>${text === '' ? 'No description' : text}</bdi></span>
    <span class="numbers">${spent(seconds)}</span>
    <span class="facts"><bdi>${nameOf(author)}</bdi> · began ${ago(startedAt, now)}</span>
  </li>`;
}

function itemShown({ field, fromText, toText }: StoredChangeItem): Html {
  const before = fromText === undefined || fromText === '' ? html`nothing` : html`<bdi>${fromText}</bdi>`;
  const after = toText === undefined || toText === '' ? html`nothing` : html`<bdi>${toText}</bdi>`;
  return html`<span class="change">${capitalised(field)}: ${before} → ${after}</span>`;
}

function capitalised(field: string): string {
  return field.slice(0, 1).toUpperCase() + field.slice(1);
}

function linkRow({ content }: StoredRemoteLink): Html {
  const { title, url, summary } = (content['object'] ?? {}) as Readonly<Record<string, unknown>>;
  const words = html`<bdi>${typeof title === 'string' ? title : ''}</bdi>`;
  // Only to the web: an address of any other kind is shown as text.
  const isWeb = typeof url === 'string' && /^https?:\/\//i.test(url);
  const shown = isWeb ? html`<a href="${url}" rel="noopener noreferrer">${words}</a>` : words;
  const more = typeof summary === 'string' && summary !== '' ? html`<bdi>${summary}</bdi>` : html``;
  return html`<li><span class="title">${shown}</span><span class="facts">${more}</span></li>`;
}
