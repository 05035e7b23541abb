import { describe, expect, it } from 'vitest';
import { exampleCommit, examplePullRequest, exampleRepository } from './test-support/examples.ts';
import { timeLineDays } from './time-line-days.ts';
import type { TimeLineEntry } from './time-line-days.ts';

function nameOf(entry: TimeLineEntry): string {
  return entry.kind === 'commit' ? entry.commit.hash : entry.pullRequest.id;
}

const at = (hash: string, authoredAt: string) => exampleCommit({ hash, authoredAt });

describe('timeLineDays', () => {
  it('puts the commits of all repositories in one line, the newest first', () => {
    const days = timeLineDays([
      exampleRepository({ id: 1, commits: [at('c', '2026-03-09T11:00:00Z'), at('a', '2026-01-01T11:00:00Z')] }),
      exampleRepository({ id: 2, commits: [at('d', '2026-03-09T12:00:00Z'), at('b', '2026-02-01T11:00:00Z')] }),
    ]);
    expect(days.map(({ day, entries }) => [day, entries.map(nameOf)])).toEqual([
      ['9 March 2026', ['d', 'c']],
      ['1 February 2026', ['b']],
      ['1 January 2026', ['a']],
    ]);
  });

  it('puts a pull request where it ended, and none that is open', () => {
    const pullRequests = [
      examplePullRequest({ id: 'open' }),
      examplePullRequest({ id: 'merged', state: 'merged', closedAt: '2026-03-09T11:30:00Z' }),
      examplePullRequest({ id: 'declined', state: 'declined', updatedAt: '2026-02-01T11:00:00Z' }),
    ];
    const commits = [at('b', '2026-03-09T12:00:00Z'), at('a', '2026-03-09T11:00:00Z')];
    expect(
      timeLineDays([exampleRepository({ commits, pullRequests })]).map(({ entries }) => entries.map(nameOf)),
    ).toEqual([['b', 'merged', 'a'], ['declined']]);
  });

  it('is empty where there are no commits', () =>
    expect(timeLineDays([exampleRepository({ commits: [] })])).toEqual([]));
});
