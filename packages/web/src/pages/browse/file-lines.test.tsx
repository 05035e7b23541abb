// @vitest-environment jsdom
import type { ShownCommit } from '@branchline/contract';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleBrowsed, exampleCommit, exampleFile } from '../../test-support/browse-examples.ts';
import { openApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const repository = { 'GET /api/v1/browse/1': exampleBrowsed() };

function listOf(commits: readonly ShownCommit[]) {
  return { repository: exampleBrowsed(), commits: [...commits], next: null };
}

describe('a line of a file', () => {
  const open = () =>
    openApp('/browse/1?path=code.ts&view=code', {
      ...repository,
      'GET /api/v1/browse/1/file?path=code.ts': exampleFile('code.ts'),
    });

  it('is gone to by its number, from the keyboard', async () => {
    const { history } = open();
    const field = await screen.findByRole('textbox', { name: 'Go to line' });
    fireEvent.change(field, { target: { value: '2' } });
    fireEvent.submit(field);
    await waitFor(() => expect(history.location.hash).toBe('#L2'));
    expect(document.querySelector('.bl-line-pointed')?.textContent).toContain('second line');
  });

  it.each(['4', '0', '-1', 'two', ''])('that is not there says how many there are: %s', async (typed) => {
    const { history } = open();
    const field = await screen.findByRole('textbox', { name: 'Go to line' });
    fireEvent.change(field, { target: { value: typed } });
    fireEvent.submit(field);
    expect((await screen.findByRole('alert')).textContent).toBe('The file has 3 lines: enter a number from 1 to 3.');
    expect(history.location.hash).toBe('');
  });
});

it('a file is opened in programs of the reader at its commit, and one in a folder of the server is not', async () => {
  openApp('/browse/1?path=code.ts&view=code', {
    ...repository,
    'GET /api/v1/browse/1/file?path=code.ts': exampleFile('code.ts'),
  });
  fireEvent.click(await screen.findByRole('button', { name: /Open the file/u }));
  const link = screen.getByRole('link', { name: /VS Code/u });
  expect(link.getAttribute('href')).toContain(`/f/code.ts?url=`);
  expect(link.getAttribute('href')).toContain(`ref=${'c'.repeat(40)}`);
  cleanup();
  openApp('/browse/1?path=code.ts&view=code', {
    ...repository,
    'GET /api/v1/browse/1/file?path=code.ts': exampleFile('code.ts', {
      repository: exampleBrowsed({ cloneUrl: null }),
    }),
  });
  await screen.findByRole('textbox', { name: 'Go to line' });
  expect(screen.queryByRole('button', { name: /Open the file/u })).toBeNull();
});

it('a list of commits names each day once, also where history goes back and forth', async () => {
  openApp('/browse/1/commits', {
    ...repository,
    'GET /api/v1/browse/1/commits': listOf([
      exampleCommit('a'),
      exampleCommit('b', { authoredAt: '2026-03-08T09:00:00.000Z' }),
      exampleCommit('c'),
    ]),
  });
  await screen.findByRole('link', { name: 'Commit a' });
  const days = screen.getAllByRole('heading', { name: /March 2026/u });
  expect(days.map((day) => day.textContent)).toEqual(['9 March 2026', '8 March 2026']);
  const titles = screen.getAllByRole('link', { name: /^Commit \w$/u }).map((link) => link.textContent);
  expect(titles).toEqual(['Commit a', 'Commit c', 'Commit b']);
});
