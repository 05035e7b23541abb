/** Shows the page of a Forge app on issues as Jira does: in a frame, with a bridge whose calls reach the app's server as Forge's. */

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ForgeSide } from './forge-side.ts';
import type { SandboxPerson } from './people-options.ts';

/** The page of an app, as it was rendered. */
export interface ForgePage {
  /** Holds `index.html` and what it needs, in no further folders. */
  readonly folder: string;
  /** Of the module in the app's manifest that is shown on issues. */
  readonly moduleKey: string;
}

export interface ForgeFrameTools {
  /** Without one there is nothing to show. */
  readonly page: ForgePage | undefined;
  readonly forge: Pick<ForgeSide, 'invoke'>;
  /** Whoever may sit at the screen; the first where nobody is named. */
  readonly people: readonly SandboxPerson[];
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Where the frame of an issue leads. */
export function forgeFrameUrl({ moduleKey }: ForgePage, issue: string, person: string | undefined): string {
  const words = new URLSearchParams({ module: moduleKey, issue, ...(person === undefined ? {} : { person }) });
  return `/_forge/page/index.html?${words.toString()}`;
}

/** What the page asks through the bridge, and where it stands. */
const Call = z.object({
  issue: z.string().min(1).max(255),
  module: z.string().min(1).max(100),
  person: z.string().max(128).nullable(),
  request: z.object({
    path: z.string().startsWith('/').max(16_000),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
  }),
});

export function addForgeFrame(app: FastifyInstance, { page, forge, people }: ForgeFrameTools): void {
  if (page === undefined) return;
  const { folder } = page;

  app.get<{ Params: { name: string } }>('/_forge/page/:name', async ({ params: { name } }, reply) => {
    if (name === 'bridge.js') return reply.type(types['js'] ?? '').send(bridge);
    const [, ending = ''] = /^[\w-]+\.(html|js|css|svg)$/u.exec(name) ?? [];
    const text = ending === '' ? undefined : await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (text === undefined) return reply.code(404).send();
    return ending === 'html' ? sendDocument(reply, text) : reply.type(types[ending] ?? '').send(text);
  });

  app.post('/_forge/invoke', async (request, reply) => {
    const call = Call.safeParse(request.body);
    if (!call.success) return reply.code(400).send({ message: z.prettifyError(call.error) });
    const { issue, module, person, request: asked } = call.data;
    const { path, method, headers, body } = asked;
    const as = people.find(({ accountId }) => accountId === person) ?? people[0];
    try {
      return await forge.invoke({
        as,
        issue,
        moduleKey: module,
        path,
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      return reply.code(502).send({ message: `The remote could not be reached: ${String(error)}` });
    }
  });
}

/** As strict as Jira's frames: nothing inline but the map that says where the bridge is. */
function sendDocument(reply: FastifyReply, document: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const map = JSON.stringify({ imports: { '@forge/bridge': './bridge.js' } });
  const policy = `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;
  return reply
    .type(types['html'] ?? '')
    .header('content-security-policy', policy)
    .header('x-content-type-options', 'nosniff')
    .send(document.replace('<head>', `<head><script type="importmap" nonce="${nonce}">${map}</script>`));
}

/** What the page asks of Atlassian's bridge, and no more. It has no links of the site's own to follow. */
const bridge = `
const words = new URLSearchParams(location.search);
const issue = words.get('issue');
const place = { issue, module: words.get('module'), person: words.get('person') };
const project = issue.slice(0, issue.lastIndexOf('-'));
export const view = {
  getContext: async () => ({
    moduleKey: place.module,
    extension: { type: 'jira:issueActivity', issue: { key: issue }, project: { key: project } },
  }),
  theme: {
    enable: async () => {
      document.documentElement.dataset.colorMode = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    },
  },
};
export const router = { open: async (url) => void window.open(url, '_blank', 'noopener') };
export async function invokeRemote(request) {
  const body = JSON.stringify({ ...place, request });
  const answer = await fetch('/_forge/invoke', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.message);
  return value;
}
`;
