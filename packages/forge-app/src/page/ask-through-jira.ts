/** Asks our server through Jira, which adds who is asking: `fetch` for the client, made of the bridge's own call. */

import { Problem } from '@branchline/contract';
import { z } from 'zod';

/** The bridge's call, as far as it is used. */
export type InvokeRemote = (request: {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}) => Promise<unknown>;

/** What comes back: the server's answer, or what Jira says in its place. */
const Answer = z.object({
  status: z.number().int().optional(),
  body: z.unknown().optional(),
  message: z.string().optional(),
});

/**
 * A `fetch` for `createClient`. A problem that the server tells comes back as such, whatever status Jira shows it with:
 * Jira may pass on a refusal's body or keep it to itself.
 * @param server our address, for the words when no answer comes
 */
export function askThroughJira(invoke: InvokeRemote, server: string) {
  return async (path: string, init: RequestInit): Promise<Response> => {
    const answer = await invoke({
      path,
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' ? { body: JSON.parse(init.body) as unknown } : {}),
    }).catch((error: unknown) => ({ message: error instanceof Error ? error.message : String(error) }));
    return responseFrom(answer, server);
  };
}

function responseFrom(answer: unknown, server: string): Response {
  const { status, body, message } = Answer.catch({}).parse(answer);
  const told = Problem.safeParse(body);
  if (told.success && told.data.status >= 400) return json(told.data, told.data.status);
  if (status !== undefined && status >= 200 && status < 300) return json(body, status);
  return json(noAnswer(status, message, server), 502);
}

function json(body: unknown, status: number): Response {
  const mayHaveBody = status !== 204 && status !== 205;
  return new Response(mayHaveBody ? JSON.stringify(body ?? null) : null, { status });
}

function noAnswer(status: number | undefined, message: string | undefined, server: string): Problem {
  const said = [status === undefined ? undefined : `Status ${status}.`, message].filter((part) => part !== undefined);
  return {
    type: 'unreachable',
    title: 'Jira got no answer from Branchline',
    status: 502,
    detail: said.length === 0 ? 'Jira gave no reason.' : said.join(' '),
    remedy: `Try again. If it stays so, an administrator of Branchline finds the causes in docs/forge.md, "Troubleshooting"; the server is ${server}.`,
  };
}
