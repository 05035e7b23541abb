/** The calls of Jira's platform API that a service account makes: who am I, what may I, projects, issues. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Issues, KnownIssue } from './issues.ts';
import type { SandboxPerson, SandboxProject } from './options.ts';

const mostProjects = 100;
const ordinaryProjects = 50;
/** "You can request up to 100 issues." */
const mostIssues = 100;

type Query = Readonly<Record<string, string | undefined>>;

export interface PlatformTools {
  readonly issues: Issues;
  readonly url: () => string;
  readonly withheld: ReadonlySet<string>;
  readonly personAt: (path: string, authorization: string | undefined) => SandboxPerson | undefined;
}

/** Adds the routes below a prefix that ends before `/rest`. */
export function addPlatformRoutes(app: FastifyInstance, prefix: string, tools: PlatformTools): void {
  const { issues, url } = tools;
  const api = `${prefix}/rest/api/3`;
  addAccountRoutes(app, api, tools);
  app.get<{ Params: { issue: string } }>(`${api}/issue/:issue`, (request, reply) => {
    const issue = seen(tools, request.params.issue);
    if (issue === undefined) return refuse(reply, 404, noSuchIssue);
    return reply.send(issueAnswer(issue, issues, url()));
  });
  app.post<{ Body: { issueIdsOrKeys: readonly string[] } }>(`${api}/issue/bulkfetch`, (request, reply) => {
    const asked = request.body.issueIdsOrKeys;
    if (asked.length > mostIssues) return refuse(reply, 400, `At most ${mostIssues} issues can be fetched.`);
    const found = asked.map((id) => ({ id, issue: seen(tools, id) }));
    const byId = new Map(found.flatMap(({ issue }) => (issue === undefined ? [] : [[issue.id, issue] as const])));
    return reply.send({
      issues: [...byId.values()]
        .toSorted((a, b) => Number(a.id) - Number(b.id))
        .map((issue) => issueAnswer(issue, issues, url())),
      issueErrors: found
        .filter(({ issue }) => issue === undefined)
        .map(({ id }) => ({ id, errorMessage: noSuchIssue })),
    });
  });
  app.get(`${api}/project/search`, (request, reply) => {
    const query = request.query as Query;
    const startAt = Number(query['startAt'] ?? 0);
    const maxResults = Math.min(Number(query['maxResults'] ?? ordinaryProjects), mostProjects);
    const all = visibleProjects(tools);
    const isExpanded = query['expand']?.split(',').includes('projectKeys') === true;
    const values = all.slice(startAt, startAt + maxResults).map((project) => projectAnswer(project, isExpanded));
    const isLast = startAt + values.length >= all.length;
    return reply.send({ startAt, maxResults, total: all.length, isLast, values });
  });
}

/** The same questions as Jira Data Center answers them. */
export function addDataCenterRoutes(app: FastifyInstance, tools: PlatformTools): void {
  const { issues, url } = tools;
  const api = '/rest/api/2';
  addAccountRoutes(app, api, tools);
  app.get<{ Params: { issue: string } }>(`${api}/issue/:issue`, (request, reply) => {
    const issue = seen(tools, request.params.issue);
    if (issue === undefined) return refuse(reply, 404, 'Issue Does Not Exist');
    return reply.send(issueAnswer(issue, issues, url()));
  });
  app.get(`${api}/project`, (request, reply) => {
    const isExpanded = (request.query as Query)['expand'] === 'projectKeys';
    return reply.send(visibleProjects(tools).map((project) => projectAnswer(project, isExpanded)));
  });
}

function addAccountRoutes(app: FastifyInstance, api: string, tools: PlatformTools): void {
  const isDataCenter = api.endsWith('/2');
  app.get(`${api}/myself`, (request, reply) => {
    const person = personOf(tools, request);
    if (person === undefined) return refuse(reply, 401, 'Client must be authenticated to access this resource.');
    const { accountId, name, email } = person;
    const named = { displayName: name, emailAddress: email, active: true };
    return reply.send(isDataCenter ? { key: accountId, name: email, ...named } : { accountId, ...named });
  });
  app.get(`${api}/mypermissions`, (request, reply) => {
    const query = request.query as Query;
    const asked = query['permissions'] ?? (isDataCenter ? everyPermission : undefined);
    if (asked === undefined) return refuse(reply, 400, "The 'permissions' query parameter is required.");
    const { issueKey, projectKey } = { issueKey: query['issueKey'], projectKey: query['projectKey'] };
    const unknown =
      (issueKey !== undefined && tools.issues.find(issueKey) === undefined) ||
      (projectKey !== undefined && tools.issues.project(projectKey) === undefined);
    if (unknown) return refuse(reply, 404, 'There is no such issue or project.');
    const permissions = Object.fromEntries(
      asked
        .split(',')
        .map((key) => [key, { key, name: key, type: 'PROJECT', havePermission: !tools.withheld.has(key) }]),
    );
    return reply.send({ permissions });
  });
}

const noSuchIssue = 'Issue does not exist or you do not have permission to see it.';
const everyPermission =
  'BROWSE_PROJECTS,ADD_COMMENTS,WORK_ON_ISSUES,TRANSITION_ISSUES,EDIT_ISSUES,ASSIGN_ISSUES,VIEW_DEV_TOOLS';

function personOf(tools: PlatformTools, request: FastifyRequest): SandboxPerson | undefined {
  return tools.personAt(request.url, request.headers.authorization);
}

function seen({ issues, withheld }: PlatformTools, keyOrId: string): KnownIssue | undefined {
  return withheld.has('BROWSE_PROJECTS') ? undefined : issues.find(keyOrId);
}

function visibleProjects({ issues, withheld }: PlatformTools): readonly SandboxProject[] {
  if (withheld.has('BROWSE_PROJECTS')) return [];
  return issues.projects().toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function projectAnswer({ key, name, formerKeys = [] }: SandboxProject, isExpanded: boolean) {
  const project = { id: key, key, name, projectTypeKey: 'software' };
  return isExpanded ? { ...project, projectKeys: [key, ...formerKeys] } : project;
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
