// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { IssueTab } from './issue-tabs.tsx';
import { IssueView, type IssueViewProps } from './issue-view.tsx';
import type { PanelAction } from './panel-action.ts';
import {
  exampleBranch,
  exampleCommit,
  exampleDevelopment,
  examplePullRequest,
  exampleRepository,
  exampleRollUp,
} from './test-support/examples.ts';
import { diff, usual } from './test-support/usual-view.ts';

afterEach(cleanup);

const hash = '0123456789abcdef0123456789abcdef01234567';
const problem = { type: 'unavailable', title: 'No answer', status: 503, detail: 'Because.', remedy: 'Do this.' };

function show(changes: Partial<IssueViewProps> = {}) {
  const acted: PanelAction[] = [];
  const view = render(<IssueView {...usual} onAct={(action) => void acted.push(action)} {...changes} />);
  return {
    acted,
    again: (more: Partial<IssueViewProps>) => view.rerender(<IssueView {...usual} {...changes} {...more} />),
  };
}

function withRepository(changes: Parameters<typeof exampleRepository>[0]) {
  return exampleDevelopment({ repositories: [exampleRepository(changes)] });
}

function Host(): ReactElement {
  const [tab, setTab] = useState<IssueTab>('activity');
  return <IssueView {...usual} tab={tab} onTabChange={setTab} />;
}

describe('the tabs', () => {
  it('are gone through by arrows, and opened by pressing one', () => {
    render(<Host />);
    const [activity, commits, , shipped] = screen.getAllByRole('tab');
    expect(activity?.getAttribute('aria-selected')).toBe('true');
    activity?.focus();
    fireEvent.keyDown(activity!, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(commits);
    expect(commits?.getAttribute('aria-selected')).toBe('false');
    fireEvent.keyDown(commits!, { key: 'End' });
    expect(document.activeElement).toBe(shipped);
    fireEvent.keyDown(shipped!, { key: 'ArrowRight' });
    expect(document.activeElement).toBe(activity);
    fireEvent.click(shipped!);
    expect(screen.getByRole('tabpanel', { name: 'Shipped?' })).toBeTruthy();
    expect(screen.getByText('The one commit is in 4.1.0 and on main.')).toBeTruthy();
  });

  it('show an answer on its way, and what went wrong with what is there', () => {
    let asked = 0;
    const onRetry = () => void (asked += 1);
    const { again } = show({ tab: 'roll-up', rollUp: { state: 'loading' } });
    expect(screen.getByRole('tabpanel').querySelector('[aria-busy]')).toBeTruthy();
    again({ rollUp: { state: 'problem', problem, onRetry } });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(asked).toBe(1);
    again({ rollUp: { state: 'there', value: exampleRollUp(), problem, onRetry } });
    expect(screen.getByText('Do this.')).toBeTruthy();
    expect(screen.getByText(/1 commit changed 1 file in 1 repository/u)).toBeTruthy();
  });
});

describe('the head', () => {
  it('says what happened last and what is next, with the button for it', () => {
    const development = withRepository({ branches: [exampleBranch({ name: 'DEMO-1-x', ahead: 2 })] });
    const { acted } = show({ development });
    expect(screen.getByText('Ada committed “DEMO-1 Wait for the answer”')).toBeTruthy();
    const next = screen.getByText('DEMO-1-x has 2 commits and no pull request yet.').parentElement!;
    fireEvent.click(within(next).getByRole('button', { name: 'Create pull request' }));
    fireEvent.click(screen.getByRole('button', { name: 'Create branch' }));
    fireEvent.click(screen.getByRole('button', { name: 'Start work' }));
    expect(acted).toEqual([
      { kind: 'create-pull-request', repositoryId: 1, source: 'DEMO-1-x' },
      { kind: 'create-branch', repositoryId: undefined },
      { kind: 'start-work' },
    ]);
  });

  it('leads to where it has arrived once that is all there is', () => {
    const opened: IssueTab[] = [];
    show({ onTabChange: (tab) => void opened.push(tab) });
    fireEvent.click(screen.getByRole('button', { name: 'See where it has arrived' }));
    expect(opened).toEqual(['shipped']);
  });

  it('offers to begin where there is nothing', () => {
    show({ development: exampleDevelopment({ repositories: [] }) });
    expect(screen.getByText('Nothing has begun in git yet.')).toBeTruthy();
    expect(screen.getByText('Nothing names DEMO-1 yet')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Create branch' })).toBeTruthy();
  });
});

describe('what can be done at each row', () => {
  const branches = [exampleBranch({ name: 'new', ahead: 1 }), exampleBranch({ name: 'old', ahead: 0, merged: true })];
  const pullRequests = [
    examplePullRequest({ id: '12', label: '#12' }),
    examplePullRequest({ id: '13', label: '#13', isDraft: true }),
    examplePullRequest({ id: '14', label: '#14', state: 'merged' }),
  ];
  const named = () =>
    screen.queryAllByRole('button', { name: /Approve|Merge|Delete|from/u }).map(({ ariaLabel }) => ariaLabel);

  it('is what fits, told to the host with what it needs', () => {
    const { acted } = show({
      development: withRepository({ branches, pullRequests, pullRequestWord: 'Merge request' }),
    });
    expect(named().filter((label) => label !== null)).toEqual([
      'Approve #12',
      'Merge #12',
      'Approve #13',
      'Create merge request from new',
      'Delete branch old',
    ]);
    fireEvent.click(screen.getByRole('button', { name: 'Merge #12' }));
    fireEvent.click(screen.getByRole('button', { name: 'Delete branch old' }));
    expect(acted).toEqual([
      {
        kind: 'merge',
        repositoryId: 1,
        pullRequest: '12',
        label: '#12',
        title: 'DEMO-1 Wait for the answer',
        head: 'f'.repeat(40),
        source: 'DEMO-1-wait',
      },
      { kind: 'delete-branch', repositoryId: 1, name: 'old' },
    ]);
  });

  it.each([
    [{ createBranch: false, createPullRequest: false, browse: true }, []],
    [{ createBranch: true, createPullRequest: false, browse: true }, ['Delete branch old']],
    [
      { createBranch: false, createPullRequest: true, browse: true },
      ['Approve #12', 'Merge #12', 'Approve #13', 'Create pull request from new'],
    ],
  ])('is only what the project may do: %o', (may, expected) => {
    show({ development: withRepository({ branches, pullRequests, may }) });
    expect(named().filter((label) => label !== null)).toEqual(expected);
  });

  it('is nothing where the host does nothing', () => {
    show({ onAct: undefined, development: withRepository({ branches, pullRequests }) });
    expect(named()).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Start work' })).toBeNull();
  });
});

describe('children', () => {
  it('are asked for by the switch, and named', () => {
    const asked: boolean[] = [];
    const { again } = show({ onIncludeChildren: (include) => void asked.push(include) });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Include sub-tasks and child issues' }));
    expect(asked).toEqual([true]);
    const keys = Array.from({ length: 12 }, (_, index) => `DEMO-${index + 2}`);
    const commits = [exampleCommit({ ofIssues: ['DEMO-3'] })];
    const development = { ...withRepository({ commits }), children: { keys, because: null } };
    again({ development, includesChildren: true, linkTo: () => ({ href: '/issues/x' }) });
    expect(screen.getByText('With 12 child issues:')).toBeTruthy();
    expect(screen.getByText('and 2 more')).toBeTruthy();
    expect(screen.getAllByText('DEMO-3').map((each) => each.closest('a')?.getAttribute('href'))).toEqual([
      '/issues/x',
      '/issues/x',
    ]);
    expect(screen.getByTitle('Belongs to the child issue DEMO-3')).toBeTruthy();
  });

  it('say why there may be others, and that there are none', () => {
    const because = 'Jira did not answer.';
    const { again } = show({
      includesChildren: true,
      development: exampleDevelopment({ children: { keys: [], because } }),
    });
    expect(screen.getByText(because)).toBeTruthy();
    again({ development: exampleDevelopment({ children: { keys: [], because: null } }) });
    expect(screen.getByText('There are no child issues that you can see.')).toBeTruthy();
  });
});

describe('commits', () => {
  it('show their files, and the lines of one once it is unfolded', async () => {
    const asked: unknown[] = [];
    show({
      tab: 'commits',
      loadDiff: async (...question) => {
        asked.push(question);
        return diff;
      },
    });
    expect(asked).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: /wait\.ts/u }));
    expect(await screen.findByText(/after it/u)).toBeTruthy();
    const file = { path: 'src/wait.ts', previousPath: null };
    expect(asked).toEqual([[1, hash, file, { whitespace: 'show', context: 3 }]]);
    fireEvent.click(screen.getByRole('button', { name: /wait\.ts/u }));
    await waitFor(() => expect(screen.queryByText(/after it/u)).toBeNull());
  });

  it('say why the lines cannot be shown, and ask again', async () => {
    let rounds = 0;
    show({
      tab: 'commits',
      loadDiff: async () => {
        rounds += 1;
        if (rounds === 1) throw new Error('Broken.');
        return diff;
      },
    });
    fireEvent.click(screen.getByRole('button', { name: /wait\.ts/u }));
    expect(await screen.findByText('Error: Broken.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/after it/u)).toBeTruthy();
    expect(screen.queryByText('Error: Broken.')).toBeNull();
  });

  it.each([
    ['git has not its content', { canShowDiff: false }],
    ['it is binary', { files: [{ ...exampleCommit().files[0]!, linesAdded: null, linesRemoved: null }] }],
  ])('have nothing to unfold where %s', (_why, changes) => {
    show({
      tab: 'commits',
      development: withRepository({ commits: [exampleCommit(changes)] }),
      loadDiff: async () => diff,
    });
    expect(screen.queryByRole('button', { name: /wait\.ts/u })).toBeNull();
    expect(screen.getByText('wait.ts')).toBeTruthy();
  });

  it('lead to the pages that show them all, where one may look into the repository', () => {
    const many = { commits: [exampleCommit({ fileCount: 1002 })], commitCount: 9 };
    const linkTo: IssueViewProps['linkTo'] = ({ kind }) => ({ href: `/${kind}` });
    const { again } = show({ tab: 'commits', development: withRepository(many), linkTo });
    expect(screen.getByRole('link', { name: 'Show all 1,002 files' }).getAttribute('href')).toBe('/commit');
    expect(screen.getByRole('link', { name: 'All commits of this repository' }).getAttribute('href')).toBe('/commits');
    expect(screen.getByText('8 older commits not shown here')).toBeTruthy();
    const may = { createBranch: true, createPullRequest: true, browse: false };
    again({ development: withRepository({ ...many, may }) });
    expect(screen.queryByRole('link', { name: /all/iu })).toBeNull();
  });

  it('keep what is unfolded while another one comes', () => {
    const commits = Array.from({ length: 10 }, (_, index) => exampleCommit({ hash: `${index}`.repeat(40) }));
    const { again } = show({ tab: 'commits', development: withRepository({ commits, commitCount: 10 }) });
    const folds = () => document.querySelectorAll('details.bl-fold[open]').length;
    expect(folds()).toBe(10);
    const more = [exampleCommit({ hash: 'a'.repeat(40) }), ...commits];
    again({ development: withRepository({ commits: more, commitCount: 11 }) });
    expect(folds()).toBe(11);
  });

  it('say so where there are none', () => {
    show({ tab: 'commits', development: exampleDevelopment({ repositories: [] }) });
    expect(screen.getByText('No commit names this issue yet.')).toBeTruthy();
  });
});
