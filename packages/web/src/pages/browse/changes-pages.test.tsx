// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exampleBranch, exampleBrowsed, exampleCommit } from '../../test-support/browse-examples.ts';
import { openApp } from '../../test-support/open-app.tsx';

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const hash = 'd'.repeat(40);
const parent = 'c'.repeat(40);
const repository = { 'GET /api/v1/browse/1': exampleBrowsed() };
const change = { path: 'src/a.ts', previousPath: null, change: 'modified', linesAdded: 1, linesRemoved: 1 };
const line = (kind: string, text: string, before: number | null, after: number | null) => ({
  kind,
  text,
  before,
  after,
  endsFile: false,
});
const diff = {
  path: 'src/a.ts',
  previousPath: null,
  isBinary: false,
  isCut: false,
  hunks: [
    {
      beforeStart: 1,
      beforeLines: 1,
      afterStart: 1,
      afterLines: 1,
      heading: '',
      lines: [line('removed', 'const a = 1;', 1, null), line('added', 'const a = 2;', null, 1)],
    },
  ],
};

function browsed(changes: object = {}, details: Parameters<typeof exampleCommit>[1] = {}) {
  return {
    repository: exampleBrowsed(),
    commit: hash,
    details: exampleCommit('d', { parents: [parent], ...details }),
    branches: ['main', 'feature/x'],
    tags: [],
    isContainedInMore: false,
    files: [change],
    isCut: false,
    ...changes,
  };
}

/** The tabs of the comparison; the navigation of all pages has names like theirs. */
function tabs() {
  return within(screen.getByRole('navigation', { name: 'What to look at' }));
}

function lines(): readonly string[] {
  return [...document.querySelectorAll('.bl-diff-line')].map((each) => each.textContent);
}

describe('the page of a commit', () => {
  const asked = `GET /api/v1/browse/1/commit?revision=${hash}`;
  const lineQuestion = `GET /api/v1/browse/1/diff?revision=${hash}&path=src%2Fa.ts&whitespace=show&context=3`;

  it('says what it is, whose, where it came from and has arrived, and shows what it changed', async () => {
    openApp(`/browse/1/commits/${hash}`, {
      ...repository,
      [asked]: browsed({}, { keys: [{ key: 'ABC-1', foundIn: 'title' }], webUrl: 'https://git.example.com/d' }),
      [lineQuestion]: diff,
    });
    expect(await screen.findByRole('heading', { name: 'Commit d' })).toBeTruthy();
    expect(screen.getByText('More of it.')).toBeTruthy();
    expect(screen.getByText('Ada Lovelace').title).toBe('ada@example.org');
    expect(screen.getByRole('link', { name: 'Parent cccccccc' }).getAttribute('href')).toBe(
      `/browse/1/commits/${parent}`,
    );
    expect(screen.getByRole('link', { name: 'ABC-1' }).getAttribute('href')).toBe('/issues/ABC-1');
    expect(screen.getByRole('link', { name: 'feature/x' }).getAttribute('href')).toBe('/browse/1?revision=feature%2Fx');
    expect(screen.getByText('In none yet')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Link “Commit d” with issues' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Files at this commit' }).getAttribute('href')).toBe(
      `/browse/1?revision=${hash}`,
    );
    await waitFor(() => expect(lines()).toEqual(['1−const a = 1;', '1+const a = 2;']));
    expect(screen.getByRole('link', { name: 'View file' }).getAttribute('href')).toBe(
      `/browse/1?revision=${hash}&path=src%2Fa.ts`,
    );
  });

  it('remembers how somebody likes to see changes', async () => {
    const page = { ...repository, [asked]: browsed(), [lineQuestion]: diff };
    openApp(`/browse/1/commits/${hash}`, page);
    fireEvent.click(await screen.findByRole('button', { name: 'Side by side' }));
    await waitFor(() => expect(document.querySelectorAll('.bl-pair')).toHaveLength(1));
    cleanup();
    openApp(`/browse/1/commits/${hash}`, page);
    await waitFor(() => expect(document.querySelectorAll('.bl-pair')).toHaveLength(1));
    cleanup();
    localStorage.setItem('branchline.diff-look', '{"layout":"round","wraps":');
    openApp(`/browse/1/commits/${hash}`, page);
    await waitFor(() => expect(lines()).toHaveLength(2));
  });

  it('names many branches only when asked, and says of a merge and of a first commit what they are', async () => {
    const branches = Array.from({ length: 100 }, (_nothing, index) => `branch-${index}`);
    openApp(`/browse/1/commits/${hash}`, {
      ...repository,
      [asked]: browsed({ branches, isContainedInMore: true, files: [] }, { parents: [parent, 'b'.repeat(40)] }),
    });
    expect(await screen.findByText(/^A merge/u)).toBeTruthy();
    expect(screen.getByText('92 and more')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'No file differs' })).toBeTruthy();
    cleanup();
    openApp(`/browse/1/commits/${hash}`, {
      ...repository,
      [asked]: browsed({ files: [], branches: [] }, { parents: [] }),
    });
    expect(await screen.findByText('None: the first of its history')).toBeTruthy();
    expect(screen.getByText('On none')).toBeTruthy();
    expect(screen.getByText('Linked with none that you may see')).toBeTruthy();
  });

  it('does not say that a commit is nowhere when git gave up looking', async () => {
    const branches = Array.from({ length: 9 }, (_nothing, index) => `branch-${index}`);
    openApp(`/browse/1/commits/${hash}`, {
      ...repository,
      [asked]: browsed({ branches: [], files: [], isContainedInMore: true }),
    });
    expect(await screen.findAllByText('Not known: git looked for 5 seconds without an end')).toHaveLength(2);
    expect(screen.queryByText('On none')).toBeNull();
    cleanup();
    openApp(`/browse/1/commits/${hash}`, { ...repository, [asked]: browsed({ branches, files: [] }) });
    expect(await screen.findByText('and 1 more')).toBeTruthy();
  });

  it('says that there is none of the hash, and what went wrong otherwise', async () => {
    openApp(`/browse/1/commits/${hash}`, { ...repository, [asked]: 404 });
    expect(await screen.findByRole('heading', { name: 'There is no such commit here' })).toBeTruthy();
    cleanup();
    openApp(`/browse/1/commits/${hash}`, { ...repository, [asked]: 503 });
    expect((await screen.findByRole('alert')).textContent).toContain('What to do.');
  });
});

describe('the page that compares', () => {
  const base = 'a'.repeat(40);
  const words = 'base=main&revision=feature%2Fx';
  const compared = (changes: object = {}) => ({
    repository: exampleBrowsed(),
    base,
    commit: hash,
    standing: { mergeBase: parent, ahead: 1200, behind: 2 },
    commits: [exampleCommit('d')],
    next: null,
    issues: [
      {
        key: 'ABC-1',
        commitCount: 2,
        issue: { summary: 'Slow start', type: 'Bug', status: 'Open', url: 'https://jira.example/browse/ABC-1' },
      },
      { key: 'XYZ-2', commitCount: 1, issue: null },
    ],
    people: [{ name: 'Ada', emails: ['ada@example.org'], commitCount: 3, linesAdded: 1500, linesRemoved: 20 }],
    unlinkedCount: 1,
    isCut: false,
    ...changes,
  });
  const changes = {
    repository: exampleBrowsed(),
    commit: hash,
    base: parent,
    standing: { mergeBase: parent, ahead: 1200, behind: 2 },
    files: [change],
    isCut: false,
  };
  const answers = {
    ...repository,
    [`GET /api/v1/browse/1/compare?${words}`]: compared({ next: 'two' }),
    [`GET /api/v1/browse/1/compare?${words}&cursor=two`]: compared({ commits: [exampleCommit('e')] }),
  };
  const address = '/browse/1/compare?revision=feature/x';

  it('says how the second stands to the first, and lists its commits page by page', async () => {
    openApp(address, answers);
    expect(await screen.findByText('feature/x is 1,200 commits ahead of main and 2 commits behind.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'cccccccc' }).getAttribute('href')).toBe(`/browse/1/commits/${parent}`);
    expect(
      tabs()
        .getAllByRole('link')
        .map((tab) => tab.textContent),
    ).toEqual(['Commits1,200', 'Issues2', 'Files', 'People1']);
    expect(screen.getByRole('link', { name: 'Commit d' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show older commits' }));
    expect(await screen.findByRole('link', { name: 'Commit e' })).toBeTruthy();
  });

  it('keeps the two while somebody goes from tab to tab: issues, people', async () => {
    const { history } = openApp(address, answers);
    await screen.findByText(/^feature\/x is/u);
    fireEvent.click(tabs().getByRole('link', { name: /^Issues/u }));
    expect(await screen.findByText('Slow start')).toBeTruthy();
    expect(screen.getByText('1 commit is linked with no issue.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'XYZ-2' }).getAttribute('href')).toBe('/issues/XYZ-2');
    fireEvent.click(tabs().getByRole('link', { name: /^People/u }));
    expect(await screen.findByText('+1,500')).toBeTruthy();
    expect(Object.fromEntries(new URLSearchParams(history.location.search))).toEqual({
      revision: 'feature/x',
      tab: 'people',
    });
  });

  it('shows what differs from where they parted, or from the first as it is now', async () => {
    const { requests } = openApp(`${address}&tab=files`, {
      ...answers,
      [`GET /api/v1/browse/1/changes?${words}&from=merge-base`]: changes,
      [`GET /api/v1/browse/1/changes?${words}&from=base`]: { ...changes, base, files: [] },
      [`GET /api/v1/browse/1/diff?revision=${hash}&base=${parent}&from=base&path=src%2Fa.ts&whitespace=show&context=3`]:
        diff,
    });
    await waitFor(() => expect(lines()).toHaveLength(2));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Count changes from where they parted' }));
    expect(await screen.findByRole('heading', { name: 'No file differs' })).toBeTruthy();
    expect(requests).toContain(`GET /api/v1/browse/1/changes?${words}&from=base`);
  });

  it('swaps the two, and says when the second has nothing that the first has not', async () => {
    const { history } = openApp(address, {
      ...answers,
      'GET /api/v1/browse/1/compare?base=feature%2Fx&revision=main': compared({
        standing: { mergeBase: parent, ahead: 0, behind: 1200 },
        commits: [],
      }),
    });
    await screen.findByText(/^feature\/x is/u);
    fireEvent.click(screen.getByRole('button', { name: 'Swap the two' }));
    expect(await screen.findByRole('heading', { name: 'main has nothing that feature/x has not' })).toBeTruthy();
    expect(screen.getByText(/^It is 1,200 commits behind/u)).toBeTruthy();
    expect(Object.fromEntries(new URLSearchParams(history.location.search))).toEqual({
      base: 'feature/x',
      revision: 'main',
    });
  });

  it('lets somebody choose either of the two', async () => {
    const { history } = openApp('/browse/1/compare', {
      ...answers,
      'GET /api/v1/browse/1/branches': {
        repository: exampleBrowsed(),
        branches: [exampleBranch('main'), exampleBranch('feature/x')],
        next: null,
      },
    });
    expect(await screen.findByRole('heading', { name: 'Which two do you want to compare?' })).toBeTruthy();
    const second = within(screen.getByRole('group', { name: 'What is new in' }));
    fireEvent.click(second.getByRole('button'));
    fireEvent.click(await second.findByRole('link', { name: /feature\/x/u }));
    expect(await screen.findByText(/^feature\/x is/u)).toBeTruthy();
    const first = within(screen.getByRole('group', { name: 'Compare with' }));
    fireEvent.click(first.getByRole('button'));
    fireEvent.click(await first.findByRole('link', { name: /feature\/x/u }));
    await waitFor(() =>
      expect(Object.fromEntries(new URLSearchParams(history.location.search))).toEqual({
        base: 'feature/x',
        revision: 'feature/x',
      }),
    );
  });

  it('says when both are the same, never met, or one of them is gone', async () => {
    const question = `GET /api/v1/browse/1/compare?${words}`;
    openApp(address, {
      ...answers,
      [question]: compared({ base: hash, standing: { mergeBase: hash, ahead: 0, behind: 0 } }),
    });
    expect(await screen.findByRole('heading', { name: 'Both are the same commit' })).toBeTruthy();
    cleanup();
    openApp(address, {
      ...answers,
      [question]: compared({ standing: { mergeBase: null, ahead: 3, behind: 4 }, isCut: true }),
    });
    expect(await screen.findByText(/Their histories have nothing in common\./u)).toBeTruthy();
    fireEvent.click(tabs().getByRole('link', { name: /^Issues/u }));
    expect(await screen.findByText('Issues and people are of the 10,000 newest commits only.')).toBeTruthy();
    cleanup();
    openApp(address, { ...answers, [question]: 404 });
    expect((await screen.findByRole('alert')).textContent).toContain('Why.');
  });
});
