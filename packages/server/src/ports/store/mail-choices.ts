/** The port to who wants no mails, and whom mails went to lately. */

import type { PersonId } from '@branchline/domain';

/** Somebody mails may go to: a person, or an address of which we know only a digest. */
export type MailRecipient =
  | { readonly kind: 'person'; readonly personId: PersonId }
  | { readonly kind: 'address'; readonly digest: string };

/** Choices and counts; no address is kept in readable form. */
export interface MailTable {
  refuses(recipient: MailRecipient): Promise<boolean>;
  setRefusal(recipient: MailRecipient, refuses: boolean): Promise<void>;
  /** How many mails went to an address since then. @param digest of the address */
  sentSince(digest: string, since: Date): Promise<number>;
  /** Also forgets what was sent more than a day before. */
  noteSent(digest: string, at: Date): Promise<void>;
}
