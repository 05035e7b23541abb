/** A running sandbox with a token in hand, for the sandbox's own tests. */

import type { Contract } from './contract.ts';
import { loadContract } from './load-contract.ts';
import type { JiraSandbox, SandboxOptions, TokenKind } from './options.ts';
import { startJiraSandbox } from './start-jira-sandbox.ts';

/** Where Atlassian's descriptions lie; undefined when this machine has none. */
export const contractFolder = process.env['BRANCHLINE_CONTRACTS'];
export const contract: Contract | undefined = contractFolder === undefined ? undefined : loadContract(contractFolder);

export interface Answer {
  readonly status: number;
  /** Parsed JSON, or the text when it is none; undefined for nothing. */
  readonly body: unknown;
}

export interface TestSandbox {
  readonly sandbox: JiraSandbox;
  /** Asks the devinfo API through the door of OAuth credentials; the path starts with `/bulk`, `/repository` … */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** Submits one repository, `r` unless it says otherwise. */
  readonly submit: (repository: Fields, request?: Fields) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

type Fields = Readonly<Record<string, unknown>>;

/** `stop` also expects that nothing broke the description; leave `contract` out where a test breaks it on purpose. */
export async function startTestSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await startJiraSandbox(options);
  const token = await requestToken(sandbox, sandbox.clientSecret);
  const { access_token: bearer } = token.body as { readonly access_token: string };
  const door = `${sandbox.url}/jira/devinfo/0.1/cloud/${sandbox.cloudId}`;

  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { authorization: `Bearer ${bearer}`, ...(body === undefined ? {} : json) };
    return fetchAnswer(`${door}${path}`, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  }

  return {
    sandbox,
    ask,
    submit: (repository, request = {}) =>
      ask('POST', '/bulk', { repositories: [{ ...repositoryFields, ...repository }], ...request }),
    async stop() {
      await sandbox.stop();
      sandbox.expectNoViolations();
    },
  };
}

/** Asks the platform API; the path starts after the version: `/issue/DEMO-1`. */
export type AskPlatform = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<Answer & { readonly headers: Headers }>;

/** Asks as somebody, the first person unless it says otherwise, with a token of the kind that says which door. */
export function platformOf(sandbox: JiraSandbox, accountId?: string, kind: TokenKind = 'api-token'): AskPlatform {
  const person = sandbox.people.find((one) => one.accountId === (accountId ?? sandbox.people[0]?.accountId));
  if (person === undefined) throw new Error(`There is nobody with the account id ${accountId}.`);
  const token = sandbox.tokenFor(person.accountId, kind);
  const pair = Buffer.from(`${person.email}:${token}`).toString('base64');
  const authorization = kind === 'personal-access-token' ? `Bearer ${token}` : `Basic ${pair}`;
  const doors: Readonly<Record<TokenKind, string>> = {
    'api-token': '/rest/api/3',
    'scoped-api-token': `/ex/jira/${sandbox.cloudId}/rest/api/3`,
    'personal-access-token': '/rest/api/2',
  };
  return async (method, path, body) => {
    const headers = { authorization, ...(body === undefined ? {} : json) };
    const sent = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(`${sandbox.url}${doors[kind]}${path}`, { method, headers, body: sent });
    return { ...(await answerOf(response)), headers: response.headers };
  };
}

const json = { 'content-type': 'application/json' };

export async function fetchAnswer(url: string, request?: RequestInit): Promise<Answer> {
  return answerOf(await fetch(url, request));
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  if (text === '') return { status: response.status, body: undefined };
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

export async function requestToken(sandbox: JiraSandbox, clientSecret: string): Promise<Answer> {
  const body = JSON.stringify({
    audience: 'api.atlassian.com',
    grant_type: 'client_credentials',
    client_id: sandbox.clientId,
    client_secret: clientSecret,
  });
  return fetchAnswer(`${sandbox.url}/oauth/token`, { method: 'POST', headers: json, body });
}

const repositoryFields = { id: 'r', name: 'repository', url: 'https://git.example.com/r', updateSequenceId: 1 };

/** A commit of DEMO-1 that Jira takes, unless `changes` break it. */
export function sentCommit(id: string, changes: Fields = {}) {
  return {
    id,
    displayId: id.slice(0, 7),
    message: `DEMO-1 ${id}`,
    author: { name: 'Ada', email: 'ada@example.com' },
    authorTimestamp: '2026-02-01T00:00:00Z',
    fileCount: 0,
    url: `https://git.example.com/r/${id}`,
    updateSequenceId: 1,
    ...('issueKeys' in changes ? {} : { associations: [{ associationType: 'issueIdOrKeys', values: ['DEMO-1'] }] }),
    ...changes,
  };
}

export function sentBranch(id: string, changes: Fields = {}) {
  const { associations: _associations, ...lastCommit } = sentCommit('abc');
  return {
    id,
    name: id,
    url: `https://git.example.com/r/branch/${id}`,
    updateSequenceId: 1,
    lastCommit: { ...lastCommit, issueKeys: ['DEMO-1'] },
    associations: [{ associationType: 'issueIdOrKeys', values: ['DEMO-1'] }],
    ...changes,
  };
}

export function sentPullRequest(id: string, changes: Fields = {}) {
  return {
    id,
    displayId: `#${id}`,
    title: `DEMO-1 pull request ${id}`,
    status: 'OPEN',
    author: { name: 'Ada' },
    commentCount: 0,
    sourceBranch: 'topic',
    destinationBranch: 'main',
    lastUpdate: '2026-02-01T00:00:00Z',
    url: `https://git.example.com/r/pull/${id}`,
    updateSequenceId: 1,
    associations: [{ associationType: 'issueIdOrKeys', values: ['DEMO-1'] }],
    ...changes,
  };
}

/** A document of Jira Cloud with one paragraph. */
export function paragraphOf(text: string) {
  return { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
}
