/** A house that runs smart commits at a Jira of its own: real git, real store, real adapter, a clock set by hand. */

import type { IssueKey, ProjectAction, ServicePerson, SmartCommitSettings } from '@branchline/domain';
import { Client } from 'pg';
import { saveAssociation } from '../features/associations/save-association.ts';
import { accountTokenPlace } from '../features/jira-sites/connect-jira.ts';
import type { SmartCommitRun } from '../ports/store/smart-commits.ts';
import { personOf } from './example-rows.ts';
import type { CommitOptions } from './git-playground.ts';
import { jiraAccountOf, readAtJira } from './jira-account.ts';
import { openRepositoryStory, type RepositoryStory } from './repository-story.ts';
import type { Connected, TestHouseOptions } from './test-house.ts';

/** Our account administers; Ada and Grace show their addresses. */
const people = [
  { accountId: 'service', name: 'Branchline Service', email: 'service@example.org' },
  { accountId: 'ada', name: 'Ada Lovelace', email: 'ada@example.org' },
  { accountId: 'grace', name: 'Grace Hopper', email: 'grace@example.org' },
] as const;

const everyPermission = [
  'BROWSE_PROJECTS',
  'ADD_COMMENTS',
  'WORK_ON_ISSUES',
  'TRANSITION_ISSUES',
  'ASSIGN_ISSUES',
  'EDIT_ISSUES',
];

/** Projects whose names, versions and workflows are easy and hard to hit. */
export const storyProjects = [
  {
    key: 'ABC',
    name: 'Alphabet',
    versions: [{ name: '1.2' }, { name: '2.0 beta' }, { name: '0.9', isArchived: true }],
  },
  { key: 'XYZ', name: 'Rest' },
  {
    key: 'FLOW',
    name: 'Flow',
    workflow: [
      { id: '1', name: 'Start progress', to: 'In Progress' },
      { id: '2', name: 'Start review', to: 'In Review' },
      { id: '3', name: 'Close issue', to: 'Closed', screen: [] },
      {
        id: '4',
        name: 'Resolve',
        to: 'Resolved',
        screen: [{ id: 'resolution', name: 'Resolution', required: true, choices: ['Done'] }],
      },
    ],
  },
] as const;

/** What an issue has, without ids and times. */
export interface IssueAtJira {
  readonly status: string;
  readonly assignee: string | undefined;
  readonly labels: readonly string[];
  readonly fixVersions: readonly string[];
  readonly affectedVersions: readonly string[];
  /** Text of each, with our last line. */
  readonly comments: readonly string[];
  readonly workLogs: readonly { readonly seconds: number; readonly text: string }[];
}

export interface SmartCommitStory extends RepositoryStory {
  readonly connected: Connected;
  /** Commits as Ada, now, unless told otherwise. */
  commit(
    message: string,
    options?: CommitOptions & { readonly files?: Readonly<Record<string, string>> },
  ): Promise<string>;
  /** Pushes as somebody, whom a webhook names; nobody says so when undefined. */
  pushAs(pusher: ServicePerson | undefined): Promise<void>;
  /** A new chapter: what ran before is not told any more, settings, rights and faults are as at the beginning. */
  begin(): Promise<void>;
  /** A key that nobody has used yet: `ABC-101`. */
  newIssue(project?: string): string;
  runs(): Promise<readonly SmartCommitRun[]>;
  /** Each run as `done`, `failed unreadable`. */
  ends(): Promise<readonly string[]>;
  /** The first line of each comment. */
  said(key: string): Promise<readonly string[]>;
  /** Each run as `ABC-1 comment done: Commented.`, the oldest first. */
  told(): Promise<readonly string[]>;
  issueAtJira(key: string): Promise<IssueAtJira>;
  set(settings: Partial<SmartCommitSettings>): Promise<void>;
  allow(actions: readonly ProjectAction[]): Promise<void>;
}

/** The account of Ada at the Git service, which has verified her address. */
export const ada: ServicePerson = { ...personOf('ada'), email: 'ada@example.org' };

/** One commit is there as history, and the repository is connected: everything that comes now is live. */
export async function openSmartCommitStory(options: TestHouseOptions = {}): Promise<SmartCommitStory> {
  const story = await openRepositoryStory({ people, projects: storyProjects, ...options });
  const { house, git } = story;
  await giveAccount(house);
  await house.store.smartCommits.saveChoice(house.siteId, undefined, { processor: 'branchline' });
  const at = new Date(house.clock.now().getTime() - 1000);
  await git.commit('ABC-1 #comment long before', { 'start.txt': 'start\n' }, { at });
  const connected = await story.connectAndIndex();
  await backdate(house.database.connectionString);
  const told: SmartCommitStory = { ...story, connected, ...writing(story, connected), ...looking(story) };
  await told.allow(['see', 'smart-commit']);
  return told;
}

type Writing = Pick<SmartCommitStory, 'commit' | 'pushAs' | 'allow' | 'set' | 'newIssue'>;

function writing(story: RepositoryStory, connected: Connected): Writing {
  const { house, git } = story;
  const { store, siteId } = house;
  const { integrationId, repositoryId } = connected;
  let changes = 0;
  let issues = 100;
  return {
    newIssue(project = 'ABC') {
      issues += 1;
      return `${project}-${issues}`;
    },
    async commit(message, { files, ...who } = {}) {
      changes += 1;
      const author = { author: 'Ada Lovelace', email: 'ada@example.org', at: house.clock.now() };
      return git.commit(message, files ?? { [`${changes}.txt`]: `${changes}\n` }, { ...author, ...who });
    },
    async pushAs(pusher) {
      const before = (await store.repositories.heads(repositoryId)).find(({ ref }) => ref === 'refs/heads/main')?.hash;
      const head = (await git.git('rev-parse', 'HEAD')) as NonNullable<typeof before>;
      const receivedAt = house.clock.now();
      if (pusher !== undefined) await store.gitPushes.note(repositoryId, [{ head, before, pusher, receivedAt }]);
      await story.pushAndLook(connected);
    },
    async allow(actions) {
      const place = { jiraSiteId: siteId, integrationId, repositoryId: undefined };
      await saveAssociation(house, { ...place, projects: 'all', actions });
      await story.finishJobs();
    },
    async set(settings) {
      await store.smartCommits.saveChoice(siteId, undefined, { processor: 'branchline', ...settings });
    },
  };
}

type Looking = Pick<SmartCommitStory, 'begin' | 'runs' | 'ends' | 'told' | 'said' | 'issueAtJira'>;

function looking({ house }: RepositoryStory): Looking {
  const { store, siteId, jira } = house;
  let before = 0;
  async function runs(): Promise<readonly SmartCommitRun[]> {
    return (await store.smartCommits.list({}, 1000)).filter(({ id }) => id > before).toReversed();
  }
  return {
    runs,
    async begin() {
      const [newest] = await store.smartCommits.list({}, 1);
      before = newest?.id ?? 0;
      jira.sandbox.faults.clear();
      jira.sandbox.permit(everyPermission);
      jira.sandbox.setTimeTracking({ hoursPerDay: 8, daysPerWeek: 5 });
      await store.smartCommits.saveChoice(siteId, undefined, { processor: 'branchline' });
    },
    async ends() {
      return (await runs()).map(({ state, reason }) => `${state} ${reason ?? ''}`.trim());
    },
    async told() {
      return (await runs()).map(({ key, command, state, message }) => `${key} ${command} ${state}: ${message}`);
    },
    async said(key) {
      return (await readIssue(jira.sandbox, key)).comments.map((text) => text.split('\n')[0] ?? '');
    },
    issueAtJira: (key) => readIssue(jira.sandbox, key),
  };
}

async function giveAccount({ store, secretBox, siteId, jira }: RepositoryStory['house']): Promise<void> {
  const account = jiraAccountOf(jira.sandbox, 'api-token');
  if (!('token' in account)) throw new Error('An account without a token.');
  const sealedToken = secretBox.seal(account.token, accountTokenPlace(siteId));
  await store.jiraSites.saveAccount(siteId, { kind: account.kind, email: people[0].email, sealedToken });
}

/** The database knows no clock but its own: it would say that everything was connected today. */
async function backdate(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(`update integrations set added_at = '2026-02-01'`);
  await client.end();
}

interface IssueFields {
  readonly fields: {
    readonly status: { readonly name: string };
    readonly assignee: { readonly accountId: string } | null;
    readonly labels: readonly string[];
    readonly fixVersions?: readonly { readonly name: string }[];
    readonly versions?: readonly { readonly name: string }[];
  };
}

async function readIssue(sandbox: Parameters<typeof readAtJira>[0], key: string): Promise<IssueAtJira> {
  const read = async <Shape>(path: string) => (await readAtJira(sandbox, 'api-token', path)) as Shape;
  const place = `/issue/${key as IssueKey}`;
  const { fields } = await read<IssueFields>(place);
  const { comments } = await read<{ comments: readonly { body: unknown }[] }>(`${place}/comment`);
  const { worklogs } = await read<{ worklogs: readonly { timeSpentSeconds: number; comment?: unknown }[] }>(
    `${place}/worklog`,
  );
  return {
    status: fields.status.name,
    assignee: fields.assignee?.accountId,
    labels: fields.labels,
    fixVersions: (fields.fixVersions ?? []).map(({ name }) => name),
    affectedVersions: (fields.versions ?? []).map(({ name }) => name),
    comments: comments.map(({ body }) => textOf(body)),
    workLogs: worklogs.map(({ timeSpentSeconds, comment }) => ({ seconds: timeSpentSeconds, text: textOf(comment) })),
  };
}

/** The words of a document, a line for each paragraph. */
function textOf(node: unknown): string {
  const { type, text, content = [] } = (node ?? {}) as { type?: string; text?: string; content?: readonly unknown[] };
  if (text !== undefined) return text;
  if (type === 'hardBreak') return '\n';
  const parts = content.map(textOf);
  return type === 'doc' ? parts.join('\n') : parts.join('');
}
