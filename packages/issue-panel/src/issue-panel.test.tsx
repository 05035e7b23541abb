// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { IssueDevelopment } from '@branchline/contract';
import { IssuePanel } from './issue-panel.tsx';
import { ProblemView } from './problem-view.tsx';
import {
  exampleBranch,
  exampleCommit,
  exampleDevelopment,
  examplePullRequest,
  exampleRepository,
} from './test-support/examples.ts';

afterEach(cleanup);

const now = new Date('2026-03-10T12:00:00Z');

function show(development: IssueDevelopment): { readonly copied: string[]; readonly views: string[] } {
  const copied: string[] = [];
  const views: string[] = [];
  render(
    <IssuePanel
      development={development}
      now={now}
      onCopy={(text) => void copied.push(text)}
      onViewChange={(view) => void views.push(view)}
    />,
  );
  return { copied, views };
}

function withCommit(changes: Parameters<typeof exampleCommit>[0]): IssueDevelopment {
  return exampleDevelopment({ repositories: [exampleRepository({ commits: [exampleCommit(changes)] })] });
}

describe('IssuePanel', () => {
  it('sums up what there is in one sentence', () => {
    show(exampleDevelopment({ repositories: [exampleRepository({ branches: [exampleBranch()], commitCount: 1234 })] }));
    expect(screen.getByText('1,234 commits and 1 branch in 1 repository')).toBeTruthy();
    expect(screen.getByText('1,233 older commits not shown here')).toBeTruthy();
  });

  it('shows a commit with its author, exact time on hover, short hash and page', () => {
    show(exampleDevelopment());
    expect(screen.getByText('Ada').title).toBe('Ada <ada@example.com>');
    expect(screen.getByText('yesterday').title).toContain('9 March 2026');
    expect(screen.getByText('01234567').title).toBe('0123456789abcdef0123456789abcdef01234567');
    expect(screen.getByText('DEMO-1 Wait for the answer').closest('a')?.href).toBe(
      'https://git.example.com/commit/0123',
    );
    expect(screen.getByText('It came too late.')).toBeTruthy();
  });

  it('never links to an address that is not a web page', () => {
    show(withCommit({ webUrl: 'javascript:alert(1)' }));
    expect(screen.getByText('DEMO-1 Wait for the answer').closest('a')).toBeNull();
  });

  it('copies the whole hash and the branch name', async () => {
    const { copied } = show(exampleDevelopment({ repositories: [exampleRepository({ branches: [exampleBranch()] })] }));
    fireEvent.click(screen.getByRole('button', { name: 'Copy commit hash 01234567' }));
    fireEvent.click(screen.getByRole('button', { name: 'Copy branch name DEMO-1-wait' }));
    expect(copied).toEqual(['0123456789abcdef0123456789abcdef01234567', 'DEMO-1-wait']);
    await waitFor(() => expect(screen.getAllByRole('button', { name: 'Copied' })).toHaveLength(2));
  });

  it('says by which former key something names the issue', () => {
    const linkedAs = ['OLD-1'];
    const commits = [exampleCommit({ linkedAs })];
    const branches = [exampleBranch({ linkedAs })];
    const pullRequests = [examplePullRequest({ linkedAs: ['OLD-1', 'OLDER-1'] })];
    show(exampleDevelopment({ repositories: [exampleRepository({ commits, branches, pullRequests })] }));
    expect(screen.getAllByText('linked as OLD-1')).toHaveLength(2);
    expect(screen.getByText('linked as OLD-1 and OLDER-1')).toBeTruthy();
  });

  it('says what became of each command of a commit, and nothing where there is none', () => {
    const smartCommands = [
      { command: 'comment', issue: 'DEMO-1', state: 'done', message: 'Commented.' },
      { command: 'fly', issue: 'DEMO-1', state: 'failed', message: '"#fly" is no command.' },
      { command: 'time', issue: 'DEMO-1', state: 'skipped', message: '' },
    ] as const;
    const commits = [exampleCommit({ smartCommands: [...smartCommands] }), exampleCommit({ hash: 'f'.repeat(40) })];
    show(exampleDevelopment({ repositories: [exampleRepository({ commits })] }));
    const [list, ...others] = screen.getAllByRole('list', { name: 'Smart commits' });
    expect(others).toEqual([]);
    const lines = [...list!.children].map(({ textContent }) => textContent);
    expect(lines).toEqual(['#comment doneCommented.', '#fly failed"#fly" is no command.', '#time not run']);
  });

  it('says what is kept back, in place of saying that there is nothing', () => {
    const service = {
      integrationId: 1,
      integrationName: 'GitLab',
      because: 'GitLab is guarded.',
      remedy: 'Connect it.',
    };
    show(exampleDevelopment({ withheld: [service] }));
    expect(screen.getByText('GitLab is guarded. Connect it.')).toBeTruthy();
    expect(screen.getByText('1 commit in 1 repository')).toBeTruthy();
    cleanup();
    show(exampleDevelopment({ repositories: [], withheld: [service] }));
    expect(screen.getByText('GitLab is guarded. Connect it.')).toBeTruthy();
    expect(screen.queryByText(/Nothing names/)).toBeNull();
  });

  it('says where a commit has arrived', () => {
    show(withCommit({ tags: ['3.9.0', '3.9.1', '4.0.0'] }));
    expect(screen.getByText('on main')).toBeTruthy();
    expect(screen.getByText('in 3.9.0 and 2 later tags')).toBeTruthy();
  });

  it('says nothing of later tags where there are none', () => {
    show(withCommit({ tags: ['3.9.0'], onDefaultBranch: false }));
    expect(screen.getByText('in 3.9.0')).toBeTruthy();
    expect(screen.queryByText('on main')).toBeNull();
  });

  it('lists files with lines, renames and what is binary', () => {
    const files = [
      { path: 'new/name.ts', previousPath: 'old/name.ts', change: 'renamed', linesAdded: 0, linesRemoved: 3 },
      { path: 'logo.png', previousPath: null, change: 'added', linesAdded: null, linesRemoved: null },
    ] as const;
    show(withCommit({ files: [...files], fileCount: 1002, linesAdded: 5, linesRemoved: 12_345 }));
    expect(screen.getByText('1,002 files')).toBeTruthy();
    expect(screen.getByText('−12,345')).toBeTruthy();
    expect(screen.getByText('was old/name.ts')).toBeTruthy();
    expect(screen.getByText('new/').className).toBe('bl-folder');
    expect(screen.getByText('binary')).toBeTruthy();
    expect(screen.getByText('and 1,000 more files')).toBeTruthy();
  });

  it.each([
    ['reading', 'Files are still being read'],
    ['unreadable', 'Git could not read the files of this commit'],
    ['read', 'No files of its own: a merge or an empty commit'],
  ] as const)('explains why there are no files: %s', (filesState, words) => {
    show(withCommit({ files: [], fileCount: 0, filesState }));
    expect(screen.getByText(words)).toBeTruthy();
  });

  it.each([
    [{ ahead: 2, behind: 1204 }, '2 ahead of, 1,204 behind main'],
    [{ ahead: 1, behind: 0 }, '1 ahead of main'],
    [{ ahead: 0, behind: 7 }, '7 behind main'],
    [{ ahead: 0, behind: 0, merged: true }, 'level with main'],
  ])('says how far a branch is from the default one: %o', (changes, words) => {
    show(exampleDevelopment({ repositories: [exampleRepository({ branches: [exampleBranch(changes)] })] }));
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.queryByText('merged') !== null).toBe('merged' in changes);
  });

  it('is a time line, and grouped by repository on a switch', () => {
    const other = exampleRepository({ id: 2, name: 'team/other' });
    const { views } = show(exampleDevelopment({ repositories: [exampleRepository(), other] }));
    expect(screen.getByRole('heading', { name: '9 March 2026' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Repositories' }));
    expect(screen.getByRole('heading', { name: 'team/other' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: '9 March 2026' })).toBeNull();
    expect(views).toEqual(['repositories']);
  });

  it('lists the tags that contain the work', () => {
    const tags = [{ name: 'v1', at: '2026-03-01T00:00:00Z', annotated: false, webUrl: null }];
    show(exampleDevelopment({ repositories: [exampleRepository({ tags })] }));
    const summary = screen.getByText(/1 tag contains/u);
    const list = within(summary.closest('details')!);
    expect(list.getByText('v1')).toBeTruthy();
    expect(list.getByText('light tag')).toBeTruthy();
  });

  it('tells an empty issue what to do next, and what is still being read', () => {
    const coverage = { repositories: 3, notYetIndexed: 1, failed: 2 };
    show(exampleDevelopment({ repositories: [], coverage }));
    expect(screen.getByText('Nothing names DEMO-1 yet')).toBeTruthy();
    expect(screen.getByText('git switch -c DEMO-1-short-description')).toBeTruthy();
    expect(screen.getByText('1 repository is still being indexed; there may be more soon.')).toBeTruthy();
    expect(screen.getByText('2 repositories could not be read; what is there is missing here.')).toBeTruthy();
  });

  it('says who can help where no repository is connected', () => {
    show(exampleDevelopment({ repositories: [], coverage: { repositories: 0, notYetIndexed: 0, failed: 0 } }));
    expect(screen.getByText(/No repository is connected/u)).toBeTruthy();
  });
});

describe('ProblemView', () => {
  it('shows cause and remedy, and the details to copy', () => {
    const copied: string[] = [];
    const problem = { type: 'unavailable', title: 'No answer', status: 503, detail: 'Because.', remedy: 'Do this.' };
    render(<ProblemView problem={problem} onCopy={(text) => void copied.push(text)} />);
    expect(screen.getByText('Because.')).toBeTruthy();
    expect(screen.getByText('Do this.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Copy the details', hidden: true }));
    expect(JSON.parse(copied[0] ?? '')).toEqual(problem);
  });
});

describe('pull requests', () => {
  const person = (login: string) => ({ name: login.toUpperCase(), login, webUrl: `https://git.example.com/${login}` });

  function withPullRequest(changes: Parameters<typeof examplePullRequest>[0] = {}): IssueDevelopment {
    const pullRequests = [examplePullRequest(changes)];
    return exampleDevelopment({
      repositories: [exampleRepository({ pullRequests, pullRequestCount: 1, pullRequestWord: 'Merge request' })],
    });
  }

  it('are summed up and headed in the word of their service', () => {
    show(withPullRequest());
    expect(screen.getByText('1 commit and 1 merge request in 1 repository')).toBeTruthy();
    const section = screen.getByRole('heading', { name: 'Open merge requests' }).closest('section')!;
    expect(within(section).getByText('#12').closest('a')?.href).toBe('https://git.example.com/pull/12');
    expect(within(section).getByRole('img', { name: 'Merge request' })).toBeTruthy();
  });

  it('say their state, draft, branches, fork and comments in words', () => {
    show(withPullRequest({ isDraft: true, fork: 'eve/code', commentCount: 3 }));
    for (const words of ['Open', 'Draft', 'DEMO-1-wait', 'into', 'main', 'from eve/code', '3 comments']) {
      expect(screen.getByText(words)).toBeTruthy();
    }
  });

  it('say what each reviewer said', () => {
    const reviewers = [
      { ...person('bob'), verdict: 'approved' as const },
      { ...person('eve'), verdict: 'changes-requested' as const },
      { ...person('zoe'), verdict: 'none' as const },
    ];
    show(withPullRequest({ reviewers }));
    const list = screen.getByRole('list', { name: 'Reviewers' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['BOB approved', 'EVE changes requested', 'ZOE waiting']);
    expect(within(list).getByText('BOB').closest('a')?.href).toBe('https://git.example.com/bob');
  });

  it('say how their checks stand, and lead to them', () => {
    const counts = { passed: 3, failed: 1, running: 0 };
    show(withPullRequest({ checks: { ...counts, state: 'failed', webUrl: 'https://git.example.com/pull/12/checks' } }));
    const words = screen.getByText('1 of 4 checks failed');
    expect(words.closest('a')?.href).toBe('https://git.example.com/pull/12/checks');
    cleanup();
    show(
      withPullRequest({
        checks: { ...counts, failed: 0, running: 2, state: 'running', webUrl: 'javascript:alert(1)' },
      }),
    );
    expect(screen.getByText('2 of 5 checks running').closest('a')).toBeNull();
    cleanup();
    show(withPullRequest({ checks: null }));
    expect(screen.queryByText(/check/u)).toBeNull();
  });

  it('that ended stand at their day, and are not drafts', () => {
    show(withPullRequest({ state: 'merged', isDraft: true, closedAt: '2026-03-09T09:00:00.000Z' }));
    expect(screen.queryByRole('heading', { name: 'Open merge requests' })).toBeNull();
    expect(screen.getByText('Merged')).toBeTruthy();
    expect(screen.queryByText('Draft')).toBeNull();
  });

  it('stand with their repository in the other arrangement', () => {
    show(withPullRequest({ isComplete: false, author: null }));
    fireEvent.click(screen.getByRole('button', { name: 'Repositories' }));
    expect(screen.getByText('unknown author')).toBeTruthy();
    expect(screen.getByText('Reviewers are still being read')).toBeTruthy();
  });
});
