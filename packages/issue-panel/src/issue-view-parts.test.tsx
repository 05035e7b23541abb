// @vitest-environment jsdom
import type { IssuePullRequestView } from '@branchline/contract';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { IssueView, type IssueViewProps } from './issue-view.tsx';
import {
  exampleDevelopment,
  exampleFile,
  examplePullRequest,
  exampleRepository,
  exampleRollUp,
  exampleShippedRepository,
  exampleShipping,
} from './test-support/examples.ts';
import { diff, usual } from './test-support/usual-view.ts';

afterEach(cleanup);

function show(changes: Partial<IssueViewProps>): void {
  render(<IssueView {...usual} {...changes} />);
}

describe('what is best done next', () => {
  const reviewers = [{ name: 'Bob', login: 'bob', webUrl: null, verdict: 'approved' as const }];
  const checks = { passed: 2, failed: 0, running: 0, webUrl: 'https://git.example.com/pull/12/checks' };

  function showWith(changes: Partial<IssuePullRequestView>): HTMLElement {
    const pullRequests = [examplePullRequest({ reviewers, ...changes })];
    show({
      onAct: () => undefined,
      development: exampleDevelopment({ repositories: [exampleRepository({ pullRequests })] }),
    });
    const [head] = screen.getAllByRole('banner');
    if (head === undefined) throw new Error('There is no head.');
    return head;
  }

  it('is to look at checks that failed, and not to merge', () => {
    const head = showWith({ checks: { ...checks, failed: 1, state: 'failed' } });
    expect(within(head).getByText('#12: 1 of 3 checks failed.')).toBeTruthy();
    expect(within(head).getByRole('link', { name: 'See checks' }).getAttribute('href')).toBe(checks.webUrl);
    expect(within(head).queryByRole('button', { name: 'Merge' })).toBeNull();
  });

  it('is to wait while they run, where the service has a page for them or not', () => {
    const head = showWith({ checks: { ...checks, running: 2, state: 'running', webUrl: null } });
    expect(within(head).getByText('#12 is approved; 2 of 4 checks running.')).toBeTruthy();
    expect(within(head).queryByRole('link')).toBeNull();
    expect(within(head).queryByRole('button', { name: 'Merge' })).toBeNull();
  });

  it('is to merge once they have passed', () => {
    const head = showWith({ checks: { ...checks, state: 'passed' } });
    expect(within(head).getByRole('button', { name: 'Merge' })).toBeTruthy();
  });
});

describe('the roll-up', () => {
  const files = [
    exampleFile({ path: 'src/wait.ts', people: ['Ada', 'Bob'] }),
    exampleFile({ path: 'logo.png', change: 'added', isBinary: true }),
  ];

  it('sums up, and unfolds a file to its commits and their lines', async () => {
    show({
      tab: 'roll-up',
      loadDiff: async () => diff,
      rollUp: { state: 'there', value: exampleRollUp({ files, unreadCommits: 2, fileCount: 7000 }) },
    });
    expect(screen.getByText(/^2 commits are missing here/u)).toBeTruthy();
    expect(screen.getByText('The first 2 of 7,000 files are shown.')).toBeTruthy();
    expect(screen.getByTitle('ada@example.com')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /wait\.ts/u }));
    fireEvent.click(screen.getByRole('button', { name: /01234567/u }));
    expect(await screen.findByText(/after it/u)).toBeTruthy();
  });

  it('is arranged, sorted and searched as one likes', () => {
    show({ tab: 'roll-up', rollUp: { state: 'there', value: exampleRollUp({ files }) } });
    fireEvent.click(screen.getByRole('button', { name: 'src/' }));
    expect(screen.queryByText('wait.ts')).toBeNull();
    fireEvent.change(screen.getByLabelText('Arrange files'), { target: { value: 'change' } });
    expect(screen.getByRole('button', { name: 'Added' })).toBeTruthy();
    expect(screen.getByText('wait.ts')).toBeTruthy();
    expect(screen.queryByRole('option', { name: 'By repository' })).toBeNull();
    fireEvent.change(screen.getByLabelText('Find files by path'), { target: { value: 'nowhere' } });
    expect(screen.getByText('No path holds “nowhere”.')).toBeTruthy();
  });

  it('draws only some lines of a long list', () => {
    const long = Array.from({ length: 5000 }, (_, index) => exampleFile({ path: `file-${index}.ts` }));
    show({ tab: 'roll-up', rollUp: { state: 'there', value: exampleRollUp({ files: long }) } });
    expect(screen.queryAllByRole('button', { name: /file-/u }).length).toBeLessThan(200);
    fireEvent.change(screen.getByLabelText('Find files by path'), { target: { value: 'file-499' } });
    expect(screen.getAllByRole('button', { name: /file-499/u })).toHaveLength(11);
  });

  it.each([
    [
      { commitCount: 0, files: [], people: [], repositories: [] },
      'No commit names this issue yet, so nothing has changed.',
    ],
    [{ files: [] }, 'These commits change no files: they are merges, or empty.'],
  ])('says why there is nothing: %#', (changes, words) => {
    show({ tab: 'roll-up', rollUp: { state: 'there', value: exampleRollUp(changes) } });
    expect(screen.getByText(words)).toBeTruthy();
  });
});

describe('Shipped?', () => {
  const missing = [
    { hash: 'a'.repeat(40), title: 'DEMO-1 one', webUrl: null },
    { hash: 'b'.repeat(40), title: 'DEMO-1 two', webUrl: null },
  ];

  it('names what is missing, with all hashes to copy', async () => {
    const copied: string[] = [];
    const branches = [{ name: 'main', isDefault: true, holds: 'some', count: 3, missing, webUrl: null }] as const;
    const repository = exampleShippedRepository({
      commitCount: 60,
      releasedCount: 0,
      tags: [],
      shippedIn: null,
      branches: branches.map((branch) => ({ ...branch, missing: [...branch.missing] })),
    });
    show({
      tab: 'shipped',
      onCopy: (text) => void copied.push(text),
      shipping: { state: 'there', value: exampleShipping({ repositories: [repository] }) },
    });
    expect(screen.getByText('57 of 60 commits are not on main yet.')).toBeTruthy();
    expect(screen.getByText('3 of 60')).toBeTruthy();
    expect(screen.getByText('57 commits are missing')).toBeTruthy();
    expect(screen.getByText('and 55 more')).toBeTruthy();
    expect(screen.getByText('No tag contains any of these commits yet.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Copy the hashes of the missing commits', hidden: true }));
    await waitFor(() => expect(copied).toEqual([`${'a'.repeat(40)}\n${'b'.repeat(40)}`]));
  });

  it('shows the first tags and the last, with those in between folded', () => {
    const tags = Array.from({ length: 9 }, (_, index) => ({
      name: `v${index}`,
      holds: 'all' as const,
      count: 1,
      missing: [],
      webUrl: null,
      at: '2026-03-09T11:00:00.000Z',
    }));
    const repositories = [exampleShippedRepository({ tags })];
    show({ tab: 'shipped', shipping: { state: 'there', value: exampleShipping({ repositories }) } });
    const fold = screen.getByText('Show 3 tags in between').closest('details')!;
    expect([...fold.querySelectorAll('code')].map(({ textContent }) => textContent)).toEqual(['v5', 'v6', 'v7']);
    expect(screen.getByText('v8')).toBeTruthy();
  });

  it('says what is not known, and what is kept back', () => {
    const withheld = [{ integrationId: 1, integrationName: 'x', because: 'Guarded.', remedy: 'Connect.' }];
    const repositories = [
      exampleShippedRepository({ knownAt: null, branches: [], tags: [], releasedCount: 0, shippedIn: null }),
    ];
    show({ tab: 'shipped', shipping: { state: 'there', value: exampleShipping({ repositories, withheld }) } });
    expect(screen.getByText('Branches and tags of this repository have not been read yet.')).toBeTruthy();
    expect(screen.getByText('Guarded. Connect.')).toBeTruthy();
  });
});
