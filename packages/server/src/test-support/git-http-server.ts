/** A real smart HTTP git server for tests: `git http-backend` behind node:http, with everything that can go wrong. */

import { spawn } from 'node:child_process';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What the server does instead of answering well. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Breaks the connection off after so many bytes of a pack. */
  | { readonly kind: 'cut'; readonly bytes: number };

export interface GitHttpServerOptions {
  /** The folder that holds the repositories. */
  readonly root: string;
  /** Asked for when given. */
  readonly user?: string;
  readonly password?: string;
  /** PEM; with them the server speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Gets every request first; true when it has answered. */
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface GitHttpServer {
  /** `http://127.0.0.1:<port>`, or https. */
  readonly url: string;
  readonly port: number;
  /** Undefined for none. */
  trouble: Trouble | undefined;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function startGitHttpServer(options: GitHttpServerOptions): Promise<GitHttpServer> {
  const asked: string[] = [];
  const state: { trouble: Trouble | undefined } = { trouble: undefined };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    asked.push(request.url ?? '');
    if (options.before?.(request, response) === true) return;
    if (state.trouble?.kind === 'status') refuse(response, state.trouble.status, state.trouble.headers);
    else if (!isWelcome(options, request)) refuse(response, 401, { 'www-authenticate': 'Basic realm="git"' });
    else serve(options.root, request, response, state.trouble);
  };
  const server = options.tls === undefined ? createHttpServer(answer) : createHttpsServer(options.tls, answer);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    asked,
    get trouble() {
      return state.trouble;
    },
    set trouble(trouble) {
      state.trouble = trouble;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function isWelcome({ user, password }: GitHttpServerOptions, request: IncomingMessage): boolean {
  if (user === undefined) return true;
  const expected = Buffer.from(`${user}:${password ?? ''}`).toString('base64');
  return request.headers.authorization === `Basic ${expected}`;
}

function refuse(response: ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(`${status}\n`);
}

function serve(root: string, request: IncomingMessage, response: ServerResponse, trouble: Trouble | undefined): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const isPack = url.pathname.endsWith('/git-upload-pack');
  const cutAfter = isPack && trouble?.kind === 'cut' ? trouble.bytes : undefined;
  serveGit({ root, path: decodeURIComponent(url.pathname), query: url.search.slice(1), cutAfter }, request, response);
}

export interface GitService {
  /** The folder that `path` begins in. */
  readonly root: string;
  /** The repository's folder and what git wants of it: `/team/app.git/info/refs`. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  /** Bytes after which the connection breaks. */
  readonly cutAfter?: number | undefined;
  /** Who pushes; git takes a push only from somebody. */
  readonly user?: string;
}

/** Lets `git http-backend` answer. */
export function serveGit(service: GitService, request: IncomingMessage, response: ServerResponse): void {
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_PROJECT_ROOT: service.root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: service.path,
      QUERY_STRING: service.query,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      ...(service.user === undefined ? {} : { REMOTE_USER: service.user }),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // Either side may end first.
  backend.stdin.on('error', () => undefined);
  request.pipe(backend.stdin);
  answerFrom(backend.stdout, response, service.cutAfter);
}

/** Turns what a CGI program prints into an answer: headers, an empty line, the body. */
function answerFrom(output: NodeJS.ReadableStream, response: ServerResponse, cutAfter: number | undefined): void {
  let head = Buffer.alloc(0);
  let sent = 0;
  const send = (body: Buffer): void => {
    sent += body.length;
    response.write(body);
    if (cutAfter !== undefined && sent > cutAfter) response.socket?.destroy();
  };
  output.on('data', (piece: Buffer) => {
    if (response.headersSent) return send(piece);
    head = Buffer.concat([head, piece]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const lines = head.toString('latin1', 0, end).split('\r\n');
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
    const status = Number.parseInt(headers.find(([name]) => name === 'status')?.[1] ?? '200', 10);
    response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'status')));
    return send(head.subarray(end + 4));
  });
  output.on('end', () => response.end());
}
