import { expect, it } from 'vitest';
import { roleByGroups } from './role-by-group.ts';

const roles = { administrators: ['ops'], managers: ['leads', 'ops'], members: ['staff'] };

it.each([
  [['ops', 'staff'], 'administrator'],
  [['leads'], 'manager'],
  [['staff'], 'member'],
  [['Staff'], undefined],
  [[], undefined],
] as const)('of %j is %s', (groups, role) => {
  expect(roleByGroups(groups, roles)).toBe(role);
});

it('may be given to everybody, but not taken for a group of that name', () => {
  expect(roleByGroups([], { ...roles, members: ['*'] })).toBe('member');
  expect(roleByGroups(['*'], roles)).toBeUndefined();
});
