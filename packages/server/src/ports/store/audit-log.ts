/** The port to the audit log: who did what, to what, from where, and what came of it. */

/** `refused`: somebody was not allowed to. `failed`: it was tried and did not work. */
export type AuditResult = 'done' | 'refused' | 'failed';

export const auditResults: readonly AuditResult[] = ['done', 'refused', 'failed'];

/** Something that was done, or was to be done. Never holds a secret or what an issue says. */
export interface NewAuditEntry {
  /** `nameOfPrincipal` of whoever asked, or in whose name it was done; `byBranchline` when nobody was. */
  readonly who: string;
  /** Subject and deed in the house's words: `smart-commit/comment`, `identity/join`. */
  readonly what: string;
  /** What it was done to: `ABC-1`, `jira-site/1`, `person/7`. */
  readonly about: string;
  /** What led to it: a commit, an address, `api`. */
  readonly origin: string;
  readonly result: AuditResult;
  /** In words; may be empty. */
  readonly note: string;
}

/** The name of the house itself, for what it does without being asked by anybody at that moment. */
export const byBranchline = 'branchline';

/** A line of the log. */
export interface AuditEntry extends NewAuditEntry {
  readonly id: number;
  readonly at: Date;
}

/** Which lines; what is left out does not matter. */
export interface AuditFilter {
  readonly who?: string | undefined;
  /** A deed, or with a slash at its end all of a subject: `smart-commit/`. */
  readonly what?: string | undefined;
  readonly about?: string | undefined;
  readonly result?: AuditResult | undefined;
  /** From this moment on. */
  readonly since?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
  /** In what led to it and in the note, in any case. */
  readonly text?: string | undefined;
}

/** Lines of the log, and where the next begin. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Lines before this one are next; undefined at the end. */
  readonly next: number | undefined;
  /** When the oldest line was written that was looked at for a text; undefined when the page is full, or the last. */
  readonly lookedBackTo: Date | undefined;
}

/** The log. Lines are added in the transaction that does what they tell, and never changed. */
export interface AuditLogTable {
  add(entry: NewAuditEntry): Promise<void>;
  /** Newest first, those before `before`. */
  list(filter: AuditFilter, limit: number, before?: number): Promise<readonly AuditEntry[]>;
  /** As `list`, but with a text no further back than an answer comes soon: a page may have few lines, or none, and not be the last. */
  page(filter: AuditFilter, limit: number, before?: number): Promise<AuditPage>;
  /** What the things and people that lines name are called today; those that have no name, or are gone, are missing. */
  names(subjects: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Lines older than this. How many. */
  removeBefore(moment: Date): Promise<number>;
}
