/** Statuses of a commit at the stand-ins of Gitea and Forgejo. */

import { checksAt, type StandInCheck } from '../checks.ts';
import { fullNameOf, type StandInRepository, type StandInState } from '../state.ts';
import { listed, type GiteaRoutes, type KnownCall } from './answers.ts';
import { repositoryJson } from './shapes.ts';

const words = { passed: 'success', failed: 'failure', running: 'pending', skipped: 'skipped' } as const;

export function addCheckRoutes({ onRepository }: GiteaRoutes): void {
  onRepository('GET', '/commits/:ref/status', { access: 'read' }, async (call, repository) => {
    const { ref = '' } = call.variables;
    const all = checksAt(repository, ref);
    const page = await listed(call, all, (check) => statusJson(call.state, repository, check), 'total');
    return { ...page, json: combined(call, repository, ref, { all, statuses: page.json }) };
  });
}

function combined(
  { state, person }: KnownCall,
  repository: StandInRepository,
  ref: string,
  { all, statuses }: { readonly all: readonly StandInCheck[]; readonly statuses: unknown },
): unknown {
  const address = `${state.url}/api/v1/repos/${fullNameOf(repository)}/commits/${ref}`;
  const worst = (['failed', 'running', 'passed'] as const).find((one) => all.some((check) => check.state === one));
  return {
    state: words[worst ?? 'running'],
    sha: ref,
    total_count: all.length,
    statuses,
    repository: repositoryJson(state, repository, person),
    commit_url: address,
    url: `${address}/status`,
  };
}

function statusJson({ url, clock }: StandInState, repository: StandInRepository, check: StandInCheck): unknown {
  const at = clock.now().toISOString();
  return {
    id: check.id,
    status: words[check.state],
    target_url: `${url}/${fullNameOf(repository)}/actions/runs/${check.id}`,
    description: '',
    url: `${url}/api/v1/repos/${fullNameOf(repository)}/statuses/${check.commit}`,
    context: check.name,
    created_at: at,
    updated_at: at,
  };
}
