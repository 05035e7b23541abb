/** The projects and issues of the sandbox: which keys exist, what they are called, when they changed. */

import type { SandboxIssue, SandboxIssueRule, SandboxProject } from './project-options.ts';

/** An issue that exists. */
export interface KnownIssue {
  /** Jira's number, as text. */
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly status: string;
  readonly type: string;
  /** The key by which its parent was named: of a sub-task, or of an issue of an epic. */
  readonly parent: string | undefined;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A project that exists. */
export interface KnownProject extends SandboxProject {
  /** Jira's number, as text; it stays when the project is renamed. */
  readonly id: string;
}

/** What happened to an issue by a hand, not by being found on demand. */
export interface IssueChange {
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly issue: KnownIssue;
}

/** Projects and issues by key, number and former key. */
export interface Issues {
  projects(): readonly KnownProject[];
  /** By present key or number. */
  project(keyOrId: string): KnownProject | undefined;
  /** By key (any case) or number, made on demand where the rule says that it exists. */
  find(keyOrId: string): KnownIssue | undefined;
  /** Those that were made so far. */
  all(): Iterable<KnownIssue>;
  /** Creates an issue or changes what is named. */
  addIssue(issue: SandboxIssue): void;
  /** Something of the issue changed now. */
  change(id: string, changes?: Partial<Pick<KnownIssue, 'summary' | 'status'>>): void;
  deleteIssue(key: string): void;
  addProject(project: SandboxProject): void;
  moveIssue(from: string, to: string): void;
  renameProject(from: string, to: string): void;
  /** Calls for every change from now on. */
  listen(listener: (change: IssueChange) => void): void;
}

/** Whether it can only be a part of another issue. */
export function isSubTask({ type }: Pick<KnownIssue, 'type'>): boolean {
  return type === 'Sub-task';
}

/** Whether a project had this key before. A project that has it now is another one. */
function hadKey(key: string) {
  return ({ formerKeys = [] }: SandboxProject): boolean => formerKeys.includes(key);
}

const keyPattern = /^(\p{L}[\p{L}\p{Nd}_]{1,255})-\p{Nd}{1,255}$/u;
const firstId = 10_000;
const firstStatus = 'To Do';
const ordinaryType = 'Task';
const dayMilliseconds = 86_400_000;

interface IssueOptions {
  readonly projects?: readonly SandboxProject[];
  readonly issues?: SandboxIssueRule;
  readonly now?: () => Date;
}

/** Keeps the projects and issues a sandbox starts with. */
export function createIssues(options: IssueOptions): Issues {
  return new IssueBook(options);
}

class IssueBook implements Issues {
  readonly #rule: SandboxIssueRule;
  readonly #now: () => Date;
  /** Issues found on demand were there before anybody looked. */
  readonly #longAgo: Date;
  readonly #projects = new Map<string, KnownProject>();
  readonly #issueByKey = new Map<string, KnownIssue>();
  readonly #keyById = new Map<string, string>();
  readonly #movedTo = new Map<string, string>();
  readonly #deleted = new Set<string>();
  readonly #listeners: ((change: IssueChange) => void)[] = [];
  #projectCount = 0;

  constructor({ projects, issues, now }: IssueOptions) {
    this.#rule = issues ?? 'any-in-known-projects';
    this.#now = now ?? (() => new Date());
    this.#longAgo = new Date(this.#now().getTime() - dayMilliseconds);
    for (const project of projects ?? [{ key: 'DEMO', name: 'Demo' }]) this.addProject(project);
    if (typeof this.#rule !== 'string') for (const issue of this.#rule) this.#put(issue, this.#now());
  }

  projects(): readonly KnownProject[] {
    return [...this.#projects.values()];
  }

  project(keyOrId: string): KnownProject | undefined {
    return this.#projects.get(keyOrId) ?? this.projects().find(({ id }) => id === keyOrId);
  }

  find(keyOrId: string): KnownIssue | undefined {
    const key = this.#presentKey(this.#keyById.get(keyOrId) ?? keyOrId.toUpperCase());
    const known = this.#issueByKey.get(key);
    if (known !== undefined) return known;
    const project = keyPattern.exec(key)?.[1];
    if (project === undefined || typeof this.#rule !== 'string' || this.#deleted.has(key)) return undefined;
    if (this.#rule === 'any-in-known-projects' && !this.#projects.has(project)) return undefined;
    const summary = `Issue ${key} of ${this.#projects.get(project)?.name ?? project}`;
    return this.#put({ key, summary }, this.#longAgo);
  }

  all(): Iterable<KnownIssue> {
    return this.#issueByKey.values();
  }

  addIssue(issue: SandboxIssue): void {
    const kind = this.#issueByKey.has(issue.key) ? 'updated' : 'created';
    this.#deleted.delete(issue.key);
    this.#tell(kind, this.#put(issue, this.#now()));
  }

  change(id: string, changes: Partial<Pick<KnownIssue, 'summary' | 'status'>> = {}): void {
    const issue = this.find(id);
    if (issue === undefined) throw new Error(`There is no issue ${id}.`);
    const changed = { ...issue, ...changes, updatedAt: this.#now() };
    this.#issueByKey.set(issue.key, changed);
    this.#tell('updated', changed);
  }

  deleteIssue(key: string): void {
    const issue = this.find(key);
    if (issue === undefined) throw new Error(`There is no issue ${key}.`);
    this.#issueByKey.delete(issue.key);
    this.#deleted.add(issue.key);
    this.#tell('deleted', issue);
  }

  addProject(project: SandboxProject): void {
    const id = this.#projects.get(project.key)?.id ?? String(firstId + this.#projectCount++);
    this.#projects.set(project.key, { ...project, id });
  }

  moveIssue(from: string, to: string): void {
    const issue = this.find(from);
    if (issue === undefined) throw new Error(`There is no issue ${from}.`);
    this.#giveKey(issue, to);
  }

  renameProject(from: string, to: string): void {
    const project = this.#projects.get(from);
    if (project === undefined) throw new Error(`There is no project ${from}.`);
    const formerKeys = [...(project.formerKeys ?? []), from].filter((key) => key !== to);
    this.#projects.delete(from);
    this.#projects.set(to, { ...project, key: to, formerKeys });
    // Moved one by one, so that a former key that another project takes later still leads to its issue.
    const ofProject = [...this.#issueByKey.values()].filter(({ key }) => key.startsWith(`${from}-`));
    for (const issue of ofProject) this.#giveKey(issue, `${to}${issue.key.slice(from.length)}`);
  }

  listen(listener: (change: IssueChange) => void): void {
    this.#listeners.push(listener);
  }

  #put({ key, summary, status, type, parent }: SandboxIssue, at: Date): KnownIssue {
    const before = this.#issueByKey.get(key);
    const id = before?.id ?? String(firstId + this.#keyById.size);
    const issue: KnownIssue = {
      id,
      key,
      summary,
      status: status ?? before?.status ?? firstStatus,
      type: type ?? before?.type ?? ordinaryType,
      parent: parent ?? before?.parent,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    };
    this.#issueByKey.set(key, issue);
    this.#keyById.set(id, key);
    return issue;
  }

  #tell(kind: IssueChange['kind'], issue: KnownIssue): void {
    for (const listener of this.#listeners) listener({ kind, issue });
  }

  #presentKey(key: string): string {
    const next = this.#movedTo.get(key);
    if (next !== undefined) return this.#presentKey(next);
    const [project = '', number] = key.split('-');
    const renamed = number === undefined ? undefined : this.projects().find(hadKey(project));
    return renamed === undefined ? key : `${renamed.key}-${number}`;
  }

  #giveKey(issue: KnownIssue, to: string): void {
    this.#issueByKey.delete(issue.key);
    this.#movedTo.set(issue.key, to);
    this.#movedTo.delete(to);
    const moved = { ...issue, key: to, updatedAt: this.#now() };
    this.#issueByKey.set(to, moved);
    this.#keyById.set(issue.id, to);
    this.#tell('updated', moved);
  }
}
