/** Whoever is at a door, with what they brought along. */

import type { Principal } from '@branchline/domain';
import type { JiraViewer } from './jira-site.ts';

/** Somebody a door has let in. Lives as long as the request and is kept nowhere. */
export interface Caller {
  readonly principal: Principal;
  /** Jira as they see it, by the token that came with their request; undefined where none came. */
  readonly jiraViewer: JiraViewer | undefined;
  /** Came with a token that is for reading only. */
  readonly isReader?: boolean;
  /** Of the session by which an account came; undefined for tokens. */
  readonly sessionDigest?: string | undefined;
}

/** Holds the access token: sees everything, and brings nothing else along. */
export const administratorCaller: Caller = { principal: { kind: 'administrator' }, jiraViewer: undefined };
