// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  exampleBrowsed,
  exampleCommit,
  exampleEntry,
  exampleFile,
  exampleFolder,
} from '../../test-support/browse-examples.ts';
import { openApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const repository = { 'GET /api/v1/browse/1': exampleBrowsed() };
const root = exampleFolder('', [
  exampleEntry('source', 'folder'),
  exampleEntry('linked', 'link'),
  exampleEntry('other', 'submodule'),
  exampleEntry('README.md'),
]);

describe('a folder', () => {
  it('lists what is in it, its latest commit, and what its README says as plain text', async () => {
    openApp('/browse/1', {
      ...repository,
      'GET /api/v1/browse/1/folder': root,
      [`GET /api/v1/browse/1/file?revision=${'c'.repeat(40)}&path=README.md`]: exampleFile('README.md', {
        text: '# Title <img src=x onerror=alert(1)>',
      }),
    });
    const list = await screen.findByRole('list', { name: 'Files' });
    expect(
      within(list)
        .getByRole('link', { name: /source/u })
        .getAttribute('href'),
    ).toBe('/browse/1?path=source');
    expect(
      within(list)
        .getByRole('link', { name: /linked/u })
        .getAttribute('href'),
    ).toBe('/browse/1?path=linked&view=code');
    expect(within(list).queryByRole('link', { name: /other/u })).toBeNull();
    expect(within(list).getByText('1.2 kB')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'The latest of all' })).toBeTruthy();
    expect(await screen.findByText('# Title <img src=x onerror=alert(1)>')).toBeTruthy();
  });

  it('leads up, and by its crumbs to every folder above, at the same revision', async () => {
    openApp('/browse/1?revision=next&path=source/deep', {
      ...repository,
      'GET /api/v1/browse/1/folder?revision=next&path=source%2Fdeep': exampleFolder('source/deep', []),
    });
    const up = await screen.findByRole('link', { name: 'The folder above' });
    expect(up.getAttribute('href')).toBe('/browse/1?revision=next&path=source');
    expect(screen.getByText('This folder is empty.')).toBeTruthy();
    const crumbs = screen.getByRole('navigation', { name: 'Where the file is' });
    const addresses = within(crumbs)
      .getAllByRole('link')
      .map((link) => link.getAttribute('href'));
    expect(addresses).toEqual(['/browse/1?revision=next', '/browse/1?revision=next&path=source']);
  });

  it('is walked through by the arrow keys', async () => {
    openApp('/browse/1', { ...repository, 'GET /api/v1/browse/1/folder': root });
    const list = await screen.findByRole('list', { name: 'Files' });
    const [first, second] = within(list).getAllByRole('link');
    first?.focus();
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(second);
    fireEvent.keyDown(list, { key: 'ArrowUp' });
    fireEvent.keyDown(list, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(first);
  });

  it('draws ten thousand entries without making a line of each', async () => {
    const entries = Array.from({ length: 10_000 }, (_, place) => exampleEntry(`file-${place}`));
    openApp('/browse/1', { ...repository, 'GET /api/v1/browse/1/folder': exampleFolder('', entries) });
    const list = await screen.findByRole('list', { name: 'Files' });
    await waitFor(() => expect(within(list).getAllByRole('listitem').length).toBeGreaterThan(10));
    expect(within(list).getAllByRole('listitem').length).toBeLessThan(200);
  });

  it('says that there is no such revision, and leads to the default branch', async () => {
    openApp('/browse/1?revision=gone', { ...repository, 'GET /api/v1/browse/1/folder?revision=gone': 404 });
    expect(await screen.findByRole('heading', { name: 'There is no gone here' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'To the default branch' }).getAttribute('href')).toBe('/browse/1');
  });

  it('shows any other problem with its remedy', async () => {
    openApp('/browse/1', { ...repository, 'GET /api/v1/browse/1/folder': 503 });
    expect(await screen.findByText('What to do.')).toBeTruthy();
  });
});

const fileAt = (path: string) => `GET /api/v1/browse/1/file?path=${path}`;

describe('a file', () => {
  it('shows its lines, size and length, and leads to its other views and its service', async () => {
    openApp('/browse/1?path=a.txt&view=code', { ...repository, [fileAt('a.txt')]: exampleFile('a.txt') });
    expect(await screen.findByText('second line')).toBeTruthy();
    expect(screen.getByText('3 lines')).toBeTruthy();
    expect(screen.getByText('27 B')).toBeTruthy();
    const views = screen.getByRole('navigation', { name: 'Ways to look at the file' });
    expect(within(views).getByRole('link', { name: 'Blame' }).getAttribute('href')).toBe(
      '/browse/1?path=a.txt&view=blame',
    );
    expect(within(views).getByRole('link', { name: 'Code' }).getAttribute('aria-current')).toBe('page');
    expect(screen.getByRole('button', { name: 'Copy the whole text' })).toBeTruthy();
  });

  it('is found by an address that does not say that it is one', async () => {
    openApp('/browse/1?path=a.txt', {
      ...repository,
      'GET /api/v1/browse/1/folder?path=a.txt': 404,
      [fileAt('a.txt')]: exampleFile('a.txt'),
    });
    expect(await screen.findByText('second line')).toBeTruthy();
  });

  it('points lines out by their address, one or from one to another', async () => {
    const { history } = openApp('/browse/1?path=a.txt&view=code#L2', {
      ...repository,
      [fileAt('a.txt')]: exampleFile('a.txt'),
    });
    const pointed = async () => {
      await screen.findByText('second line');
      return [...document.querySelectorAll('.bl-line-pointed .bl-number')].map((line) => line.textContent);
    };
    expect(await pointed()).toEqual(['2']);
    fireEvent.click(screen.getByRole('link', { name: 'Line 3' }), { shiftKey: true });
    await waitFor(() => expect(history.location.hash).toBe('#L2-L3'));
    expect(await pointed()).toEqual(['2', '3']);
    fireEvent.click(screen.getByRole('link', { name: 'Line 1' }));
    await waitFor(() => expect(history.location.hash).toBe('#L1'));
    expect(history.location.search).toContain('path=a.txt');
  });

  it.each([
    ['binary', { kind: 'binary', text: null }, 'A binary file, 27 B'],
    ['large', { kind: 'large', text: null, size: 3_000_000 }, 'Too large to show, 3 MB'],
  ] as const)('says why a %s one is not shown', async (_, changes, heading) => {
    openApp('/browse/1?path=a&view=code', { ...repository, [fileAt('a')]: exampleFile('a', changes) });
    expect(await screen.findByRole('heading', { name: heading })).toBeTruthy();
  });

  it('says that an empty one is', async () => {
    openApp('/browse/1?path=a&view=code', { ...repository, [fileAt('a')]: exampleFile('a', { text: '', size: 0 }) });
    expect(await screen.findByText('This file is empty.')).toBeTruthy();
    expect(screen.getByText('0 lines')).toBeTruthy();
  });

  it('shows a picture from the address of pictures, and says so when it is broken', async () => {
    openApp('/browse/1?path=a.png&view=code', {
      ...repository,
      [fileAt('a.png')]: exampleFile('a.png', { kind: 'image', text: null }),
    });
    const picture = await screen.findByRole('img', { name: 'The picture a.png' });
    expect(picture.getAttribute('src')).toBe(`/api/v1/browse/1/image?revision=${'c'.repeat(40)}&path=a.png`);
    fireEvent.error(picture);
    expect(await screen.findByRole('heading', { name: /A picture that cannot be shown/u })).toBeTruthy();
  });

  it('says that it is not there at this revision, and leads to the root', async () => {
    openApp('/browse/1?revision=old&path=a&view=code', repository);
    expect(await screen.findByRole('heading', { name: 'There is no a here' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'To the root folder' }).getAttribute('href')).toBe(
      '/browse/1?revision=old',
    );
  });
});

describe('blame', () => {
  const blame = (commits: unknown[], stretches: unknown[]) => ({
    repository: exampleBrowsed(),
    commit: 'c'.repeat(40),
    path: 'a.txt',
    commits,
    stretches,
  });
  const question = `GET /api/v1/browse/1/blame?revision=${'c'.repeat(40)}&path=a.txt&first=1&last=5000`;

  it('says who wrote each stretch, and leads to the commit and to how it was before', async () => {
    openApp('/browse/1?path=a.txt&view=blame', {
      ...repository,
      [fileAt('a.txt')]: exampleFile('a.txt'),
      [question]: blame(
        [exampleCommit('d'), exampleCommit('e', { author: { name: 'bob', email: 'bob@example.org', person: null } })],
        [
          {
            commit: 'd'.repeat(40),
            firstLine: 1,
            lines: 2,
            pathThen: 'a.txt',
            firstLineThen: 1,
            before: 'f'.repeat(40),
            pathBefore: 'old.txt',
          },
          {
            commit: 'e'.repeat(40),
            firstLine: 3,
            lines: 1,
            pathThen: 'a.txt',
            firstLineThen: 3,
            before: null,
            pathBefore: null,
          },
        ],
      ),
    });
    const commit = await screen.findByRole('link', { name: 'Commit d' });
    expect(commit.getAttribute('href')).toBe(`/browse/1/commits/${'d'.repeat(40)}`);
    expect(screen.getByText('Ada Lovelace')).toBeTruthy();
    expect(screen.getByText('bob')).toBeTruthy();
    const before = screen.getAllByRole('link', { name: /as it was before/u });
    expect(before.map((link) => link.getAttribute('href'))).toEqual([
      `/browse/1?revision=${'f'.repeat(40)}&path=old.txt&view=blame`,
    ]);
  });

  it('shows the lines all the same when nobody can tell who wrote them', async () => {
    openApp('/browse/1?path=a.txt&view=blame', {
      ...repository,
      [fileAt('a.txt')]: exampleFile('a.txt'),
      [question]: 503,
    });
    expect(await screen.findByText('second line')).toBeTruthy();
    expect(await screen.findByText('What to do.')).toBeTruthy();
  });
});

describe('the history of a file', () => {
  const page = (revisions: unknown[], isCut: boolean) => ({
    repository: exampleBrowsed(),
    commit: 'c'.repeat(40),
    path: 'a.txt',
    revisions,
    isCut,
  });

  it('lists its commits through renames, each with the file as it was, page by page', async () => {
    openApp('/browse/1?path=a.txt&view=history', {
      ...repository,
      [fileAt('a.txt')]: exampleFile('a.txt'),
      'GET /api/v1/browse/1/history?path=a.txt': page([{ path: 'a.txt', commit: exampleCommit('d') }], true),
      'GET /api/v1/browse/1/history?path=a.txt&skip=1': page([{ path: 'old.txt', commit: exampleCommit('e') }], false),
    });
    await screen.findByRole('link', { name: 'Commit d' });
    fireEvent.click(screen.getByRole('button', { name: 'Show older commits' }));
    expect(await screen.findByText('It was old.txt then')).toBeTruthy();
    const then = screen.getByRole('link', { name: 'File then, at “Commit e”' });
    expect(then.getAttribute('href')).toBe(`/browse/1?revision=${'e'.repeat(40)}&path=old.txt&view=code`);
    expect(screen.queryByRole('button', { name: 'Show older commits' })).toBeNull();
  });
});
