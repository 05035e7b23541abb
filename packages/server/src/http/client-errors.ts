/** What a client is told whose request never became one: too slow, too large, or no HTTP at all. */

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemMediaType, type Problem } from '@branchline/contract';

/** How long and how large requests may be. */
export interface RequestTimes {
  /** Milliseconds until the headers must be there. */
  readonly headers: number;
  /** Milliseconds until the whole request must be there, its body included. */
  readonly request: number;
  /** Milliseconds between two looks for requests that take longer. */
  readonly look: number;
  /** Bytes of all headers. */
  readonly headerBytes: number;
}

/** A body of 5 MB over the slowest line that anybody has; longer than that somebody only holds a connection. */
export const usualRequestTimes: RequestTimes = { headers: 20_000, request: 60_000, look: 5000, headerBytes: 16_384 };

const problems: Readonly<Record<string, Problem>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    type: 'invalid-request',
    title: 'The request took too long to arrive',
    status: 408,
    remedy: 'Send it again over a faster connection.',
  },
  HPE_HEADER_OVERFLOW: {
    type: 'invalid-request',
    title: 'The headers of the request are too large',
    status: 431,
    detail: 'All headers together may hold 16 kB.',
    remedy: 'Send fewer; in a browser, delete the cookies of this address.',
  },
};
const noRequest: Problem = { type: 'invalid-request', title: 'This is no request of HTTP', status: 400 };

/** Answers on the bare connection and ends it. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy(error);
  const problem = problems[error.code ?? ''] ?? noRequest;
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
      `content-type: ${problemMediaType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'x-content-type-options: nosniff',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
