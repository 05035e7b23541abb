import { describe, expect, it } from 'vitest';
import { includesRole, longestPassword, passwordProblem, roles, roleThroughToken, type Role } from './role.ts';

describe('roles', () => {
  it.each([
    ['administrator', ['administrator', 'manager', 'member']],
    ['manager', ['manager', 'member']],
    ['member', ['member']],
  ] as const)('%s may what %j may', (role, included) => {
    expect(roles.filter((needed) => includesRole(role, needed))).toEqual(included);
  });

  it.each([
    ['administrator', 'administer', 'administrator'],
    ['administrator', 'write', 'manager'],
    ['administrator', 'read', 'manager'],
    ['manager', 'administer', 'manager'],
    ['manager', 'write', 'manager'],
    ['member', 'administer', 'member'],
  ] as const)('of %s through a token to %s is %s', (role, scope, wanted: Role) => {
    expect(roleThroughToken(role, scope)).toBe(wanted);
  });
});

describe('a password', () => {
  it.each([
    ['eleven char', /11 characters; it needs at least 12/],
    ['x'.repeat(longestPassword + 1), /more than 256/],
    ['ababababababab', /different characters/],
    ['my-Ada@example.com-2026', /contains the name/],
  ])('"%.20s" is not taken', (password, words) => {
    expect(passwordProblem(password, 'ada@example.com')).toMatch(words);
  });

  it.each(['correct horse battery', '🐎🔋🪨✂️🐎🔋🪨✂️🐎🔋🪨✂️ok', 'x'.repeat(250) + 'abcde'])(
    '"%.20s" is',
    (password) => {
      expect(passwordProblem(password, 'ada@example.com')).toBeUndefined();
    },
  );
});
