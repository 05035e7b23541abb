import { describe, expect, it } from 'vitest';
import type { AccountId } from './ids.ts';
import type { Principal } from './principal.ts';
import type { Role } from './role.ts';
import { allTopics, topicsFor } from './topic.ts';

const account = (role: Role): Principal => ({ kind: 'account', accountId: 1 as AccountId, role });

describe('topicsFor', () => {
  it('tells the access token and administrators of everything', () => {
    expect(topicsFor({ kind: 'administrator' }, allTopics)).toEqual(allTopics);
    expect(topicsFor(account('administrator'), allTopics)).toEqual(allTopics);
  });

  it('tells managers of everything but accounts and how people sign in', () => {
    const told = topicsFor(account('manager'), allTopics);
    expect(allTopics.filter((topic) => !told.includes(topic))).toEqual([
      'people',
      'audit-log',
      'accounts',
      'identity-providers',
    ]);
  });

  it('tells members of what every member may ask about', () => {
    expect(topicsFor(account('member'), allTopics)).toEqual(['issues', 'sign-in-ways', 'api-tokens', 'me']);
  });
});
