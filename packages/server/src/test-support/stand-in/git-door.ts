/** Git over smart HTTP at a stand-in: whose credential, which repository, and the refusals of services. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import { serveGit } from '../git-http-server.ts';
import { validToken } from './create-state.ts';
import type { StandInFamily } from './family.ts';
import type { StoryTools } from './moving-refs.ts';
import { formerlyNamed, mayReach, repositoryNamed, type StandInState, type StandInToken } from './state.ts';
import { tellPush } from './tell-push.ts';

export interface GitDoorTools extends StoryTools {
  /** Told of what a push could not bring about. */
  readonly broken: (error: unknown) => void;
}

export interface GitRequest {
  /** `owner/name` */
  readonly name: string;
  /** `info/refs`, `git-upload-pack`, `git-receive-pack` */
  readonly wants: string;
  readonly query: string;
}

/** What git asks for, when it is git that asks. */
export function gitRequestIn(path: string, query: string): GitRequest | undefined {
  const found = /^\/(.+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(path);
  if (found === null) return undefined;
  return { name: decodeURIComponent(found[1] ?? ''), wants: found[2] ?? '', query };
}

/** Whose credential git shows. */
export function gitToken(
  family: StandInFamily,
  state: StandInState,
  request: IncomingMessage,
): { readonly given: boolean; readonly token: StandInToken | undefined } {
  const words = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (words === undefined) return { given: false, token: undefined };
  const [user = '', ...rest] = Buffer.from(words, 'base64').toString('utf8').split(':');
  return { given: true, token: validToken(state, family.git.tokenIn(user, rest.join(':'))) };
}

export async function answerGit(
  tools: GitDoorTools,
  asked: GitRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { family, state, broken } = tools;
  const { given, token } = gitToken(family, state, request);
  const wanted = asked.wants === 'git-receive-pack' || asked.query.includes('git-receive-pack') ? 'write' : 'read';
  const repository = repositoryNamed(state, asked.name) ?? formerlyNamed(state, asked.name);
  if (given && token === undefined) return refuse(response, 401);
  if (repository === undefined || !mayReach(repository, token?.person, 'read')) {
    return refuse(response, given ? 404 : 401);
  }
  const isAllowed = token === undefined ? wanted === 'read' : family.git.allows(token, wanted);
  if (!isAllowed || (wanted === 'write' && !mayReach(repository, token?.person, 'write'))) {
    return refuse(response, given ? 403 : 401);
  }
  const service = {
    root: dirname(repository.folder),
    path: `/${basename(repository.folder)}/${asked.wants}`,
    query: asked.query,
    ...(token === undefined ? {} : { user: token.person.login }),
  };
  if (asked.wants === 'git-receive-pack' && token !== undefined) {
    await tellPush(tools, { repository, by: token.person }, response, broken);
  }
  return serveGit(service, request, response);
}

function refuse(response: ServerResponse, status: number): void {
  const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="Git"' } : {};
  response.writeHead(status, { 'content-type': 'text/plain', ...challenge }).end('Refused.\n');
}
