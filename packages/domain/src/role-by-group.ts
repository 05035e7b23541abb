/** Which role somebody has through the groups that an identity provider says they are in. */

import type { Role } from './role.ts';

/** Names of groups as the provider writes them; a star stands for everybody. */
export interface GroupRoles {
  readonly administrators: readonly string[];
  readonly managers: readonly string[];
  readonly members: readonly string[];
}

function isAmong(groups: readonly string[], wanted: readonly string[]): boolean {
  return wanted.includes('*') || groups.some((group) => wanted.includes(group));
}

/** The highest role of all groups; undefined for somebody who may not sign in at all. */
export function roleByGroups(groups: readonly string[], roles: GroupRoles): Role | undefined {
  if (isAmong(groups, roles.administrators)) return 'administrator';
  if (isAmong(groups, roles.managers)) return 'manager';
  return isAmong(groups, roles.members) ? 'member' : undefined;
}
