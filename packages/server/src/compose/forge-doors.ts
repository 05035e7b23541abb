/** What the doors of Forge need besides the rest: proof of who calls, and Jira as whoever sits at the screen sees it. */

import { createInvocationTokens } from '../adapters/forge-token/invocation-tokens.ts';
import { createHttpClient, type HttpClient, type HttpClientTools } from '../adapters/http-client/http-client.ts';
import { openJiraViewers } from '../adapters/jira/forge-viewer.ts';
import type { InvocationTokens } from '../ports/forge.ts';
import type { OpenJiraViewer } from '../ports/jira-site.ts';

export interface ForgeDoors {
  readonly invocationTokens: InvocationTokens;
  readonly openJiraViewer: OpenJiraViewer;
}

/** Forge waits five seconds for an answer to an event; a request for its keys is one part of that. */
const keysMilliseconds = 3000;
/** Forge waits 25 seconds for what somebody sees on their screen. */
const viewerMilliseconds = 8000;

/** @param keysUrl where Forge publishes its keys */
export function forgeDoors(keysUrl: string, tools: Pick<HttpClientTools, 'clock' | 'log' | 'sleep'>): ForgeDoors {
  const common = { ...tools, random: Math.random };
  const atlassian = { from: 'jira', name: 'Atlassian' } as const;
  const jira = { from: 'jira', name: 'Jira' } as const;
  const limits = { timeMilliseconds: viewerMilliseconds };
  return {
    invocationTokens: createInvocationTokens({
      keysUrl,
      http: createHttpClient({ ...common, side: atlassian, limits: { timeMilliseconds: keysMilliseconds } }),
      clock: tools.clock,
    }),
    openJiraViewer: openJiraViewers(askedOnce(createHttpClient({ ...common, side: jira, limits }))),
  };
}

/** Somebody waits: a pause before another try would outlast their patience, and Forge's. */
function askedOnce(http: HttpClient): HttpClient {
  return { ...http, ask: (request) => http.ask({ ...request, repeatable: false }) };
}
