/** The doors below /forge: what Forge calls, for the app and for people who look at Branchline from inside Jira. */

import { problemMediaType, type Problem } from '@branchline/contract';
import { Secret } from '@branchline/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admitInvocation, keepWhatCame, type AdmitInvocationDeps } from '../features/forge/admit-invocation.ts';
import { answerJql, jqlFunctions, type JqlFunction } from '../features/forge/answer-jql.ts';
import { noteIssueEvent } from '../features/issues/note-issue-event.ts';
import type { Caller } from '../ports/caller.ts';
import type { ForgeInvocation } from '../ports/forge.ts';
import type { OpenJiraViewer } from '../ports/jira-site.ts';
import type { JiraSiteRow } from '../ports/store/jira-sites.ts';
import { forgeEventFrom } from './forge-events.ts';
import { mountRoutes, type Handlers, type MountRoutesDeps } from './mount-routes.ts';
import { invalidRequest } from './problems.ts';

export interface ForgeDoorsDeps extends AdmitInvocationDeps, MountRoutesDeps {
  readonly store: AdmitInvocationDeps['store'] & MountRoutesDeps['store'];
  readonly openJiraViewer: OpenJiraViewer;
}

/** The app's own token. */
const appTokenHeader = 'x-forge-oauth-system';
/** What Forge sends at most: "Invocation payload", Forge's platform quotas and limits. */
const bodyLimit = 5 * 1_048_576;
/** When Forge may come back while nobody can tell whether it is Forge. */
const retrySeconds = 60;

/** Whoever calls from inside Jira, known once their token was looked at. */
interface Visitor {
  readonly site: JiraSiteRow;
  readonly invocation: ForgeInvocation;
}

/** What Forge is told when all is well; it only looks at the status. */
const accepted = { accepted: true };

/** Says nothing of the reason: that is in our log, for whoever runs this server. */
const refused: Problem = { type: 'not-signed-in', title: 'Not a genuine call of Forge', status: 401 };
const nothingHere: Problem = {
  type: 'not-found',
  title: 'Not found',
  status: 404,
  detail: 'There is nothing at this address for calls of Forge.',
};
const unavailable: Problem = {
  type: 'unavailable',
  title: 'The call cannot be judged',
  status: 503,
  detail: "Forge's keys cannot be had at the moment.",
};

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function secretOf(request: FastifyRequest, name: string): Secret | undefined {
  const value = headerOf(request, name);
  return value === undefined || value === '' ? undefined : new Secret(value);
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) void reply.header('retry-after', retrySeconds);
  return reply.code(problem.status).type(problemMediaType).send(problem);
}

/**
 * Adds the doors, apart from the limits and cookies that are for browsers: all calls come from Atlassian's addresses,
 * and each proves itself.
 */
export async function mountForge(server: FastifyInstance, deps: ForgeDoorsDeps, handlers: Handlers): Promise<void> {
  const below = async (scope: FastifyInstance): Promise<void> => {
    const visitors = new WeakMap<FastifyRequest, Visitor>();
    scope.removeContentTypeParser('text/plain');
    scope.addHook('onRequest', async (request, reply) => {
      // Before the body is read: strangers cannot make us read anything.
      const admission = await admitInvocation(deps, {
        token: /^Bearer +(\S+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1],
        appToken: secretOf(request, appTokenHeader),
        bringsToken: request.routeOptions.url === '/forge/tick',
        trace: headerOf(request, 'x-b3-traceid'),
      });
      if (admission.outcome === 'admitted') return void visitors.set(request, admission);
      return sendProblem(reply, admission.outcome === 'refused' ? refused : unavailable);
    });
    addBackgroundDoors(scope, deps, (request) => visitorOf(visitors, request));
    mountRoutes(scope, deps, handlers, {
      // The scope's own comes before it.
      prefix: '',
      opens: ({ access }) => access === 'viewer',
      callerOf: (request) => Promise.resolve(callerFrom(deps, visitors.get(request), request)),
    });
    scope.setNotFoundHandler((_request, reply) => sendProblem(reply, nothingHere));
  };
  await server.register(below, { prefix: '/forge' });
}

function visitorOf(visitors: WeakMap<FastifyRequest, Visitor>, request: FastifyRequest): Visitor {
  const visitor = visitors.get(request);
  if (visitor === undefined) throw new Error('a request of Forge came past the door');
  return visitor;
}

/** Undefined when nobody sits at a screen: then there is nobody to show anything to. */
function callerFrom(deps: ForgeDoorsDeps, visitor: Visitor | undefined, request: FastifyRequest): Caller | undefined {
  const accountId = visitor?.invocation.accountId;
  if (visitor === undefined || accountId === undefined) return undefined;
  const token = secretOf(request, 'x-forge-oauth-user');
  return {
    principal: { kind: 'jira-user', jiraSiteId: visitor.site.id, accountId },
    jiraViewer: token && deps.openJiraViewer(visitor.site, token),
  };
}

function addBackgroundDoors(
  scope: FastifyInstance,
  deps: ForgeDoorsDeps,
  visitor: (request: FastifyRequest) => Visitor,
): void {
  // Forge waits five seconds: what follows is done by jobs.
  scope.post('/events', { bodyLimit }, (request, reply) => takeEvent(deps, visitor(request), request, reply));
  // That it came, and with which token, is all it is for.
  scope.post('/tick', { bodyLimit }, (_request, reply) => reply.code(202).send(accepted));
  for (const [path, fixed] of jqlDoors) {
    scope.post(path, { bodyLimit }, (request) => jqlAnswer(deps, visitor(request), request.body, fixed));
  }
}

async function takeEvent(
  deps: ForgeDoorsDeps,
  { site }: Visitor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const told = forgeEventFrom(request.body, deps.clock.now());
  if (told === undefined) throw invalidRequest('This is no event of Forge.');
  if (told.event !== undefined) await noteIssueEvent(deps, site.id, told.identifier, told.event);
  // A token of new rights, perhaps, in place of one that lasts as long.
  if (told.isAboutApp) {
    await keepWhatCame(deps, site.id, { appToken: secretOf(request, appTokenHeader), bringsToken: true });
  }
  return reply.code(202).send(accepted);
}

async function jqlAnswer(
  deps: ForgeDoorsDeps,
  { site, invocation }: Visitor,
  body: unknown,
  fixed: JqlFunction | undefined,
): Promise<{ readonly jql: string }> {
  return { jql: await answerJql(deps, site.id, questionFrom(body, fixed ?? functionOf(invocation))) };
}

/** One for each function, and one for those that say which they are. */
const jqlDoors: readonly (readonly [string, JqlFunction | undefined])[] = [
  ['/jql', undefined],
  ...jqlFunctions.map((name) => [`/jql/${name}`, name] as const),
];

/** Keys of our manifest's modules. */
const functionByModule: Readonly<Record<string, JqlFunction>> = {
  'jql-branch': 'gitIssuesInBranch',
  'jql-repository': 'gitIssuesInRepository',
};

function functionOf({ moduleKey }: ForgeInvocation): JqlFunction | undefined {
  return moduleKey === undefined ? undefined : functionByModule[moduleKey];
}

/** Source: Forge's page on JQL functions. An argument has room for the longest name of a branch. */
const Clause = z.object({
  operator: z.enum(['in', 'not in', 'not_in']).transform((operator) => (operator === 'in' ? 'in' : 'not in')),
  arguments: z.array(z.string().max(1000)).min(1),
  functionName: z.string().optional(),
});
const Question = z.union([
  z.object({ clause: Clause }),
  z.object({ payload: z.object({ clause: Clause }) }).transform(({ payload }) => payload),
]);

function questionFrom(body: unknown, fixed: JqlFunction | undefined) {
  const parsed = Question.safeParse(body);
  if (!parsed.success) throw invalidRequest(z.prettifyError(parsed.error));
  const { operator, arguments: given, functionName } = parsed.data.clause;
  const name = fixed ?? jqlFunctions.find((each) => each === functionName);
  if (name === undefined) throw invalidRequest('It does not say which function is asked for.');
  return { function: name, argument: given[0] ?? '', operator } as const;
}
