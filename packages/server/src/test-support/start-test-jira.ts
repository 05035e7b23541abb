/** A Jira sandbox and our site adapter joined, with a clock set by hand; held against Atlassian's description when that is at hand. */

import { Secret, type JiraAccountCredential } from '@branchline/domain';
import { startJiraSandbox } from '@branchline/jira-sandbox';
import type { Contract, JiraSandbox, SandboxOptions } from '@branchline/jira-sandbox';
import { loadContract } from '@branchline/jira-sandbox/contract';
import { createHttpClient } from '../adapters/http-client/http-client.ts';
import type { HttpClientTools } from '../adapters/http-client/http-client.ts';
import { createJiraSite } from '../adapters/jira/create-jira-site.ts';
import { openJiraViewers } from '../adapters/jira/forge-viewer.ts';
import type { JiraLimits } from '../adapters/jira/limits.ts';
import type { RemoteLinkTable } from '../ports/store/remote-links.ts';
import type {
  DevelopmentInformation,
  JiraCredentials,
  JiraSite,
  JiraSiteSettings,
  JiraViewer,
} from '../ports/jira-site.ts';

export interface TestJiraOptions extends Omit<SandboxOptions, 'limits'> {
  /** Ours. */
  readonly limits?: Partial<JiraLimits>;
  /** Where links in issues are remembered; without it Jira Data Center gets none. */
  readonly remoteLinks?: RemoteLinkTable;
  readonly httpLimits?: NonNullable<HttpClientTools['limits']>;
  /** Ours, when it is to differ from the sandbox's. */
  readonly ourSecret?: string;
  /** False for tests that break Atlassian's description on purpose. */
  readonly judged?: boolean;
}

export interface TestJira {
  readonly sandbox: JiraSandbox;
  readonly site: JiraSite;
  /** The same site for an account too; `site` itself when there is none. */
  readonly siteFor: (account: JiraAccountCredential | undefined) => JiraSite;
  /** The same site with any credentials, and another memory of links when one is given. */
  readonly siteWith: (credentials: JiraCredentials, remoteLinks?: RemoteLinkTable) => JiraSite;
  /** Jira as whoever has this token of Forge sees it. */
  readonly viewerBy: (token: Secret) => JiraViewer;
  readonly settings: JiraSiteSettings;
  readonly development: DevelopmentInformation;
  /** Milliseconds of each pause that the client would have made; the clock went on by as much. */
  readonly pauses: readonly number[];
  /** Everything that was logged. */
  readonly logged: readonly unknown[];
  advance(milliseconds: number): void;
  stop(): Promise<void>;
}

/** Where Atlassian's descriptions lie; undefined when this machine has none. */
export const contractFolder = process.env['BRANCHLINE_CONTRACTS'];
const contract: Contract | undefined = contractFolder === undefined ? undefined : loadContract(contractFolder);

/** `stop` also expects that nothing broke the description. */
export async function startTestJira(options: TestJiraOptions = {}): Promise<TestJira> {
  const { limits, remoteLinks, ...ofSandbox } = options;
  let time = Date.parse('2026-03-01T12:00:00Z');
  const clock = { now: () => new Date(time) };
  const pauses: number[] = [];
  const logged: unknown[] = [];
  const note = (...line: unknown[]) => void logged.push(line);
  async function sleep(milliseconds: number): Promise<void> {
    pauses.push(milliseconds);
    time += milliseconds;
  }
  const judged = options.judged === false ? undefined : contract;
  const sandbox = await startJiraSandbox({ contract: judged, now: () => clock.now(), ...ofSandbox });
  const http = createHttpClient({
    side: { from: 'jira', name: 'Jira' },
    clock,
    log: { info: note, warn: note, error: note },
    random: () => 0.5,
    sleep,
    ...(options.httpLimits ? { limits: options.httpLimits } : {}),
  });
  const settings = { siteUrl: sandbox.siteUrl, cloudId: sandbox.cloudId, apiUrl: sandbox.url };
  const oauth = {
    clientId: sandbox.clientId,
    clientSecret: new Secret(options.ourSecret ?? sandbox.clientSecret),
  };
  const tools = {
    settings,
    http,
    clock,
    sleep,
    ...(limits ? { limits } : {}),
    ...(remoteLinks ? { remoteLinks } : {}),
  };
  const site = createJiraSite({ ...tools, credentials: { oauth, account: undefined } });
  const development = site.developmentInformation;
  if (development === undefined) throw new Error('The site offers no development information.');
  return {
    sandbox,
    site,
    siteFor: (account) =>
      account === undefined ? site : createJiraSite({ ...tools, credentials: { oauth, account } }),
    siteWith: (credentials, other) => createJiraSite({ ...tools, credentials, ...(other && { remoteLinks: other }) }),
    viewerBy: (token) => openJiraViewers(http)(settings, token),
    settings,
    development,
    pauses,
    logged,
    advance: (milliseconds) => void (time += milliseconds),
    async stop() {
      await sandbox.stop();
      sandbox.expectNoViolations();
    },
  };
}
