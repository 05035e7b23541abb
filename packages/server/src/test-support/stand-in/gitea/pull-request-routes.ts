/** Pull requests, their reviews and their merging at the stand-ins of Gitea and Forgejo. */

import { commitAt } from '../bare-git.ts';
import type { StandInAnswer } from '../family.ts';
import type { StandInPerson, StandInPullRequest, StandInRepository } from '../state.ts';
import { bodyOf, listed, notFound, refusal, textOf, textsOf, type GiteaRoutes, type KnownCall } from './answers.ts';
import { pullRequestJson } from './pull-request-shape.ts';
import { labelId, requestJson, reviewJson } from './shapes.ts';

type PullRequestHandler = (call: KnownCall, pullRequest: StandInPullRequest) => StandInAnswer | Promise<StandInAnswer>;

const draftTitle = /^(?:WIP:|\[WIP\])/i;

export function addPullRequestRoutes({ onRepository }: GiteaRoutes): void {
  const onPullRequest = (
    method: string,
    pattern: string,
    access: 'read' | 'write',
    handler: PullRequestHandler,
  ): void => {
    onRepository(method, `/pulls/:number${pattern}`, { access }, (call, { pullRequests }) => {
      const found = pullRequests.find(({ number }) => String(number) === call.variables['number']);
      return found === undefined ? notFound(call) : handler(call, found);
    });
  };
  onRepository('GET', '/pulls', { access: 'read' }, (call, repository) => {
    // Without a commit there is no list either.
    if (repository.pushedAt === undefined) return notFound(call);
    return listed(call, wanted(call, repository), (one) => pullRequestJson(call.state, one, call.person));
  });
  onRepository('POST', '/pulls', { access: 'read' }, open);
  onPullRequest('GET', '', 'read', async ({ state, person }, pullRequest) => ({
    status: 200,
    json: await pullRequestJson(state, pullRequest, person),
  }));
  onPullRequest('PATCH', '', 'write', async (call, pullRequest) => {
    const title = textOf(bodyOf(call)['title']) || pullRequest.title;
    await call.standIn.updatePullRequest(pullRequest, { title, isDraft: draftTitle.test(title) }, call.person);
    return { status: 201, json: await pullRequestJson(call.state, pullRequest, call.person) };
  });
  onPullRequest('GET', '/reviews', 'read', (call, pullRequest) =>
    listed(call, reviewsOf(call, pullRequest), (one) => one, 'total'),
  );
  onPullRequest('POST', '/reviews', 'read', review);
  onPullRequest('POST', '/requested_reviewers', 'write', askReviewers);
  onPullRequest('POST', '/merge', 'write', merge);
}

function wanted({ query }: KnownCall, { pullRequests }: StandInRepository): readonly StandInPullRequest[] {
  const state = query.get('state') ?? 'open';
  const isWanted = (one: StandInPullRequest): boolean =>
    state === 'all' || (one.state === 'open') === (state === 'open');
  const byUpdate = query.get('sort') === 'recentupdate';
  const moment = (one: StandInPullRequest): number => (byUpdate ? one.updatedAt : one.createdAt).getTime();
  return pullRequests.filter(isWanted).toSorted((a, b) => moment(b) - moment(a));
}

function reviewsOf({ state }: KnownCall, pullRequest: StandInPullRequest) {
  const answered = new Set(pullRequest.reviews.map(({ person }) => person));
  return [
    ...pullRequest.asked.filter((person) => !answered.has(person)).map((one) => requestJson(state, pullRequest, one)),
    ...pullRequest.reviews.map((one) => reviewJson(state, pullRequest, one)),
  ];
}

async function open(call: KnownCall, repository: StandInRepository): Promise<StandInAnswer> {
  const body = bodyOf(call);
  const [source, target, title] = [textOf(body['head']), textOf(body['base']), textOf(body['title'])];
  const head = await commitAt(repository.folder, `refs/heads/${source}`);
  const base = await commitAt(repository.folder, `refs/heads/${target}`);
  if (head === undefined || base === undefined) return notFound(call);
  const sameBranch = source === target;
  if (sameBranch) return refusal(call, 422, 'Invalid PullRequest: There are no changes between the head and the base');
  const isThere = repository.pullRequests.some(
    (one) => one.state === 'open' && one.source.branch === source && one.targetBranch === target,
  );
  if (isThere) return refusal(call, 409, 'pull request already exists for these targets');
  const ids = Array.isArray(body['labels']) ? (body['labels'] as readonly unknown[]) : [];
  const pullRequest = await call.standIn.openPullRequest(repository, {
    title,
    description: textOf(body['body']),
    author: call.person,
    source,
    target,
    isDraft: draftTitle.test(title),
    // Ids it does not know are passed over.
    labels: repository.labels.filter((name) => ids.includes(labelId(name))),
  });
  return { status: 201, json: await pullRequestJson(call.state, pullRequest, call.person) };
}

async function review(call: KnownCall, pullRequest: StandInPullRequest): Promise<StandInAnswer> {
  const { event, body } = bodyOf(call);
  const verdicts = { APPROVED: 'approved', REQUEST_CHANGES: 'changes-requested', COMMENT: 'commented' } as const;
  const verdict = verdicts[event as keyof typeof verdicts];
  if (verdict === undefined) return refusal(call, 422, 'unknown event');
  const isOwn = verdict !== 'commented' && call.person === pullRequest.author;
  if (isOwn) return refusal(call, 422, 'approve your own pull is not allowed');
  const made = await call.standIn.review(pullRequest, call.person, verdict, textOf(body));
  return { status: 200, json: reviewJson(call.state, pullRequest, made) };
}

/** One who may not be asked prevents all. */
async function askReviewers(call: KnownCall, pullRequest: StandInPullRequest): Promise<StandInAnswer> {
  const people: StandInPerson[] = [];
  for (const login of textsOf(bodyOf(call)['reviewers'])) {
    const person = call.state.people.find((one) => one.login === login);
    if (person === undefined) return refusal(call, 404, `User '${login}' not exist`);
    if (person === pullRequest.author) return refusal(call, 422, "poster of pr can't be reviewer");
    people.push(person);
  }
  const reviewers = [...new Set([...pullRequest.asked, ...people])];
  await call.standIn.updatePullRequest(pullRequest, { reviewers }, call.person);
  return { status: 201, json: people.map((person) => requestJson(call.state, pullRequest, person)) };
}

async function merge(call: KnownCall, pullRequest: StandInPullRequest): Promise<StandInAnswer> {
  const body = bodyOf(call);
  const method = textOf(body['do'] ?? body['Do']);
  if (pullRequest.state === 'merged') return refusal(call, 405, 'The PR is already merged');
  if (pullRequest.state !== 'open') return notFound(call);
  if (pullRequest.isDraft) return refusal(call, 405, 'Work in progress PRs cannot be merged');
  if (method !== 'merge' && method !== 'squash' && method !== 'rebase') return refusal(call, 422, '[Do]: In');
  const expected = textOf(body['head_commit_id']);
  if (expected !== '' && expected !== pullRequest.head) return refusal(call, 409, 'head out of date');
  const isDone = await call.standIn.merge(pullRequest, call.person, method).then(
    () => true,
    () => false,
  );
  if (!isDone) return refusal(call, 409, 'merge failed because of conflict');
  const { source } = pullRequest;
  if (body['delete_branch_after_merge'] === true && source.repository !== undefined) {
    await call.standIn.setRef(source.repository, `refs/heads/${source.branch}`, undefined, call.person);
  }
  return { status: 200 };
}
