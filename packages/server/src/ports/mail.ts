/** The port to mails: plain text to one recipient. */

/** A mail to be sent. */
export interface OutgoingMail {
  /** An address alone, without a name. */
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

/** Sends mails. */
export interface Mail {
  /**
   * Resolves when the mail server has taken it.
   * @throws Failure (from `mail`) `rejected` when it never will, `unauthorized` when it refuses our account, else
   * `unavailable`
   */
  send(mail: OutgoingMail): Promise<void>;
}
