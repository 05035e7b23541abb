/** GitLab's protected branches. Tests put them into `repository.own['protected']`. */

import type { Router } from '../family.ts';
import { inProject, listed } from './answers.ts';

interface StandInRefAccess {
  readonly access_level: number | null;
  readonly user_id?: number;
  readonly group_id?: number;
}

export interface StandInProtectedBranch {
  readonly name: string;
  readonly push: readonly StandInRefAccess[];
  readonly merge: readonly StandInRefAccess[];
}

/** Reporters and guests are told as well: GitLab hides them from nobody who may read the code. */
export function addProtectionRoutes(router: Router): void {
  router.on(
    'GET',
    '/api/v4/projects/:id/protected_branches',
    inProject('read', (call, { own }) =>
      listed(call, (own['protected'] as readonly StandInProtectedBranch[] | undefined) ?? [], (each) => ({
        id: 1,
        name: each.name,
        push_access_levels: each.push.map(accessJson),
        merge_access_levels: each.merge.map(accessJson),
        allow_force_push: false,
        code_owner_approval_required: false,
      })),
    ),
  );
}

function accessJson(access: StandInRefAccess) {
  return { id: 1, access_level_description: 'Somebody', ...access };
}
