import { describe, expect, it } from 'vitest';
import { commitEmailFrom, identityKey, type Identity } from './identity.ts';
import type { AtlassianAccountId, JiraSiteId } from './ids.ts';

describe('the address of a commit', () => {
  it.each([
    ['Ada@Example.ORG', 'ada@example.org'],
    [' ada@example.org ', 'ada@example.org'],
    ['<ada@example.org>', 'ada@example.org'],
    ['583231+octocat@users.noreply.github.com', '583231+octocat@users.noreply.github.com'],
    ['jürgen@bücher.example', 'jürgen@bücher.example'],
    ['ada@corp.local', 'ada@corp.local'],
    ['"a@b"@example.org', '"a@b"@example.org'],
  ])('%s is one', (text, email) => {
    expect(commitEmailFrom(text)).toBe(email);
  });

  it.each([
    ['', 'empty'],
    ['ada', 'no address'],
    ['@example.org', 'nobody at all'],
    ['ada@', 'nowhere'],
    ['ada@laptop', 'a machine by its bare name'],
    ['ada@.org', 'no domain'],
    ['ada@example.', 'no domain'],
    ['root@example.org', 'everybody'],
    ['noreply@github.com', 'every change made on web pages'],
    ['no-reply@example.org', 'a program'],
    ['ada@localhost.localdomain', 'every machine'],
    ['ada@laptop.(none)', 'what git makes up'],
    ['ada lovelace@example.org', 'with a blank'],
    ['ada\u202e@example.org', 'with a character that turns text around'],
    ['[REDACTED]', 'what GitLab hides'],
    [`${'a'.repeat(250)}@example.org`, 'too long'],
  ])('%s is none: %s', (text) => {
    expect(commitEmailFrom(text)).toBeUndefined();
  });
});

it('identities have the same key only when they are the same', () => {
  const identities: readonly Identity[] = [
    { kind: 'commit-email', email: 'a' },
    { kind: 'service-account', service: 'a', remoteId: '1' },
    { kind: 'service-account', service: 'a', remoteId: '2' },
    { kind: 'service-account', service: 'b', remoteId: '1' },
    { kind: 'jira-account', jiraSiteId: 1 as JiraSiteId, accountId: 'a' as AtlassianAccountId },
    { kind: 'jira-account', jiraSiteId: 2 as JiraSiteId, accountId: 'a' as AtlassianAccountId },
  ];
  expect(new Set(identities.map(identityKey)).size).toBe(identities.length);
  expect(identities.map(identityKey)).toEqual(identities.map((each) => identityKey({ ...each })));
});
