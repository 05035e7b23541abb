/** `branchline webhooks explain`: how a webhook would be read, from its headers and its body in a file. */

import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Failure, Secret } from '@branchline/domain';
import { createConnectors } from '../adapters/git-services/index.ts';
import { createNetwork } from '../adapters/http-client/create-network.ts';
import { explainWebhook, type WebhookExplanation } from '../features/webhooks/explain-webhook.ts';
import type { GitServiceConnector } from '../ports/git-service.ts';
import { printable } from './printable.ts';

export interface WebhooksExplainOptions {
  /** A connector's id. */
  readonly service: string;
  /** `Name: value` each. */
  readonly header: readonly string[];
  /** A file, or `-` for standard input. */
  readonly body: string;
  /** A file with the webhook's secret. */
  readonly secretFile?: string;
  readonly json?: boolean;
}

const clock = { now: () => new Date() };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Connectors that are never connected: reading a webhook asks nobody. */
function connectors(): ReadonlyMap<string, GitServiceConnector> {
  const rules = { allowPrivateHosts: false, allowPlainHttp: false };
  const tools = { clock, log: silent, random: () => 0, sleep: () => Promise.resolve() };
  return createConnectors(createNetwork({ ...tools, ...rules }), clock);
}

function connectorNamed(id: string): GitServiceConnector {
  const known = connectors();
  const found = known.get(id);
  if (found !== undefined) return found;
  const ids = [...known.keys()].join(', ');
  throw new Failure('not-found', 'git-service', `There is no Git service "${printable(id)}"; known are: ${ids}.`);
}

/** @throws Error when a line is no header */
function headersFrom(lines: readonly string[]): Readonly<Record<string, string>> {
  const entries = lines.map((line) => {
    const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line);
    if (match === null) throw new Error(`"${printable(line)}" is no header. Write it like --header 'Name: value'.`);
    return [match[1]?.toLowerCase(), match[2]];
  });
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

async function contentOf(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The file ${printable(file)} cannot be read (${error.code ?? error.message}).`, { cause: error });
  });
}

function inWords({ outcome, reason, repository, scope }: WebhookExplanation): string {
  const facts = [
    ['repository', repository?.name],
    ['id', repository?.remoteId],
    ['clone URL', repository?.cloneUrl],
    ['scope', scope === undefined ? undefined : JSON.stringify(scope)],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${printable(value)}`]));
  return [`${outcome}: ${printable(reason)}`, ...facts].join('\n');
}

function inJson({ outcome, reason, repository, scope }: WebhookExplanation): string {
  const { remoteId = null, cloneUrl = null, name = null } = repository ?? {};
  const hint = repository === undefined ? null : { remoteId, cloneUrl, name };
  return JSON.stringify({ outcome, reason, repository: hint, scope: scope ?? null });
}

/** Prints how the webhook would be read. @throws Error when service, header or file cannot be used */
export async function webhooksExplain(options: WebhooksExplainOptions): Promise<number> {
  const connector = connectorNamed(options.service);
  const headers = headersFrom(options.header);
  const body = await contentOf(options.body);
  const file = options.secretFile;
  // An editor ends the file with a line end that is not part of the secret.
  const secret = file === undefined ? undefined : new Secret((await contentOf(file)).toString().replace(/\r?\n$/, ''));
  const explanation = explainWebhook(connector, { headers, body, receivedAt: clock.now() }, secret);
  process.stdout.write(`${options.json === true ? inJson(explanation) : inWords(explanation)}\n`);
  return 0;
}
