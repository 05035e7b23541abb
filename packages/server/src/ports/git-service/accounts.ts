/** How a Git service tells people apart, and how commits name them without their own addresses. */

import type { NoreplyForm, ServiceSettings } from '@branchline/domain';

/** The accounts of a service. */
export interface ServiceAccounts {
  /** Where they are, as `serviceAt` names it: the same for every integration with the same service. */
  service(settings: ServiceSettings): string;
  readonly noreply: NoreplyForm;
  /** For people who make a token of their own, so that what they do is done in their name. */
  readonly ownTokens?: {
    /** Where the service lets them. */
    page(settings: ServiceSettings): string;
    /** Which rights it needs: a whole sentence. */
    readonly rights: string;
  };
}
