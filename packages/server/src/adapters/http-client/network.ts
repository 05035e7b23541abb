/** How connectors reach their services: each connection gets a client for its own address, certificates and allowance. */

import type { NetworkSettings } from '@branchline/domain';
import type { HttpClient } from './http-client.ts';
import type { Allowance, JudgedAnswer, Judgement } from './judgement.ts';
import type { AnswerHeaders } from './retry-after.ts';

export type { Allowance, JudgedAnswer, Judgement } from './judgement.ts';

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
