import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Account, HookEntry, PullRequestEntry, RepositoryEntry, RepositoryList, ReviewEntry } from './api.ts';
import { judge } from './judge.ts';
import { personFrom, pullRequestFrom } from './pull-requests.ts';
import { remoteRepositoryFrom } from './repositories.ts';

const folder = process.env['BRANCHLINE_CONTRACTS'];

function recorded(name: string): unknown {
  return JSON.parse(readFileSync(join(folder ?? '', 'payloads/github/api', name), 'utf8'));
}

interface Exchange {
  readonly path: string;
  readonly status: number;
  readonly response: unknown;
  readonly rawHeaders: readonly string[] | Readonly<Record<string, string>>;
}

describe.skipIf(folder === undefined)('recorded answers of GitHub (set BRANCHLINE_CONTRACTS to have them)', () => {
  it('tell a pull request, alone and in a list, in the same words', () => {
    const alone = pullRequestFrom(PullRequestEntry.parse(recorded('pull.go-scm.json')), []);
    const [listed] = z
      .array(PullRequestEntry)
      .parse(recorded('pulls.go-scm.json'))
      .map((entry) => pullRequestFrom(entry, undefined));
    expect(alone).toMatchObject({
      remoteId: '1347',
      title: 'new-feature',
      author: { login: 'octocat' },
      isComplete: true,
    });
    expect(listed).toMatchObject({
      remoteId: '1347',
      title: 'new-feature',
      author: { login: 'octocat' },
      isComplete: false,
    });
    expect(alone.source.branch).toBe('new-topic');
  });

  it('tell reviews', () => {
    const [review] = z.array(ReviewEntry).parse(recorded('pull-reviews.jx.json'));
    expect(review).toMatchObject({ user: { login: 'octocat' }, state: 'approved' });
  });

  it.each(['repos.go-scm.json', 'installation-repositories.go-scm.json'])(
    'tell repositories (%s), and keep them whole',
    (name) => {
      const list = RepositoryList.parse(recorded(name));
      expect(JSON.parse(JSON.stringify(list))).toEqual(recorded(name));
    },
  );

  it('tell a repository', () => {
    const entry = RepositoryEntry.parse(recorded('repo.go-scm.json'));
    expect(remoteRepositoryFrom(entry)).toEqual({
      remoteId: '1296269',
      name: 'octocat/Hello-World',
      cloneUrl: 'https://github.com/octocat/Hello-World.git',
      webUrl: 'https://github.com/octocat/Hello-World',
    });
  });

  it('tell who somebody is', () => {
    expect(personFrom(Account.parse(recorded('user.go-scm.json')))).toMatchObject({ remoteId: '1', login: 'octocat' });
  });

  it('tell webhooks', () => {
    expect(HookEntry.parse(recorded('hook.go-scm.json'))).toMatchObject({ id: 1, active: true });
    expect(z.array(HookEntry).parse(recorded('hooks.go-scm.json'))).not.toHaveLength(0);
  });

  it('say what was wrong', () => {
    const exchanges = recorded('http-recording.errors.octokit-fixtures.json') as readonly Exchange[];
    const refusal = exchanges.find(({ status }) => status === 422);
    const judgement = judge({ status: 422, headers: {}, body: JSON.stringify(refusal?.response) }, new Date());
    expect(judgement).toMatchObject({ kind: 'rejected', sentence: expect.stringContaining('invalid') });
  });
});
