/** The port to the machine around the program: what is installed, how much room there is, how files are kept. */

/** Free room on the disk below a folder. */
export interface DiskRoom {
  readonly folder: string;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** The file that holds the keys. */
export interface KeyFile {
  readonly path: string;
  /** Others than its owner may read it. */
  readonly isOpen: boolean;
  /** When it was last changed: its newest key is not younger than that. */
  readonly changedAt: Date;
}

/** The machine, asked anew each time. */
export interface Machine {
  /** Of Branchline and of Node.js. */
  readonly versions: { readonly branchline: string; readonly node: string };
  /** What `git --version` says. @throws Error when it cannot be run */
  gitVersion(): Promise<string>;
  /** What `ssh -V` says; undefined when there is none. */
  sshVersion(): Promise<string | undefined>;
  /** Below the data folder. @throws Error in words when the folder cannot be used */
  disk(): Promise<DiskRoom>;
  /** Undefined when the keys come from the environment. @throws Error when it cannot be looked at */
  keyFile(): Promise<KeyFile | undefined>;
}

/** How far another clock was from ours when it was last heard. */
export interface HeardClock {
  readonly host: string;
  /** Positive: theirs was ahead. Theirs counts in seconds, and the answer took its time. */
  readonly aheadMilliseconds: number;
  readonly at: Date;
}

/** What other machines said the time was, in passing. */
export interface HeardClocks {
  /** @param date the `Date` header of an answer; anything else is passed over */
  hear(host: string, date: string | undefined, now: Date): void;
  list(): readonly HeardClock[];
}

/** What came back when the program asked for itself at its public address. */
export type PublicAnswer =
  | { readonly outcome: 'answered'; readonly status: number; readonly body: string }
  /** Nothing came, in words. */
  | { readonly outcome: 'silent'; readonly because: string };

/** The program's own public address, seen from outside as far as one can from here. */
export interface PublicAddress {
  readonly url: string;
  /** Who can reach it by what its name leads to; undefined when the name leads nowhere. */
  reach(): Promise<'everybody' | 'own network' | 'this machine' | undefined>;
  /** Asks for a path below it, without following anywhere. */
  ask(path: string): Promise<PublicAnswer>;
}
