/** What a page says beside the fields: which service this is, and how its administrator makes a credential. */

import type { CredentialKind } from '@branchline/domain';

/** How a credential of one kind is made at the service. */
export interface CredentialGuide {
  /** What it is called there, in a sentence's case: `Personal access token`. */
  readonly title: string;
  /** Whole sentences, in order: where to click, and what to enter. */
  readonly steps: readonly string[];
  /** As the service names them, with what each is for. */
  readonly rights: readonly string[];
  /**
   * The page where it is made: a path below the address that people enter, or a whole address; undefined where there is
   * none to lead to.
   */
  readonly page: string | undefined;
}

/** A service in words and a mark. */
export interface ServiceGuide {
  /** One sentence for choosing it among others. */
  readonly about: string;
  /** An SVG path on a grid of 24, drawn with a line of 1.75 and no fill: ours, not the service's own logo. */
  readonly mark: string;
  /** For each kind of credential that the connector takes. */
  readonly credentials: Readonly<Partial<Record<CredentialKind, CredentialGuide>>>;
}
