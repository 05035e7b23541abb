/** Answers while the database is opened and brought up to date, so that load balancers and senders know what to do. */

import { problemMediaType } from '@branchline/contract';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface WaitingRoom {
  /** The port is free again when it resolves. */
  close(): Promise<void>;
}

/** When whoever was sent away may come back. */
const retrySeconds = '5';
const detail = 'The database is being opened and brought up to date, by this process or by another.';
const problem = {
  type: 'unavailable',
  title: 'Branchline is starting',
  status: 503,
  detail,
  remedy: 'Try again soon.',
};

function send(response: ServerResponse, status: number, type: string, body: unknown): void {
  response.writeHead(status, { 'content-type': type, 'retry-after': retrySeconds, connection: 'close' });
  response.end(JSON.stringify(body));
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').replace(/\?.*$/s, '');
  // It lives: whoever restarts what does not live would only make the work begin again.
  if (path === '/healthz') send(response, 200, 'application/json', { status: 'ok' });
  else if (path === '/readyz') send(response, 503, 'application/json', { status: 'migrating', detail });
  else send(response, 503, problemMediaType, problem);
}

/** @throws Error with Node's code when nobody can listen there */
export async function openWaitingRoom(host: string, port: number): Promise<WaitingRoom> {
  const server = createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
