/** What a job does after a failure. */

/** The verdict. `pause` also pauses the integration or Jira site the failure came from. */
export type AfterFailure =
  | { readonly verdict: 'retry'; readonly at: Date }
  | { readonly verdict: 'give-up' }
  | { readonly verdict: 'pause' };
