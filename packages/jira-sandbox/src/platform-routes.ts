/** The few calls of Jira's platform API that a service account makes: issues, projects, permissions. */

import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Issues, KnownIssue } from './issues.ts';

const mostProjects = 100;
const ordinaryProjects = 50;

type Query = Readonly<Record<string, string | undefined>>;

/** Adds the routes below a prefix that ends before `/rest`. */
export function addPlatformRoutes(app: FastifyInstance, prefix: string, issues: Issues, url: () => string): void {
  app.get<{ Params: { issue: string } }>(`${prefix}/rest/api/3/issue/:issue`, (request, reply) => {
    const issue = issues.find(request.params.issue);
    if (issue === undefined) return refuse(reply, 404, 'Issue does not exist or you do not have permission to see it.');
    return reply.send(issueAnswer(issue, issues, url()));
  });

  app.get(`${prefix}/rest/api/3/project/search`, (request, reply) => {
    const query = request.query as Query;
    const startAt = Number(query['startAt'] ?? 0);
    const maxResults = Math.min(Number(query['maxResults'] ?? ordinaryProjects), mostProjects);
    const all = issues.projects().toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const values = all
      .slice(startAt, startAt + maxResults)
      .map((project) => ({ id: project.key, key: project.key, name: project.name, projectTypeKey: 'software' }));
    return reply.send({
      startAt,
      maxResults,
      total: all.length,
      isLast: startAt + values.length >= all.length,
      values,
    });
  });

  app.get(`${prefix}/rest/api/3/mypermissions`, (request, reply) => {
    const query = request.query as Query;
    const asked = query['permissions'];
    if (asked === undefined) return refuse(reply, 400, "The 'permissions' query parameter is required.");
    const { issueKey, projectKey } = { issueKey: query['issueKey'], projectKey: query['projectKey'] };
    const unknown =
      (issueKey !== undefined && issues.find(issueKey) === undefined) ||
      (projectKey !== undefined && issues.project(projectKey) === undefined);
    if (unknown) return refuse(reply, 404, 'There is no such issue or project.');
    const permissions = Object.fromEntries(
      asked.split(',').map((key) => [key, { key, name: key, type: 'PROJECT', havePermission: true }]),
    );
    return reply.send({ permissions });
  });
}

function issueAnswer(issue: KnownIssue, issues: Issues, url: string): Readonly<Record<string, unknown>> {
  const project = issue.key.slice(0, issue.key.lastIndexOf('-'));
  return {
    id: issue.id,
    key: issue.key,
    self: `${url}/rest/api/3/issue/${issue.id}`,
    fields: {
      summary: issue.summary,
      status: { name: issue.status },
      project: { key: project, name: issues.project(project)?.name ?? project },
      issuetype: { name: 'Task' },
    },
  };
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.code(status).send({ errorMessages: [message], errors: {} });
}
