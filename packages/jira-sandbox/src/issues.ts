/** The projects and issues of the sandbox: which keys exist, what they are called. */

import type { SandboxIssue, SandboxOptions, SandboxProject } from './options.ts';

export interface KnownIssue {
  /** Jira's number, as text. */
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly status: string;
}

export interface Issues {
  projects(): readonly SandboxProject[];
  project(key: string): SandboxProject | undefined;
  /** By key (any case) or number, made on demand where the rule says that it exists. */
  find(keyOrId: string): KnownIssue | undefined;
  addIssue(issue: SandboxIssue): void;
  addProject(project: SandboxProject): void;
  moveIssue(from: string, to: string): void;
  renameProject(from: string, to: string): void;
}

/** Whether a project had this key before. A project that has it now is another one. */
function hadKey(key: string) {
  return ({ formerKeys = [] }: SandboxProject): boolean => formerKeys.includes(key);
}

const keyPattern = /^(\p{L}[\p{L}\p{Nd}_]{1,255})-\p{Nd}{1,255}$/u;
const firstId = 10_000;

export function createIssues(options: Pick<SandboxOptions, 'projects' | 'issues'>): Issues {
  return new IssueBook(options);
}

class IssueBook implements Issues {
  readonly #rule: NonNullable<SandboxOptions['issues']>;
  readonly #projects = new Map<string, SandboxProject>();
  readonly #issueByKey = new Map<string, KnownIssue>();
  readonly #keyById = new Map<string, string>();
  readonly #movedTo = new Map<string, string>();

  constructor({ projects, issues }: Pick<SandboxOptions, 'projects' | 'issues'>) {
    this.#rule = issues ?? 'any-in-known-projects';
    for (const project of projects ?? [{ key: 'DEMO', name: 'Demo' }]) this.addProject(project);
    if (typeof this.#rule !== 'string') for (const issue of this.#rule) this.addIssue(issue);
  }

  projects(): readonly SandboxProject[] {
    return [...this.#projects.values()];
  }

  project(key: string): SandboxProject | undefined {
    return this.#projects.get(key);
  }

  find(keyOrId: string): KnownIssue | undefined {
    const key = this.#presentKey(this.#keyById.get(keyOrId) ?? keyOrId.toUpperCase());
    const known = this.#issueByKey.get(key);
    if (known !== undefined) return known;
    const project = keyPattern.exec(key)?.[1];
    if (project === undefined || typeof this.#rule !== 'string') return undefined;
    if (this.#rule === 'any-in-known-projects' && !this.#projects.has(project)) return undefined;
    this.addIssue({ key, summary: `Issue ${key} of ${this.#projects.get(project)?.name ?? project}` });
    return this.#issueByKey.get(key);
  }

  addIssue({ key, summary, status = 'To Do' }: SandboxIssue): void {
    const id = this.#issueByKey.get(key)?.id ?? String(firstId + this.#keyById.size);
    this.#issueByKey.set(key, { id, key, summary, status });
    this.#keyById.set(id, key);
  }

  addProject(project: SandboxProject): void {
    this.#projects.set(project.key, project);
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
    this.#issueByKey.set(to, { ...issue, key: to });
    this.#keyById.set(issue.id, to);
  }
}
