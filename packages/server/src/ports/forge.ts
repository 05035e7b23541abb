/** The port from the doors of Forge to who proves that it is Forge that calls, and to what a site is told to do then. */

import type { AtlassianAccountId, IssueKey, JiraSiteId, Secret } from '@branchline/domain';
import type { JiraCheck } from './jira-site.ts';

/** What a genuine invocation token says. */
export interface ForgeInvocation {
  /** `ari:cloud:ecosystem::app/…`: one of those that were asked for. */
  readonly appId: string;
  /** `ari:cloud:ecosystem::installation/…`; another one after each installation. */
  readonly installationId: string;
  /** `PRODUCTION`, `STAGING` or `DEVELOPMENT`. */
  readonly environment: string;
  /** The Jira site; stays the same for ever. */
  readonly cloudId: string;
  /** Whoever sits at the screen; undefined for events and ticks. */
  readonly accountId: AtlassianAccountId | undefined;
  /** The issue on the screen. Says where somebody is, not what they may do. */
  readonly issueKey: IssueKey | undefined;
  /** Of the place in our manifest that led here. */
  readonly moduleKey: string | undefined;
}

/** What came of looking at a token. `because` is for the log, never for whoever asked. */
export type InvocationReading =
  | { readonly kind: 'genuine'; readonly invocation: ForgeInvocation }
  | { readonly kind: 'refused'; readonly because: string }
  /** Atlassian's keys cannot be had: nobody can tell. */
  | { readonly kind: 'unavailable'; readonly because: string };

/** Looks at the tokens that come with requests of Forge. */
export interface InvocationTokens {
  /** @param appIds those of our registered apps */
  read(token: string, appIds: ReadonlySet<string>): Promise<InvocationReading>;
  /** When a token that Forge handed over ends; undefined when it does not say. */
  expiryOf(token: Secret): Date | undefined;
}

/** What happens to a Jira site when our app comes, goes or changes; implemented by features/jira-sites. */
export interface SiteControl {
  /** Sends everything again with new numbers. */
  resend(id: JiraSiteId): Promise<unknown>;
  /** Goes on sending, unless a person stopped it. */
  goOn(id: JiraSiteId): Promise<unknown>;
  /** How many entries wait to be sent; undefined when there is no such site. */
  waiting(id: JiraSiteId): Promise<number | undefined>;
  /** Finds out anew what the credentials allow. @throws Failure when Jira cannot be asked */
  check(id: JiraSiteId): Promise<JiraCheck | undefined>;
}
