/** How Gitea and Forgejo write people, repositories, reviews and webhooks as JSON. */

import {
  accessOf,
  fullNameOf,
  type StandInHook,
  type StandInOwner,
  type StandInPerson,
  type StandInPullRequest,
  type StandInRepository,
  type StandInReview,
  type StandInState,
} from '../state.ts';

type Json = Readonly<Record<string, unknown>>;

/** The services count in whole seconds. */
export function moment(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function personJson(state: StandInState, { id, login, name, email }: StandInPerson): Json {
  return {
    id,
    login,
    full_name: name,
    email,
    avatar_url: `${state.url}/avatars/${id}`,
    html_url: `${state.url}/${login}`,
    is_admin: false,
    active: true,
    visibility: 'public',
  };
}

function ownerJson(state: StandInState, { id, path, name, kind, members }: StandInOwner): Json {
  const [person] = members;
  if (kind === 'person' && person !== undefined) return personJson(state, person);
  return personJson(state, { id, login: path, name, email: '' });
}

export function organizationJson(state: StandInState, { id, path, name }: StandInOwner): Json {
  return { id, name: path, full_name: name, avatar_url: `${state.url}/avatars/${id}`, visibility: 'public' };
}

/** As this person sees it; payloads are written as nobody in particular. */
export function repositoryJson(state: StandInState, repository: StandInRepository, as?: StandInPerson): Json {
  const name = fullNameOf(repository);
  const access = accessOf(repository, as);
  return {
    id: repository.id,
    owner: ownerJson(state, repository.owner),
    name: repository.name,
    full_name: name,
    description: repository.description,
    empty: repository.pushedAt === undefined,
    private: repository.isPrivate,
    fork: repository.forkOf !== undefined,
    mirror: false,
    html_url: `${state.url}/${name}`,
    url: `${state.url}/api/v1/repos/${name}`,
    ssh_url: `git@git.example.com:${name}.git`,
    clone_url: `${state.url}/${name}.git`,
    default_branch: repository.defaultBranch,
    archived: repository.isArchived,
    has_pull_requests: true,
    created_at: moment(repository.createdAt),
    updated_at: moment(repository.updatedAt),
    permissions: {
      admin: access === 'admin',
      push: access === 'admin' || access === 'write',
      pull: access !== 'none',
    },
  };
}

const reviewStates = { approved: 'APPROVED', 'changes-requested': 'REQUEST_CHANGES', commented: 'COMMENT' } as const;

export function reviewJson(state: StandInState, pullRequest: StandInPullRequest, review: StandInReview): Json {
  const page = `${state.url}/${fullNameOf(pullRequest.repository)}/pulls/${pullRequest.number}`;
  return {
    id: review.id,
    user: personJson(state, review.person),
    team: null,
    state: reviewStates[review.verdict],
    body: review.text,
    commit_id: review.commit,
    stale: review.commit !== pullRequest.head,
    official: true,
    dismissed: false,
    comments_count: 0,
    submitted_at: moment(review.submittedAt),
    updated_at: moment(review.submittedAt),
    html_url: `${page}#issuecomment-${review.id}`,
    pull_request_url: page,
  };
}

/** Those who were asked and have not answered stand in the list of reviews, too. */
export function requestJson(state: StandInState, pullRequest: StandInPullRequest, person: StandInPerson): Json {
  const review = { id: person.id, person, verdict: 'commented', text: '', commit: pullRequest.head } as const;
  const json = reviewJson(state, pullRequest, { ...review, submittedAt: pullRequest.createdAt });
  return { ...json, state: 'REQUEST_REVIEW', commit_id: '', html_url: '' };
}

/** The secret is never told. */
export function hookJson(hook: StandInHook): Json {
  return {
    id: hook.id,
    type: hook.own['type'] ?? 'gitea',
    branch_filter: '',
    config: { url: hook.url, content_type: 'json' },
    events: hook.events,
    authorization_header: '',
    active: hook.isActive,
    created_at: moment(hook.createdAt),
    updated_at: moment(hook.updatedAt),
  };
}

/** Label ids are made from the name: nothing else of a label is kept. */
export function labelId(name: string): number {
  return Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 7);
}

export function labelJson(state: StandInState, place: string, name: string): Json {
  const id = labelId(name);
  return { id, name, color: '00aabb', description: '', exclusive: false, url: `${state.url}/api/v1${place}/${id}` };
}
