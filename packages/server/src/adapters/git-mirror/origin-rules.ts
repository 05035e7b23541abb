/** Under which rules git may speak to repositories' origins. */

import type { FindAddresses } from '../http-client/allowed-host.ts';

/** What the operator allows, and where files of one conversation may lie. */
export interface OriginRules {
  /** Repositories in folders of this machine are read only inside these. */
  readonly allowedFolders: readonly string[];
  /** Hosts in private networks and on this machine. */
  readonly allowPrivateHosts: boolean;
  /** Plain http, on which credentials can be overheard. */
  readonly allowHttp: boolean;
  /** Private keys and certificates lie here while git runs, readable by this account only. */
  readonly temporaryFolder: string;
  readonly answerScript: string;
  readonly findAddresses: FindAddresses;
  /** Says, once for each host, that its certificate is not verified. */
  warnOfTrust(host: string): void;
}
