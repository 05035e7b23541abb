import { describe, expect, it } from 'vitest';
import { placeFrom, unknownPlace } from './place.ts';

describe('placeFrom', () => {
  it('finds place, issue and project', () => {
    const extension = { type: 'jira:issueActivity', issue: { key: 'ABC-1', id: '10001' }, project: { key: 'ABC' } };
    expect(placeFrom({ moduleKey: 'git-activity', cloudId: 'x', extension })).toEqual({
      moduleKey: 'git-activity',
      module: 'activity',
      issueKey: 'ABC-1',
      projectKey: 'ABC',
    });
  });

  it('does without what Jira does not say', () => {
    expect(placeFrom({ moduleKey: 'git-admin' })).toMatchObject({ module: 'administration', issueKey: undefined });
    expect(placeFrom({ moduleKey: 'newer-place', extension: {} })).toMatchObject({
      moduleKey: 'newer-place',
      module: undefined,
    });
    expect(placeFrom('nonsense')).toEqual(unknownPlace());
    expect(placeFrom({ moduleKey: 'git-activity', extension: { issue: 'ABC-1' } })).toEqual(unknownPlace());
  });
});
