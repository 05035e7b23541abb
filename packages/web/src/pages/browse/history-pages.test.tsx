// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleBranch, exampleBrowsed, exampleCommit } from '../../test-support/browse-examples.ts';
import { openApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const repository = { 'GET /api/v1/browse/1': exampleBrowsed() };
const commits = (found: unknown[], next: string | null = null) => ({
  repository: exampleBrowsed(),
  commits: found,
  next,
});

describe('the commits of a repository', () => {
  const linked = exampleCommit('d', {
    keys: [
      { key: 'ABC-1', foundIn: 'title' },
      { key: 'ABC-1', foundIn: 'trailer' },
      { key: 'XYZ-2', foundIn: 'by-hand' },
    ],
  });

  it('says of each what it is, who made it, and which issues it is linked with, once each, under its day', async () => {
    openApp('/browse/1/commits', {
      ...repository,
      'GET /api/v1/browse/1/commits': commits([
        linked,
        exampleCommit('e', { title: '', authoredAt: '2026-03-08T09:00:00.000Z' }),
      ]),
    });
    const commit = await screen.findByRole('link', { name: 'Commit d' });
    expect(commit.getAttribute('href')).toBe(`/browse/1/commits/${'d'.repeat(40)}`);
    const keys = screen.getAllByRole('link', { name: /^[A-Z]+-\d$/u });
    expect(keys.map((key) => [key.textContent, key.getAttribute('href'), key.title])).toEqual([
      ['ABC-1', '/issues/ABC-1', ''],
      ['XYZ-2', '/issues/XYZ-2', 'by hand'],
    ]);
    expect(screen.getByRole('heading', { name: '9 March 2026' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: '8 March 2026' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'A commit without a message' })).toBeTruthy();
    expect(screen.getAllByText('Ada Lovelace')).toHaveLength(2);
  });

  it('filters at the server, and keeps that in the address', async () => {
    const { history } = openApp('/browse/1/commits?revision=1.10', {
      ...repository,
      'GET /api/v1/browse/1/commits?revision=1.10': commits([linked]),
      'GET /api/v1/browse/1/commits?revision=1.10&links=unlinked': commits([exampleCommit('e')]),
      'GET /api/v1/browse/1/commits?revision=1.10&links=unlinked&author=bob': commits([]),
    });
    await screen.findByRole('link', { name: 'Commit d' });
    fireEvent.change(screen.getByLabelText('Links with issues'), { target: { value: 'unlinked' } });
    expect(await screen.findByRole('link', { name: 'Commit e' })).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Author'), { target: { value: 'bob' } });
    expect(await screen.findByRole('heading', { name: 'No commit matches' })).toBeTruthy();
    expect(Object.fromEntries(new URLSearchParams(history.location.search))).toEqual({
      revision: '1.10',
      links: 'unlinked',
      author: 'bob',
    });
  });

  it('goes on behind the last, and by itself past pages without any that match', async () => {
    openApp('/browse/1/commits?links=linked', {
      ...repository,
      'GET /api/v1/browse/1/commits?links=linked': commits([], 'two'),
      'GET /api/v1/browse/1/commits?links=linked&cursor=two': commits([linked], 'three'),
      'GET /api/v1/browse/1/commits?links=linked&cursor=three': commits([exampleCommit('e')]),
    });
    await screen.findByRole('link', { name: 'Commit d' });
    fireEvent.click(screen.getByRole('button', { name: 'Show older commits' }));
    expect(await screen.findByRole('link', { name: 'Commit e' })).toBeTruthy();
  });

  it('links one by hand where somebody sees that it lacks an issue', async () => {
    const name = 'd'.repeat(40);
    const { requests } = openApp('/browse/1/commits', {
      ...repository,
      'GET /api/v1/browse/1/commits': commits([exampleCommit('d', { keys: [{ key: 'ABC-1', foundIn: 'title' }] })]),
      [`POST /api/v1/repositories/1/commit/${name}/links`]: { state: 'there', links: [], said: [] },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Link “Commit d” with issues' }));
    const dialog = screen.getByRole('dialog', { name: 'Which issues does dddddddd belong to?' });
    fireEvent.click(within(dialog).getByRole('checkbox', { name: 'Linked with ABC-1' }));
    fireEvent.change(within(dialog).getByLabelText(/Keys to add/u), { target: { value: 'xyz-2, XYZ-3' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(requests).toContain(
        `POST /api/v1/repositories/1/commit/${name}/links {"add":["xyz-2","XYZ-3"],"remove":["ABC-1"]}`,
      ),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says why somebody may not link, and keeps what was typed', async () => {
    openApp('/browse/1/commits', {
      ...repository,
      'GET /api/v1/browse/1/commits': commits([exampleCommit('d')]),
      [`POST /api/v1/repositories/1/commit/${'d'.repeat(40)}/links`]: 403,
    });
    fireEvent.click(await screen.findByRole('button', { name: /Link “Commit d”/u }));
    fireEvent.change(screen.getByLabelText(/Keys to add/u), { target: { value: 'ABC-9' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('What to do.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/Keys to add/u).value).toBe('ABC-9');
  });

  it.each([
    ['/browse/1/commits', 'There is no commit yet'],
    ['/browse/1/commits?author=bob', 'No commit matches'],
  ])('%s without any says why', async (address, heading) => {
    const query = new URL(address, 'http://localhost').search;
    openApp(address, { ...repository, [`GET /api/v1/browse/1/commits${query}`]: commits([]) });
    expect(await screen.findByRole('heading', { name: heading })).toBeTruthy();
  });

  it.each(['commits', 'search'])('of a revision that is not there, %s says so', async (part) => {
    openApp(`/browse/1/${part}?revision=gone&text=any`, repository);
    expect(await screen.findByRole('heading', { name: 'There is no gone here' })).toBeTruthy();
  });
});

describe('the branches of a repository', () => {
  const page = (branches: unknown[], next: string | null = null) => ({
    repository: exampleBrowsed(),
    branches,
    next,
  });

  it('says how far each is from the default branch, whether it is merged, and what its name is linked with', async () => {
    openApp('/browse/1/branches', {
      ...repository,
      'GET /api/v1/browse/1/branches': page([
        exampleBranch('main'),
        exampleBranch('feature/ABC-1', { ahead: 3, behind: 1200, keys: ['ABC-1'] }),
        exampleBranch('done', { isMerged: true, behind: 0 }),
      ]),
    });
    const row = await screen.findByRole('row', { name: /feature\/ABC-1/u });
    expect(within(row).getByText('3 ahead, 1,200 behind')).toBeTruthy();
    expect(within(row).getByRole('link', { name: 'ABC-1' }).getAttribute('href')).toBe('/issues/ABC-1');
    expect(within(row).getByRole('link', { name: 'feature/ABC-1' }).getAttribute('href')).toBe(
      '/browse/1?revision=feature%2FABC-1',
    );
    const compare = within(row).getByRole('link', { name: 'Compare feature/ABC-1 with the default branch' });
    expect(compare.getAttribute('href')).toBe('/browse/1/compare?base=main&revision=feature%2FABC-1');
    const ofDefault = screen.getByRole('row', { name: /^main/u });
    expect(within(ofDefault).getByText('Default')).toBeTruthy();
    expect(within(ofDefault).queryByRole('link', { name: /Compare/u })).toBeNull();
    const merged = screen.getByRole('row', { name: /^done/u });
    expect(within(merged).getByText('Merged')).toBeTruthy();
    expect(within(merged).getByText('the same')).toBeTruthy();
  });

  it('searches at the server, and says when none matches', async () => {
    const { history } = openApp('/browse/1/branches', {
      ...repository,
      'GET /api/v1/browse/1/branches': page([exampleBranch('main')]),
      'GET /api/v1/browse/1/branches?search=zebra': page([]),
    });
    await screen.findByRole('link', { name: 'main' });
    fireEvent.change(screen.getByLabelText(/Find branches/u), { target: { value: 'zebra' } });
    expect(await screen.findByRole('heading', { name: 'No branch matches' })).toBeTruthy();
    expect(history.location.search).toBe('?search=zebra');
  });

  it('says that there is none, and what went wrong', async () => {
    openApp('/browse/1/branches', { ...repository, 'GET /api/v1/browse/1/branches': page([]) });
    expect(await screen.findByRole('heading', { name: 'There is no branch yet' })).toBeTruthy();
    cleanup();
    openApp('/browse/1/branches', { ...repository, 'GET /api/v1/browse/1/branches': 503 });
    expect(await screen.findByText('What to do.')).toBeTruthy();
  });
});

describe('the tags of a repository', () => {
  const tag = (name: string, isAnnotated = false) => ({
    name,
    commit: 'd'.repeat(40),
    at: '2026-03-09T09:00:00.000Z',
    isAnnotated,
    webUrl: null,
  });
  const page = (tags: unknown[], next: string | null = null) => ({ repository: exampleBrowsed(), tags, next });

  it('leads from each to its files, and to what it has and the one before has not', async () => {
    openApp('/browse/1/tags', {
      ...repository,
      'GET /api/v1/browse/1/tags': page([tag('1.10', true), tag('1.9')], 'more'),
      'GET /api/v1/browse/1/tags?cursor=more': page([tag('1.8')]),
    });
    const row = await screen.findByRole('row', { name: /^1\.10/u });
    expect(within(row).getByText('Annotated')).toBeTruthy();
    expect(within(row).getByRole('link', { name: '1.10' }).getAttribute('href')).toBe('/browse/1?revision=1.10');
    expect(
      within(row)
        .getByRole('link', { name: /^Compare with 1\.9/u })
        .getAttribute('href'),
    ).toBe('/browse/1/compare?base=1.9&revision=1.10');
    fireEvent.click(screen.getByRole('button', { name: 'Show more tags' }));
    const last = await screen.findByRole('row', { name: /^1\.8/u });
    expect(within(last).queryByRole('link', { name: /Compare/u })).toBeNull();
  });

  it('says that there is none, or none that matches', async () => {
    openApp('/browse/1/tags', { ...repository, 'GET /api/v1/browse/1/tags': page([]) });
    expect(await screen.findByRole('heading', { name: 'There is no tag yet' })).toBeTruthy();
    cleanup();
    openApp('/browse/1/tags?search=x', { ...repository, 'GET /api/v1/browse/1/tags?search=x': page([]) });
    expect(await screen.findByRole('heading', { name: 'No tag matches' })).toBeTruthy();
  });
});

describe('the search in a repository', () => {
  const at = { repository: exampleBrowsed(), commit: 'c'.repeat(40) };

  it('finds lines of code by file, each leading to its line, with what was found marked', async () => {
    const { history, requests } = openApp('/browse/1/search', {
      ...repository,
      'GET /api/v1/browse/1/search/code?text=Needle&folder=source&case=exact': {
        ...at,
        matches: [
          { path: 'source/a.ts', line: 3, text: 'a needle <b>' },
          { path: 'source/a.ts', line: 9, text: 'needle' },
          { path: 'source/b.ts', line: 1, text: 'haystack needle' },
        ],
        isCut: true,
      },
    });
    expect(await screen.findByRole('heading', { name: 'What are you looking for?' })).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Search in this repository'), { target: { value: ' Needle ' } });
    fireEvent.change(screen.getByLabelText('Only below this folder'), { target: { value: '/source/' } });
    fireEvent.click(screen.getByLabelText('Same case'));
    fireEvent.click(screen.getByRole('button', { name: 'Search' }));
    const file = await screen.findByRole('region', { name: 'source/a.ts' });
    const line = within(file).getByRole('link', { name: /a needle <b>/u });
    expect(line.getAttribute('href')).toBe('/browse/1?path=source%2Fa.ts&view=code#L3');
    expect(line.querySelector('.bl-found')?.textContent).toBe('needle');
    expect(screen.getByText(/3 lines in 2 files\. There are more/u)).toBeTruthy();
    expect(Object.fromEntries(new URLSearchParams(history.location.search))).toEqual({
      text: 'Needle',
      folder: 'source',
      case: 'exact',
    });
    expect(requests.filter((request) => request.includes('/search/'))).toHaveLength(1);
  });

  it('finds paths, and looks for the same text elsewhere at one click', async () => {
    openApp('/browse/1/search?in=paths&text=own', {
      ...repository,
      'GET /api/v1/browse/1/search/paths?text=own': { ...at, paths: ['source/own.ts'], isCut: false },
      'GET /api/v1/browse/1/search/messages?text=own': {
        ...at,
        commits: [exampleCommit('d', { message: 'Commit d\n\nOf our own <making>.' })],
        isCut: false,
      },
    });
    const found = await screen.findByRole('link', { name: 'source/own.ts' });
    expect(found.getAttribute('href')).toBe('/browse/1?path=source%2Fown.ts&view=code');
    expect(screen.getByText('1 file.')).toBeTruthy();
    fireEvent.click(screen.getByRole('link', { name: 'Messages' }));
    expect(await screen.findByRole('link', { name: 'Commit d' })).toBeTruthy();
    expect(screen.getByText('own', { selector: 'mark' })).toBeTruthy();
  });

  it.each([
    ['code', { matches: [], isCut: false }],
    ['paths', { paths: [], isCut: false }],
    ['messages', { commits: [], isCut: false }],
  ])('says that nothing was found in %s', async (kind, nothing) => {
    openApp(`/browse/1/search?in=${kind}&text=zebra`, {
      ...repository,
      [`GET /api/v1/browse/1/search/${kind}?text=zebra`]: { ...at, ...nothing },
    });
    expect(await screen.findByRole('heading', { name: 'Nothing has “zebra” in it' })).toBeTruthy();
  });

  it('shows what went wrong', async () => {
    openApp('/browse/1/search?text=a', { ...repository, 'GET /api/v1/browse/1/search/code?text=a': 422 });
    expect(await screen.findByText('What to do.')).toBeTruthy();
  });
});
