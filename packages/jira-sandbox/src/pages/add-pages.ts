/** The sandbox's pages for people: the list of issues, one issue, the style sheet. */

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { DevelopmentStore } from '../development-store.ts';
import { forgeFrameUrl, type ForgePage } from '../forge-frame.ts';
import type { IssueRecords } from '../issue-records.ts';
import type { Issues } from '../issues.ts';
import type { People } from '../people.ts';
import { html } from './html.ts';
import { issueListPage } from './issue-list-page.ts';
import type { ListedIssue } from './issue-list-page.ts';
import { issuePage } from './issue-page.ts';
import { page } from './page.ts';
import { styles } from './styles.ts';
import { countsOf } from './words.ts';

const issuesPerPage = 50;

export interface PageTools {
  readonly store: DevelopmentStore;
  readonly issues: Issues;
  readonly records: IssueRecords;
  readonly people: Pick<People, 'byId'>;
  readonly siteName: string;
  readonly panelUrl: ((issueKey: string) => string) | undefined;
  readonly forgePage: ForgePage | undefined;
  readonly now: () => Date;
}

export function addPages(app: FastifyInstance, tools: PageTools): void {
  const { store, issues, siteName } = tools;

  app.get('/', (request, reply) => {
    const keys = store.issueKeysByRecency();
    const last = Math.max(1, Math.ceil(keys.length / issuesPerPage));
    const asked = Math.trunc(Number((request.query as Readonly<Record<string, string>>)['page'] ?? 1));
    const number = Number.isFinite(asked) ? Math.min(Math.max(asked, 1), last) : 1;
    const shown = keys.slice((number - 1) * issuesPerPage, number * issuesPerPage);
    const listed = shown.map((key) => listedIssue(tools, key));
    return sendPage(
      reply,
      issueListPage({ issues: listed, total: keys.length, number, last, siteName, now: tools.now() }),
    );
  });

  app.get<{ Params: { key: string }; Querystring: { as?: string } }>('/browse/:key', (request, reply) => {
    const issue = issues.find(request.params.key);
    if (issue === undefined) return sendPage(reply.code(404), unknownIssuePage(request.params.key, siteName));
    const project = issue.key.slice(0, issue.key.lastIndexOf('-'));
    const { forgePage } = tools;
    const panelUrl =
      forgePage === undefined ? tools.panelUrl?.(issue.key) : forgeFrameUrl(forgePage, issue.key, request.query.as);
    const text = issuePage({
      issue,
      projectName: issues.project(project)?.name ?? project,
      entities: [...store.ofIssue(issue.key)],
      activity: {
        record: tools.records.of(issue.id),
        nameOf: (accountId) => tools.people.byId(accountId)?.name ?? 'Somebody who left',
        now: tools.now(),
      },
      panelUrl,
      siteName,
      now: tools.now(),
    });
    return sendPage(reply, text, panelUrl);
  });

  app.get('/sandbox.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(styles));
}

function listedIssue({ store, issues }: PageTools, key: string): ListedIssue {
  const entities = [...store.ofIssue(key)];
  return {
    key,
    summary: issues.find(key)?.summary ?? '',
    counts: countsOf(entities),
    at: new Date(entities.reduce((newest, entity) => Math.max(newest, entity.at), 0)),
  };
}

function unknownIssuePage(key: string, siteName: string): string {
  return page(
    'No such issue',
    siteName,
    html`<h1>There is no issue <bdi>${key}</bdi></h1>
      <p class="subtle">
        Its project is not known to this Jira. <a href="/">All issues with development information</a>
      </p>`,
  );
}

/** Nothing on a page may run; only our panel may be framed. */
function sendPage(reply: FastifyReply, text: string, panelUrl?: string): FastifyReply {
  const frames = panelUrl === undefined ? "'none'" : panelUrl.startsWith('/') ? "'self'" : new URL(panelUrl).origin;
  const policy = `default-src 'none'; style-src 'self'; frame-src ${frames}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .send(text);
}
