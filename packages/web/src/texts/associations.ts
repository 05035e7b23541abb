/** Words about which Jira projects see and act on which repositories. */

import { counted, listed, numbered } from '@branchline/issue-panel';

interface KindCounts {
  readonly commits: number;
  readonly branches: number;
  readonly pullRequests: number;
}

function kinds({ commits, branches, pullRequests }: KindCounts): string {
  const parts = [
    ...(commits > 0 ? [counted(commits, 'commit', 'commits')] : []),
    ...(branches > 0 ? [counted(branches, 'branch', 'branches')] : []),
    ...(pullRequests > 0 ? [counted(pullRequests, 'pull request', 'pull requests')] : []),
  ];
  return parts.length === 0 ? 'nothing' : listed(parts);
}

export const associationTexts = {
  loading: 'Loading who sees it',
  noSite: {
    title: 'No Jira site is connected',
    text: 'Which projects see this is said for each Jira site. Connect one first; nothing leaves this server before.',
    action: 'Connect a Jira site',
  },
  form: (site: string) => `Projects of ${site}`,
  source: {
    legend: 'Whose projects',
    inherits: (integration: string) => `The same as ${integration}`,
    integration: 'its integration',
    inheritsHint: 'It follows whatever the integration says, now and later.',
    own: 'Projects of its own',
    ownHint: 'What the integration says does not matter here, whoever changes it.',
  },
  isIntegration: 'For all repositories of the integration that have no projects of their own.',
  nothingYet: 'Nothing was said here yet: no project sees it, and nothing is sent.',
  action: {
    all: 'See it and act on it',
    see: 'See commits, branches and pull requests',
    'create-branch': 'Create branches',
    'create-pull-request': 'Create pull requests',
    'smart-commit': 'Run smart commits',
  },
  reach: { all: 'All projects', chosen: 'Chosen projects', none: 'No project' },
  different: 'Different for each action',
  differentHint: 'Say for seeing, creating branches, creating pull requests and smart commits separately.',
  picker: {
    search: 'Find projects by key or name',
    placeholder: 'Key or part of a name',
    list: 'Projects of this site',
    loading: 'Loading projects',
    more: 'Show more projects',
    found: (count: number) => counted(count, 'project', 'projects'),
    nothing: 'No project matches.',
    chosen: (count: number) =>
      count === 0 ? 'No project is chosen yet.' : `${counted(count, 'project', 'projects')} chosen`,
    chosenList: 'Chosen projects',
    remove: (key: string) => `Take ${key} out`,
    add: (key: string) => `Add ${key}`,
    addHint: 'This site has not shown us a project with this key. It can be chosen all the same.',
    unknown:
      'Nobody could ask this site yet which projects it has: it needs an account or the Forge app. ' +
      'Type the keys of projects instead.',
    mistake: 'A key begins with a letter, and has letters, digits and underscores: ABC.',
  },
  preview: {
    title: 'What saving does',
    unchanged: 'Nothing is changed yet.',
    counting: 'Counting…',
    appear: (counts: KindCounts) => `${kinds(counts)} will appear in Jira`,
    vanish: (counts: KindCounts) => `${kinds(counts)} will vanish from Jira`,
    change: (counts: KindCounts) => `${kinds(counts)} will stay there with other issues`,
    nothing: 'Nothing comes to Jira, and nothing goes from it.',
    reach: (action: string, before: string, after: string) => `${action}: ${before} → ${after}`,
    table: 'By project',
    project: 'Project',
    appearing: 'Appear',
    vanishing: 'Vanish',
    more: (count: number) => `and ${counted(count, 'more project', 'more projects')}`,
    uncounted: (done: number, all: number) =>
      `Counted ${numbered(done)} of ${counted(all, 'repository', 'repositories')} before the time was up: it will be more.`,
    unknown: (keys: readonly string[]) =>
      keys.length === 1
        ? `Jira has no project ${keys[0]}, or does not show it to us.`
        : `Jira has no projects ${listed(keys)}, or does not show them to us.`,
  },
  projects: (projects: 'all' | readonly string[]) => {
    if (projects === 'all') return 'all projects';
    if (projects.length === 0) return 'no project';
    if (projects.length <= 3) return listed(projects);
    return counted(projects.length, 'project', 'projects');
  },
  save: 'Save projects',
  undo: 'Undo changes',
  saved: 'Saved. What appears is sent and what vanishes is taken back within moments.',
} as const;
