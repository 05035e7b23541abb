/** How connectors reach their services: each connection gets a client for its own address, certificates and allowance. */

import type { FailureKind, NetworkSettings } from '@branchline/domain';
import type { HttpClient } from './http-client.ts';
import type { AnswerHeaders } from './retry-after.ts';

/** Makes clients; built once, in compose.ts. */
export interface Network {
  client(wish: ClientWish): HttpClient;
}

export interface ClientWish {
  /** `GitLab`, for messages. */
  readonly name: string;
  /** Of the API, with its path and without a trailing slash. Requests go to this origin and nowhere else. */
  readonly baseUrl: string;
  readonly settings: NetworkSettings;
  /** See `ConnectionRequest`. */
  readonly budget: string;
  readonly for: 'person' | 'background';
  /** What an answer tells of the allowance; undefined where the service has none. */
  readonly readAllowance?: (headers: AnswerHeaders, now: Date) => Allowance | undefined;
  /** Sees refusals first: services hide limits and sign-in pages behind statuses of other meaning. */
  readonly judge?: (refusal: JudgedAnswer, now: Date) => Judgement | undefined;
}

/** How many requests are left. */
export interface Allowance {
  /** Services count some requests apart (`core`, `search`); `''` where there is one count. */
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAt: Date;
}

/** An answer outside 200–299, or one that should be JSON and is not. */
export interface JudgedAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** The beginning of the body. */
  readonly body: string;
}

export interface Judgement {
  readonly kind: FailureKind;
  /** Undefined: as the headers common to all services say. */
  readonly retryAt?: Date | undefined;
  /** A whole sentence with the remedy, put in front of what the service said; undefined: the ordinary sentence. */
  readonly sentence?: string | undefined;
}
