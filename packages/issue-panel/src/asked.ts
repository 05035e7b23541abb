/** What the host has of an answer that the panel shows once somebody looks for it. */

import type { Problem } from '@branchline/contract';

export type Asked<Value> =
  | { readonly state: 'loading' }
  | {
      readonly state: 'there';
      readonly value: Value;
      /** Asking again failed: what is shown is older. */
      readonly problem?: Problem | undefined;
      readonly onRetry?: () => void;
    }
  | { readonly state: 'problem'; readonly problem: Problem; readonly onRetry?: () => void };
