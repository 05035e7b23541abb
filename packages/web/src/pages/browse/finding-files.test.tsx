// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  exampleBranch,
  exampleBrowsed,
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

const fileAt = (path: string, revision?: string) =>
  `GET /api/v1/browse/1/file?${revision === undefined ? '' : `revision=${revision}&`}path=${path}`;

describe('choosing a revision', () => {
  const branches = (names: string[], next: string | null = null) => ({
    repository: exampleBrowsed(),
    branches: names.map((name) => exampleBranch(name)),
    next,
  });

  it('finds a branch or a tag at the server, and stays at the path', async () => {
    const { history } = openApp('/browse/1?path=a.txt&view=code', {
      ...repository,
      [fileAt('a.txt')]: exampleFile('a.txt'),
      [fileAt('a.txt', '1.10')]: exampleFile('a.txt', { text: 'of old\n' }),
      'GET /api/v1/browse/1/branches': branches(['main', 'feature/💚']),
      'GET /api/v1/browse/1/tags': {
        repository: exampleBrowsed(),
        tags: [
          { name: '1.10', commit: 'd'.repeat(40), at: '2026-03-09T09:00:00.000Z', isAnnotated: true, webUrl: null },
        ],
        next: null,
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Choose a branch or tag, now main' }));
    expect((await screen.findByRole('link', { name: 'feature/💚' })).getAttribute('href')).toContain(
      'revision=feature',
    );
    const ofDefault = screen.getByRole('link', { name: /^main\s?default$/u }).getAttribute('href');
    expect(ofDefault).toContain('path=a.txt');
    expect(ofDefault).not.toContain('revision');
    fireEvent.click(screen.getByRole('button', { name: 'Tags' }));
    fireEvent.click(await screen.findByRole('link', { name: '1.10' }));
    expect(await screen.findByText('of old')).toBeTruthy();
    expect(Object.fromEntries(new URLSearchParams(history.location.search))).toEqual({
      path: 'a.txt',
      view: 'code',
      revision: '1.10',
    });
    expect(screen.queryByRole('link', { name: '1.10' })).toBeNull();
  });

  it('says that none matches, and closes with Escape, the focus back at the button', async () => {
    openApp('/browse/1', {
      ...repository,
      'GET /api/v1/browse/1/folder': root,
      'GET /api/v1/browse/1/branches': branches(['main']),
      'GET /api/v1/browse/1/branches?search=zebra': branches([]),
    });
    const button = await screen.findByRole('button', { name: 'Choose a branch or tag, now main' });
    fireEvent.click(button);
    const field = await screen.findByRole('searchbox', { name: 'Find a branch' });
    fireEvent.change(field, { target: { value: 'zebra' } });
    expect(await screen.findByText('No branch matches.')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(screen.queryByRole('searchbox', { name: 'Find a branch' })).toBeNull();
    expect(document.activeElement).toBe(button);
  });
});

describe('finding a file', () => {
  it('opens by the key t, and the file by the keyboard alone', async () => {
    const { history } = openApp('/browse/1?revision=next', {
      ...repository,
      'GET /api/v1/browse/1/folder?revision=next': root,
      'GET /api/v1/browse/1/search/paths?text=own&revision=next': {
        repository: exampleBrowsed(),
        commit: 'c'.repeat(40),
        paths: ['source/own.ts', 'brown.ts'],
        isCut: true,
      },
      [fileAt('source%2Fown.ts', 'next')]: exampleFile('source/own.ts'),
    });
    await screen.findByRole('list', { name: 'Files' });
    fireEvent.keyDown(document.body, { key: 't' });
    const field = await screen.findByRole('searchbox', { name: 'Part of its path' });
    field.focus();
    fireEvent.change(field, { target: { value: 'own' } });
    const first = await screen.findByRole('link', { name: 'source/own.ts' });
    expect(screen.getByText('There are more: type more of the path.')).toBeTruthy();
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(first);
    fireEvent.keyDown(first, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(field);
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByText('second line')).toBeTruthy();
    expect(history.location.search).toBe('?revision=next&path=source%2Fown.ts&view=code');
    expect(screen.queryByRole('searchbox', { name: 'Part of its path' })).toBeNull();
  });

  it('says that nothing matches', async () => {
    openApp('/browse/1', {
      ...repository,
      'GET /api/v1/browse/1/folder': root,
      'GET /api/v1/browse/1/search/paths?text=zebra': {
        repository: exampleBrowsed(),
        commit: 'c'.repeat(40),
        paths: [],
        isCut: false,
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Find a file' }));
    fireEvent.change(await screen.findByRole('searchbox', { name: 'Part of its path' }), {
      target: { value: 'zebra' },
    });
    expect(await screen.findByText('No path of this revision has that in it.')).toBeTruthy();
  });
});
