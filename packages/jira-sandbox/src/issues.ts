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
}

const keyPattern = /^(\p{L}[\p{L}\p{Nd}_]{1,255})-\p{Nd}{1,255}$/u;
const firstId = 10_000;

export function createIssues(options: Pick<SandboxOptions, 'projects' | 'issues'>): Issues {
  const rule = options.issues ?? 'any-in-known-projects';
  const projects = new Map<string, SandboxProject>();
  const issueByKey = new Map<string, KnownIssue>();
  const keyById = new Map<string, string>();

  function addProject(project: SandboxProject): void {
    projects.set(project.key, project);
  }

  function addIssue({ key, summary, status = 'To Do' }: SandboxIssue): KnownIssue {
    const id = issueByKey.get(key)?.id ?? String(firstId + issueByKey.size);
    const issue = { id, key, summary, status };
    issueByKey.set(key, issue);
    keyById.set(id, key);
    return issue;
  }

  function find(keyOrId: string): KnownIssue | undefined {
    const key = keyById.get(keyOrId) ?? keyOrId.toUpperCase();
    const known = issueByKey.get(key);
    if (known !== undefined) return known;
    const project = keyPattern.exec(key)?.[1];
    if (project === undefined || typeof rule !== 'string') return undefined;
    if (rule === 'any-in-known-projects' && !projects.has(project)) return undefined;
    return addIssue({ key, summary: `Issue ${key} of ${projects.get(project)?.name ?? project}` });
  }

  for (const project of options.projects ?? [{ key: 'DEMO', name: 'Demo' }]) addProject(project);
  if (typeof rule !== 'string') for (const issue of rule) addIssue(issue);

  return {
    projects: () => [...projects.values()],
    project: (key) => projects.get(key),
    find,
    addIssue: (issue) => void addIssue(issue),
    addProject,
  };
}
