/** GitLab's answers about merge requests, and what is done to them. */

import { commitAt } from '../bare-git.ts';
import type { Router, StandInAnswer, StandInCall } from '../family.ts';
import type { StandInPullRequest, StandInRepository } from '../state.ts';
import { pipelineJson } from './pipeline-json.ts';
import { fieldOf, found, inMergeRequest, inProject, listed, refuse, textOf } from './answers.ts';
import { approversOf, mergeRequestJson, personJson, reviewerState } from './shapes.ts';

const one = '/api/v4/projects/:id/merge_requests/:iid';

export function addMergeRequestRoutes(router: Router): void {
  router.on('GET', '/api/v4/projects/:id/merge_requests', inProject('read', mergeRequests));
  router.on('POST', '/api/v4/projects/:id/merge_requests', inProject('write', open));
  router.on(
    'GET',
    one,
    inMergeRequest('read', ({ state }, request) =>
      found({ ...mergeRequestJson(state, request), head_pipeline: pipelineJson(state, request) }),
    ),
  );
  router.on(
    'GET',
    `${one}/reviewers`,
    inMergeRequest('read', (call, request) =>
      listed(call, request.asked, (person) => ({
        user: personJson(call.state, person),
        state: reviewerState(request, person),
        created_at: request.createdAt,
      })),
    ),
  );
  router.on(
    'GET',
    `${one}/approvals`,
    inMergeRequest('read', (call, request) => found(approvals(call, request))),
  );
  router.on('POST', `${one}/approve`, inMergeRequest('write', approve));
  router.on('PUT', `${one}/merge`, inMergeRequest('read', merge));
}

function mergeRequests(call: StandInCall, repository: StandInRepository): StandInAnswer {
  const { query, state } = call;
  const after = query.get('updated_after');
  const since = after === null ? 0 : Date.parse(after);
  const direction = query.get('sort') === 'asc' ? 1 : -1;
  const field = query.get('order_by') === 'updated_at' ? 'updatedAt' : 'createdAt';
  const all = repository.pullRequests
    .filter(({ updatedAt }) => updatedAt.getTime() >= since)
    .toSorted((a, b) => direction * (a[field].getTime() - b[field].getTime()));
  return listed(call, all, (request) => mergeRequestJson(state, request));
}

function approvals({ state, person }: StandInCall, request: StandInPullRequest): unknown {
  const approvers = approversOf(request);
  return {
    user_has_approved: approvers.some((approver) => approver === person),
    user_can_approve: request.author !== person,
    approved: approvers.length > 0,
    approved_by: approvers.map((approver) => ({ user: personJson(state, approver), approved_at: request.updatedAt })),
  };
}

async function open(call: StandInCall, repository: StandInRepository): Promise<StandInAnswer> {
  const { person, state, standIn } = call;
  const [source, target] = [textOf(call, 'source_branch'), textOf(call, 'target_branch')];
  if (person === undefined) return refuse(401, '401 Unauthorized');
  for (const name of [source, target]) {
    const isThere = (await commitAt(repository.folder, `refs/heads/${name}`)) !== undefined;
    if (!isThere) return refuse(400, [`The branch ${name} does not exist`]);
  }
  const twin = repository.pullRequests.find(
    (other) => other.state === 'open' && other.source.branch === source && other.targetBranch === target,
  );
  if (twin) return refuse(409, [`Another open merge request already exists for this source branch: !${twin.number}`]);
  const ids = numbersIn(fieldOf(call, 'reviewer_ids'));
  const [, prefix, title = ''] = /^(draft:\s*)?(.*)$/is.exec(textOf(call, 'title')) ?? [];
  const request = await standIn.openPullRequest(repository, {
    title,
    description: textOf(call, 'description'),
    author: person,
    source,
    target,
    isDraft: prefix !== undefined,
    reviewers: state.people.filter(({ id }) => ids.includes(id)),
    labels: [fieldOf(call, 'labels') ?? []].flat().map(String),
  });
  return found(mergeRequestJson(state, request), 201);
}

function numbersIn(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

async function approve(call: StandInCall, request: StandInPullRequest): Promise<StandInAnswer> {
  const { person } = call;
  const isAllowed = person !== undefined && person !== request.author && !approversOf(request).includes(person);
  if (!isAllowed) return refuse(401, '401 Unauthorized');
  await call.standIn.review(request, person, 'approved');
  return found(approvals(call, request), 201);
}

async function merge(call: StandInCall, request: StandInPullRequest): Promise<StandInAnswer> {
  const { person, state, standIn } = call;
  const { repository, source } = request;
  const sha = fieldOf(call, 'sha');
  const mayWrite = person !== undefined && (repository.access.get(person) ?? repository.standardAccess) !== 'read';
  if (!mayWrite) return refuse(401, '401 Unauthorized');
  if (request.state !== 'open' || request.isDraft) return refuse(405, '405 Method Not Allowed');
  if (sha !== undefined && sha !== request.head)
    return refuse(409, `SHA does not match HEAD of source branch: ${request.head}`);
  const method = fieldOf(call, 'squash') === true ? 'squash' : 'merge';
  const isDone = await standIn.merge(request, person, method).then(
    () => true,
    () => false,
  );
  if (!isDone) return refuse(422, 'Branch cannot be merged');
  if (fieldOf(call, 'should_remove_source_branch') === true && source.repository !== undefined) {
    await standIn.setRef(source.repository, `refs/heads/${source.branch}`, undefined, person);
  }
  return found(mergeRequestJson(state, request));
}
