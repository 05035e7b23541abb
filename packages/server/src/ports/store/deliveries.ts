/** Requests at the trigger door, kept for 30 days. */
export interface Delivery {
  readonly id: number;
  readonly receivedAt: Date;
  /** What the caller named: a clone URL. */
  readonly about: string;
  readonly outcome: 'queued' | 'ignored';
  /** In words: which repositories were queued, or why it was ignored. */
  readonly note: string;
}

/** The log of the trigger door. */
export interface DeliveryTable {
  add(delivery: {
    readonly about: string;
    readonly outcome: Delivery['outcome'];
    readonly note: string;
  }): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<readonly Delivery[]>;
  removeBefore(moment: Date): Promise<number>;
}
