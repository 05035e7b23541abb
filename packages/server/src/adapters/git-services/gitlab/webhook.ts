/** Reads GitLab's webhooks: those of projects and groups, and the system hooks of a whole server. */

import { z } from 'zod';
import type {
  RepositoryHint,
  WebhookDescription,
  WebhookReader,
  WebhookReading,
  WebhookRequest,
} from '../../../ports/git-service/webhooks.ts';
import { pushIn } from './told-push.ts';
import { eventNameIn, payloadOf, rowsFromPayload, type Payload } from './payload-rows.ts';
import { stepsByHand } from './webhook-setup.ts';
import { verifyGitlab } from './webhook-signature.ts';

export const gitlabWebhook: WebhookReader = {
  // Gitea and Forgejo pretend to be GitHub and each other, and never to be GitLab.
  recognises: ({ headers }) => headers['x-gitlab-event'] !== undefined,
  verify: verifyGitlab,
  describe,
  read(request) {
    if (request.headers['x-gitlab-event'] === undefined) return ignored('It has no X-Gitlab-Event header.');
    const payload = payloadOf(request.body);
    if (payload === undefined) return ignored('The body is not a JSON object, as GitLab sends it.');
    return readingOf(payload);
  },
  readRows: ({ headers, body }) => (headers['x-gitlab-event'] === undefined ? undefined : rowsFromPayload(body)),
  manualSteps: (_settings, level) => stepsByHand(level),
};

function describe({ headers, body }: WebhookRequest): WebhookDescription {
  const named = headers['x-gitlab-event'] ?? '';
  // One header for everything a server tells about itself: the body says which.
  const inside = named === 'System Hook' ? eventNameIn(payloadOf(body)) : undefined;
  return {
    event: inside === undefined ? named : `${named} (${inside})`,
    // X-Gitlab-Event-UUID is no id of a delivery: events that follow from each other share it.
    deliveryId: headers['webhook-id'] ?? headers['idempotency-key'],
  };
}

function ignored(reason: string): WebhookReading {
  return { kind: 'ignore', reason };
}

function readingOf(payload: Payload): WebhookReading {
  const event = eventNameIn(payload);
  if (event === undefined) return ignored('The body does not say which event it is about.');
  const reader = Object.hasOwn(readers, event) ? readers[event] : undefined;
  if (reader !== undefined) return reader(payload);
  const reason = Object.hasOwn(needless, event) ? needless[event] : undefined;
  return ignored(reason ?? `Branchline has no use for "${event.slice(0, 100)}" events.`);
}

const Text = z.string().nullish().catch(undefined);
const Id = z.number().nullish().catch(undefined);
const Project = z.object({ id: Id, git_http_url: Text, path_with_namespace: Text }).nullish().catch(undefined);

const Pushed = z.object({ ref: z.string(), project_id: Id, project: Project });
const Updated = z.object({
  project_id: Id,
  project: Project,
  refs: z.array(z.string()).nullish(),
  changes: z.array(z.object({ ref: z.string() })).nullish(),
});
const Requested = z.object({
  project: Project,
  object_attributes: z.object({ iid: z.number(), target_project_id: Id, target: Project }),
});
const Noted = z.object({
  project_id: Id,
  project: Project,
  object_attributes: z.object({ noteable_type: z.string() }),
  merge_request: z.object({ iid: z.number(), target_project_id: Id, target: Project }).nullish(),
});
const Changed = z.object({ path_with_namespace: Text, old_path_with_namespace: Text, full_path: Text });

const readers: Readonly<Record<string, (payload: Payload) => WebhookReading>> = {
  push: readPush,
  tag_push: readPush,
  repository_update: readUpdate,
  merge_request: readMergeRequest,
  note: readNote,
  project_create: (payload) => discovery(payload, 'was made'),
  project_destroy: (payload) => discovery(payload, 'was deleted'),
  project_rename: (payload) => discovery(payload, 'was renamed'),
  project_transfer: (payload) => discovery(payload, 'was moved'),
  // Archiving and emptying come as this, beside every other setting.
  project_update: (payload) => discovery(payload, 'was changed'),
  group_rename: (payload) => discovery(payload, 'was renamed'),
  group_destroy: (payload) => discovery(payload, 'was deleted'),
  subgroup_destroy: (payload) => discovery(payload, 'was deleted'),
};

const ofPipelines = 'Pipelines and jobs change neither branches nor merge requests.';
const ofPeople = 'Who is a member of what is seen when the list of repositories is next looked through.';
const ofIssues = "GitLab's own issues are no part of what Jira is told.";

/** Events that need nothing, and why. */
const needless: Readonly<Record<string, string>> = {
  pipeline: ofPipelines,
  build: ofPipelines,
  deployment: 'Deployments change neither branches nor merge requests.',
  release: 'A release adds nothing to its tag, which is told by an event of its own.',
  issue: ofIssues,
  work_item: ofIssues,
  milestone: ofIssues,
  emoji: 'A reaction changes nothing that Branchline shows.',
  wiki_page: 'Wikis are not indexed.',
  feature_flag: 'Feature flags are not indexed.',
  vulnerability: 'Vulnerabilities are not indexed.',
  access_token: "A project's or group's token will expire soon. If it is ours, Branchline warns about it by itself.",
  group_create: 'A new group has no repositories yet.',
  subgroup_create: 'A new group has no repositories yet.',
  user_add_to_team: ofPeople,
  user_remove_from_team: ofPeople,
  user_update_for_team: ofPeople,
  user_add_to_group: ofPeople,
  user_remove_from_group: ofPeople,
  user_update_for_group: ofPeople,
};

function unreadable(event: string, problem: z.ZodError): WebhookReading {
  const [issue] = problem.issues;
  const place = issue?.path.join('.') ?? '';
  return ignored(`The ${event} event has another shape than GitLab's: "${place}" is missing or of another kind.`);
}

type ProjectHint = z.infer<typeof Project>;

/** Ids first; what is missing is missing in samples and very old servers only. */
function hintFrom(
  projects: readonly ProjectHint[],
  ...ids: readonly (number | null | undefined)[]
): RepositoryHint | undefined {
  const id = [...ids, ...projects.map((project) => project?.id)].find((one) => typeof one === 'number');
  const cloneUrl = projects
    .map((project) => project?.git_http_url)
    .find((one) => typeof one === 'string' && one !== '');
  const name = projects.map((project) => project?.path_with_namespace).find((one) => typeof one === 'string');
  if (id === undefined && typeof cloneUrl !== 'string') return undefined;
  return {
    remoteId: typeof id === 'number' ? String(id) : undefined,
    cloneUrl: cloneUrl ?? undefined,
    name: name ?? undefined,
  };
}

const nameless = ignored('The event does not say which project it is about.');

function readPush(payload: Payload): WebhookReading {
  const { success, data, error } = Pushed.safeParse(payload);
  if (!success) return unreadable('push', error);
  const repository = hintFrom([data.project], data.project_id);
  if (repository === undefined) return nameless;
  if (!data.ref.startsWith('refs/'))
    return ignored(`"${data.ref.slice(0, 200)}" is not the full name of a branch or tag.`);
  const push = pushIn(payload);
  const told = push === undefined ? {} : { push };
  return { kind: 'look', repository, scope: { kind: 'refs', names: [data.ref] }, ...told };
}

function readUpdate(payload: Payload): WebhookReading {
  const { success, data, error } = Updated.safeParse(payload);
  if (!success) return unreadable('repository_update', error);
  const repository = hintFrom([data.project], data.project_id);
  if (repository === undefined) return nameless;
  const refs = [...(data.changes ?? []).map(({ ref }) => ref), ...(data.refs ?? [])];
  const names = [...new Set(refs.filter((ref) => ref.startsWith('refs/')))];
  return { kind: 'look', repository, scope: names.length === 0 ? { kind: 'everything' } : { kind: 'refs', names } };
}

function readMergeRequest(payload: Payload): WebhookReading {
  const { success, data, error } = Requested.safeParse(payload);
  if (!success) return unreadable('merge request', error);
  const { iid, target, target_project_id: id } = data.object_attributes;
  return lookAtPullRequest(hintFrom([target, data.project], id), iid);
}

function readNote(payload: Payload): WebhookReading {
  const { success, data, error } = Noted.safeParse(payload);
  if (!success) return unreadable('comment', error);
  const { merge_request: request, object_attributes: note } = data;
  if (note.noteable_type !== 'MergeRequest' || !request) {
    return ignored('Only comments on merge requests are counted; this one is on something else.');
  }
  return lookAtPullRequest(
    hintFrom([request.target, data.project], request.target_project_id, data.project_id),
    request.iid,
  );
}

function lookAtPullRequest(repository: RepositoryHint | undefined, iid: number): WebhookReading {
  if (repository === undefined) return nameless;
  return { kind: 'look', repository, scope: { kind: 'pull-request', remoteId: String(iid) } };
}

function discovery(payload: Payload, happened: string): WebhookReading {
  const { data } = Changed.safeParse(payload);
  const name = data?.path_with_namespace ?? data?.full_path;
  const former = data?.old_path_with_namespace;
  const who = name === null || name === undefined ? 'A project or group' : `"${name.slice(0, 200)}"`;
  const from = former === null || former === undefined ? '' : ` (it was "${former.slice(0, 200)}")`;
  return { kind: 'discover', because: `${who} ${happened}${from}.` };
}
