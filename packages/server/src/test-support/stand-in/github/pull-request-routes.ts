/** GitHub's API for pull requests: reading, opening, reviewing, merging. */

import { someone } from '../create-state.ts';
import { commitAt } from '../bare-git.ts';
import type { StandInAnswer, StandInCall } from '../family.ts';
import type { StandInPullRequest, StandInRepository } from '../state.ts';
import { invalid, refusal } from './access.ts';
import { labelEntry, pullRequestDetails, pullRequestEntry, reviewEntry, type Place } from './entries.ts';
import { unknownField } from './repository-routes.ts';
import { bodyOf, listAnswer, textsIn, type Routes } from './routes.ts';

const read = { permission: 'pull_requests=read', access: 'read' } as const;
const write = { permission: 'pull_requests=write', access: 'write' } as const;

type PullRequestHandler = (
  call: StandInCall,
  pullRequest: StandInPullRequest,
  place: Place,
) => StandInAnswer | Promise<StandInAnswer>;

export function addPullRequestRoutes({ onRepository }: Routes): void {
  const on = (method: string, rest: string, needs: typeof read | typeof write, handler: PullRequestHandler): void =>
    onRepository(method, `/pulls/:number${rest}`, needs, (call, repository, place) => {
      const found = numbered(call, repository);
      return found === undefined ? refusal(404, 'Not Found') : handler(call, found, place);
    });

  onRepository('GET', '/pulls', read, (call, repository, place) =>
    listAnswer(call, sorted(call, repository.pullRequests), (one) => pullRequestEntry(place, one)),
  );
  onRepository('POST', '/pulls', write, open);
  on('GET', '', read, (_call, pullRequest, place) => wholeAnswer(200, place, pullRequest));
  on('GET', '/reviews', read, (call, pullRequest, place) =>
    listAnswer(call, pullRequest.reviews, (review) => reviewEntry(place, pullRequest, review)),
  );
  on('POST', '/reviews', write, approve);
  on('POST', '/requested_reviewers', write, askReviewers);
  on('PUT', '/merge', write, merge);
  onRepository('POST', '/issues/:number/labels', write, async (call, repository, place) => {
    const found = numbered(call, repository);
    if (found === undefined) return refusal(404, 'Not Found');
    const wanted = textsIn(bodyOf(call)['labels']);
    // GitHub makes those that it does not know.
    repository.labels.push(...wanted.filter((name) => !repository.labels.includes(name)));
    const labels = [...new Set([...found.labels, ...wanted])];
    await call.standIn.updatePullRequest(found, { labels }, call.person);
    return { status: 200, json: labels.map((name) => labelEntry(place, repository, name)) };
  });
}

function numbered({ variables }: StandInCall, repository: StandInRepository): StandInPullRequest | undefined {
  return repository.pullRequests.find(({ number }) => String(number) === variables['number']);
}

function sorted({ query }: StandInCall, all: readonly StandInPullRequest[]): readonly StandInPullRequest[] {
  const state = query.get('state') ?? 'open';
  const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = (query.get('direction') ?? (key === 'createdAt' ? 'desc' : 'asc')) === 'desc' ? -1 : 1;
  return all
    .filter((one) => state === 'all' || (state === 'open') === (one.state === 'open'))
    .toSorted((a, b) => sign * (a[key].getTime() - b[key].getTime()));
}

function wholeAnswer(status: number, place: Place, pullRequest: StandInPullRequest): StandInAnswer {
  return { status, json: { ...pullRequestEntry(place, pullRequest), ...pullRequestDetails(place, pullRequest) } };
}

async function open(call: StandInCall, repository: StandInRepository, place: Place): Promise<StandInAnswer> {
  const { title, head, base, body, draft } = bodyOf(call);
  const source = String(head);
  const target = String(base);
  for (const [field, branch] of Object.entries({ head: source, base: target })) {
    if ((await commitAt(repository.folder, `refs/heads/${branch}`)) === undefined) {
      return unknownField('PullRequest', field);
    }
  }
  const isTaken = repository.pullRequests.some((one) => one.state === 'open' && one.source.branch === source);
  if (isTaken) {
    const message = `A pull request already exists for ${repository.owner.path}:${source}.`;
    return invalid([{ resource: 'PullRequest', code: 'custom', message }]);
  }
  if (draft === true && repository.own['noDrafts'] === true) {
    return refusal(422, 'Draft pull requests are not supported in this repository.');
  }
  const opened = await call.standIn.openPullRequest(repository, {
    title: String(title),
    description: typeof body === 'string' ? body : '',
    author: call.person ?? someone(call.state),
    source,
    target,
    isDraft: draft === true,
  });
  return wholeAnswer(201, place, opened);
}

async function askReviewers(call: StandInCall, pullRequest: StandInPullRequest, place: Place): Promise<StandInAnswer> {
  const logins = textsIn(bodyOf(call)['reviewers']);
  const people = logins.map((login) => call.state.people.find((person) => person.login === login));
  if (people.includes(pullRequest.author)) {
    return refusal(422, 'Review cannot be requested from pull request author.');
  }
  const known = people.filter((person) => person !== undefined);
  if (known.length < people.length) {
    return refusal(422, 'Reviews may only be requested from collaborators.');
  }
  const reviewers = [...new Set([...pullRequest.asked, ...known])];
  await call.standIn.updatePullRequest(pullRequest, { reviewers }, call.person);
  return { status: 201, json: pullRequestEntry(place, pullRequest) };
}

async function approve(call: StandInCall, pullRequest: StandInPullRequest, place: Place): Promise<StandInAnswer> {
  if (call.person === pullRequest.author) {
    return refusal(422, 'Unprocessable Entity', { errors: ['Can not approve your own pull request'] });
  }
  const review = await call.standIn.review(pullRequest, call.person ?? someone(call.state), 'approved');
  return { status: 200, json: reviewEntry(place, pullRequest, review) };
}

async function merge(call: StandInCall, pullRequest: StandInPullRequest): Promise<StandInAnswer> {
  const { sha, merge_method: method } = bodyOf(call);
  if (pullRequest.state !== 'open') return refusal(405, 'Pull Request is not mergeable');
  if (sha !== undefined && sha !== pullRequest.head) {
    return refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  const wanted = method === 'squash' || method === 'rebase' ? method : 'merge';
  try {
    await call.standIn.merge(pullRequest, call.person, wanted);
  } catch {
    return refusal(405, 'Pull Request has merge conflicts');
  }
  const json = { sha: pullRequest.mergeCommit, merged: true, message: 'Pull Request successfully merged' };
  return { status: 200, json };
}
