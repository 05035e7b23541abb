/** What differs between Git services as far as the shared suite must know it. */

import type { FailureKind } from '@branchline/domain';
import type { Network } from '../../adapters/http-client/network.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { StandInFamily } from '../stand-in/family.ts';
import type { Fault } from '../stand-in/faults.ts';
import type { TokenWish } from '../stand-in/stand-in.ts';

export interface GitServiceFacts {
  readonly connector: (network: Network, clock: Clock) => GitServiceConnector;
  readonly family: StandInFamily;
  /** What a person enters for a stand-in at this address. */
  readonly settingsFor: (url: string) => Readonly<Record<string, unknown>>;
  /** May do everything. Its value looks as the service's own tokens do, and is marked: it must not appear anywhere. */
  readonly token: TokenWish;
  /** Tokens that lack something, and the names of the rights that `check` must miss. */
  readonly poorTokens: readonly PoorToken[];
  /** `check` knows when a token ends. */
  readonly tellsExpiry: boolean;
  /** Owners may lie in owners: `group/sub/app`. */
  readonly nestsOwners?: boolean;
  /** The list of one owner's repositories, as a custom path: `/orgs/team/repos`. */
  readonly ownerListPath: (owner: string) => string;
  /** Refusals of its own, beside those that are the same everywhere: rights, single sign-on, a secondary limit. */
  readonly refusals: readonly OwnRefusal[];
  /** The first page of pull requests has a validator, and nothing new costs next to nothing. */
  readonly validates: boolean;
  /** A path of a pull request template in the repository. */
  readonly templatePath: string;
  /** Of checks it tells how all stand together, and not how many there are. */
  readonly tellsOneCheck?: boolean;
  /** A label that does not exist is made when it is given to a pull request. */
  readonly makesLabels: boolean;
  readonly webhook: WebhookFacts;
  readonly pages: PageFacts;
}

export interface PoorToken {
  readonly token: TokenWish;
  readonly missing: readonly string[];
}

export interface OwnRefusal {
  /** `SSO is required` */
  readonly name: string;
  readonly fault: Extract<Fault, { kind: 'status' | 'html' }>;
  readonly kind: FailureKind;
  /** Seconds from now, when `retryAt` must be set. */
  readonly retryAfter?: number;
  /** Found in the message: the remedy. */
  readonly says?: RegExp;
}

export interface WebhookFacts {
  /** Headers without which a delivery proves nothing. */
  readonly proofHeaders: readonly string[];
  /** The proof is made over the body; false for a plain word in a header. */
  readonly signsBody: boolean;
  /** Deliveries carry a time, and old ones are refused. */
  readonly refusesOld: boolean;
  /** Its secret cannot be changed, so that setting it right makes it anew, under another id. */
  readonly isReplaced?: boolean;
  /** The header that names the event, and a value of it that nobody has heard of. */
  readonly unknownEvent: Readonly<Record<string, string>>;
}

/** Web pages behind the repository's own, with `{hash}`, `{branch}`, `{tag}`, `{path}`, `{base}`, `{head}`. */
export interface PageFacts {
  readonly commit: string;
  readonly branch: string;
  readonly tag: string;
  readonly file: string;
  readonly compare: string;
}
