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
  const rule = options.issues ?? 'any-in-known-projects';
  const projects = new Map<string, SandboxProject>();
  const issueByKey = new Map<string, KnownIssue>();
  const keyById = new Map<string, string>();
  const movedTo = new Map<string, string>();

  function addProject(project: SandboxProject): void {
    projects.set(project.key, project);
  }

  function addIssue({ key, summary, status = 'To Do' }: SandboxIssue): KnownIssue {
    const id = issueByKey.get(key)?.id ?? String(firstId + keyById.size);
    const issue = { id, key, summary, status };
    issueByKey.set(key, issue);
    keyById.set(id, key);
    return issue;
  }

  function presentKey(key: string): string {
    const next = movedTo.get(key);
    if (next !== undefined) return presentKey(next);
    const [project = '', number] = key.split('-');
    const renamed = number === undefined ? undefined : [...projects.values()].find(hadKey(project));
    return renamed === undefined ? key : `${renamed.key}-${number}`;
  }

  function moveIssue(from: string, to: string): void {
    const issue = find(from);
    if (issue === undefined) throw new Error(`There is no issue ${from}.`);
    giveKey(issue, to);
  }

  function giveKey(issue: KnownIssue, to: string): void {
    issueByKey.delete(issue.key);
    movedTo.set(issue.key, to);
    movedTo.delete(to);
    issueByKey.set(to, { ...issue, key: to });
    keyById.set(issue.id, to);
  }

  function renameProject(from: string, to: string): void {
    const project = projects.get(from);
    if (project === undefined) throw new Error(`There is no project ${from}.`);
    const formerKeys = [...(project.formerKeys ?? []), from].filter((key) => key !== to);
    projects.delete(from);
    projects.set(to, { ...project, key: to, formerKeys });
    // Moved one by one, so that a former key that another project takes later still leads to its issue.
    const ofProject = [...issueByKey.values()].filter(({ key }) => key.startsWith(`${from}-`));
    for (const issue of ofProject) giveKey(issue, `${to}${issue.key.slice(from.length)}`);
  }

  function find(keyOrId: string): KnownIssue | undefined {
    const key = presentKey(keyById.get(keyOrId) ?? keyOrId.toUpperCase());
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
    moveIssue,
    renameProject,
  };
}
