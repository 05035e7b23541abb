/** GitHub's API for checks of a commit: runs of apps, and the combined status. */

import type { StandInCall } from '../family.ts';
import { checksAt, type StandInCheck } from '../checks.ts';
import { fullNameOf, type StandInRepository } from '../state.ts';
import { momentEntry, repositoryEntry, type Json, type Place } from './entries.ts';
import { refusal } from './access.ts';
import { listAnswer, type Routes } from './routes.ts';

const conclusions = { passed: 'success', failed: 'failure', skipped: 'skipped', running: null } as const;
const statuses = { passed: 'success', failed: 'failure', running: 'pending', skipped: 'success' } as const;

export function addCheckRoutes({ onRepository }: Routes): void {
  onRepository('GET', '/commits/:sha/check-runs', needs('checks'), (call, repository, place) =>
    listAnswer(
      call,
      wanted(call, repository, false),
      (check) => runEntry(place, repository, check),
      (runs, total) => ({ total_count: total, check_runs: runs }),
    ),
  );
  onRepository('GET', '/commits/:sha/status', needs('statuses'), (call, repository, place) => {
    const { sha = '' } = call.variables;
    if (!/^[0-9a-f]{40}$/.test(sha)) return refusal(422, `No commit found for SHA: ${sha}`);
    return listAnswer(
      call,
      wanted(call, repository, true),
      (check) => statusEntry(place, repository, check),
      (entries, total) => combined(place, repository, sha, entries, total),
    );
  });
}

function needs(permission: string) {
  return { permission: `${permission}=read`, access: 'read' } as const;
}

function wanted({ variables }: StandInCall, repository: StandInRepository, isStatus: boolean) {
  return checksAt(repository, variables['sha']).filter((check) => check.isStatus === isStatus);
}

function runEntry({ state, api, url }: Place, repository: StandInRepository, check: StandInCheck): Json {
  const isDone = check.state !== 'running';
  const name = fullNameOf(repository);
  const address = `${api}/repos/${name}/check-runs/${check.id}`;
  return {
    id: check.id,
    node_id: `CR_${check.id}`,
    head_sha: check.commit,
    external_id: '',
    url: address,
    html_url: `${url}/${name}/runs/${check.id}`,
    details_url: `${url}/${name}/runs/${check.id}`,
    status: isDone ? 'completed' : 'in_progress',
    conclusion: conclusions[check.state],
    started_at: momentEntry(state.clock.now()),
    completed_at: isDone ? momentEntry(state.clock.now()) : null,
    output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: `${address}/annotations` },
    name: check.name,
    check_suite: { id: 1 },
    app: null,
    pull_requests: [],
  };
}

function statusEntry({ state, api, url }: Place, repository: StandInRepository, check: StandInCheck): Json {
  const at = momentEntry(state.clock.now());
  return {
    url: `${api}/repos/${fullNameOf(repository)}/statuses/${check.commit}`,
    avatar_url: `${url}/avatars/1`,
    id: check.id,
    node_id: `SC_${check.id}`,
    state: statuses[check.state],
    description: null,
    target_url: null,
    context: check.name,
    created_at: at,
    updated_at: at,
  };
}

function combined(
  place: Place,
  repository: StandInRepository,
  sha: string,
  entries: readonly Json[],
  total: number,
): Json {
  const address = `${place.api}/repos/${fullNameOf(repository)}/commits/${sha}`;
  return {
    // GitHub calls it so where there is none, too.
    state: total > 0 && entries.every(({ state }) => state === 'success') ? 'success' : 'pending',
    statuses: entries,
    sha,
    total_count: total,
    repository: repositoryEntry(place, repository),
    commit_url: address,
    url: `${address}/status`,
  };
}
