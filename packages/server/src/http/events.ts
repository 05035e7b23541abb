/** The door of live events: a stream for each page, which hears the topics that its reader may ask about. */

import { PassThrough } from 'node:stream';
import { eventsPath, problemError, type ChangeMessage, type ProblemError } from '@branchline/contract';
import { nameOfPrincipal, topicsFor, type Topic } from '@branchline/domain';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../ports/caller.ts';
import type { Changes } from '../ports/store/changes.ts';
import { callerOf, sessionCookieFor, type AuthenticateDeps } from './authenticate.ts';
import { notSignedIn } from './problems.ts';

export interface EventsDeps extends AuthenticateDeps {
  readonly store: AuthenticateDeps['store'] & { readonly changes: Changes };
  /** Limits of the streams; left out: the usual ones. */
  readonly eventLimits?: Partial<EventLimits>;
}

export interface EventLimits {
  /** Streams of one caller in this process. */
  readonly perCaller: number;
  /** Streams in this process. */
  readonly inAll: number;
  /** Between two signs of life, in milliseconds. Proxies end what is silent for a minute. */
  readonly heartbeat: number;
  /** Then a stream ends, in milliseconds; browsers come again, and show again who they are. */
  readonly lifetime: number;
}

const usualLimits: EventLimits = { perCaller: 20, inAll: 500, heartbeat: 20_000, lifetime: 300_000 };
/** What a reader who does not read may leave lying here, in bytes. */
const unreadLimit = 65_536;
/** How soon a browser comes again after a stream has ended, in milliseconds. */
const retryMilliseconds = 2000;

function tooMany(detail: string): ProblemError {
  return problemError({
    type: 'rate-limited',
    title: 'Too many streams of events are open',
    status: 429,
    detail,
    remedy: 'Close some pages. Everything works without events, too: pages look again from time to time.',
  });
}

interface Stream {
  readonly caller: Caller;
  readonly body: PassThrough;
}

/** Adds the door; the server ends every stream before it closes. */
export function addEvents(server: FastifyInstance, deps: EventsDeps): void {
  const limits: EventLimits = { ...usualLimits, ...deps.eventLimits };
  const streams = new Set<Stream>();
  let unsubscribe: (() => void) | undefined;
  server.addHook('preClose', () => {
    unsubscribe?.();
    for (const { body } of streams) body.end();
  });
  server.get(eventsPath, { exposeHeadRoute: false }, async (request, reply) => {
    const caller = await callerOf(deps, request.headers.authorization, request.cookies[sessionCookieFor(deps)]);
    if (caller === undefined) throw notSignedIn();
    refuseTooMany(streams, caller, limits);
    // Asked for by the first page: a process that only runs jobs listens to nothing.
    unsubscribe ??= deps.store.changes.subscribe((topics) => {
      for (const stream of streams) tell(stream, topics);
    });
    const stream = { caller, body: new PassThrough() };
    open(stream, streams, limits);
    // Some proxies hold answers back until they are complete, unless they are told.
    return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(stream.body);
  });
}

function refuseTooMany(streams: ReadonlySet<Stream>, caller: Caller, { perCaller, inAll }: EventLimits): void {
  if (streams.size >= inAll) throw tooMany('This server has as many as it can take.');
  const name = nameOfPrincipal(caller.principal);
  const own = [...streams].filter((stream) => nameOfPrincipal(stream.caller.principal) === name);
  if (own.length >= perCaller) throw tooMany(`You have ${own.length} of them.`);
}

function open(stream: Stream, streams: Set<Stream>, { heartbeat, lifetime }: EventLimits): void {
  const { body } = stream;
  streams.add(stream);
  const beat = setInterval(() => body.write(': still here\n\n'), heartbeat).unref();
  const end = setTimeout(() => body.end(), lifetime).unref();
  body.once('close', () => {
    clearInterval(beat);
    clearTimeout(end);
    streams.delete(stream);
  });
  body.write(`retry: ${retryMilliseconds}\n\n`);
}

function tell({ caller, body }: Stream, topics: readonly Topic[]): void {
  const allowed = topicsFor(caller.principal, topics);
  if (allowed.length === 0 || body.writableEnded) return;
  // Whoever does not read is let go, and may come again.
  if (body.writableLength > unreadLimit) return void body.destroy();
  body.write(`data: ${JSON.stringify({ topics: [...allowed] } satisfies ChangeMessage)}\n\n`);
}
