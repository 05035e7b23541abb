/** What a connector tells the client about its service's own ways of counting and of refusing. */

import type { FailureKind } from '@branchline/domain';
import type { AnswerHeaders } from './retry-after.ts';

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
