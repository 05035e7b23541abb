// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const at = '2026-03-09T10:00:00.000Z';
const command = {
  id: 1,
  issue: 'ABC-1',
  command: 'comment',
  arguments: 'The leak is closed.',
  state: 'skipped',
  reason: 'pusher-unknown',
  message: 'Nobody knows who pushed this commit.',
  commit: { hash: 'a'.repeat(40), author: 'Ada', authorEmail: 'ada@example.com', authoredAt: at },
  pusher: null,
  repositoryId: 1,
  repositoryName: 'team/code',
  jiraSiteId: 3,
  personId: null,
  seenAt: at,
  startedAt: null,
  endedAt: at,
};
const done = { ...command, id: 2, state: 'done', reason: null, message: '', pusher: 'ada' };
const api = '/api/v1/smart-commits';

it('says what was commanded, what became of it and why, and runs it again', async () => {
  const { requests } = openApp('/smart-commits', {
    [`GET ${api}`]: { commands: [command, done], next: null },
    [`POST ${api}/1/retry`]: { ...command, state: 'waiting' },
  });
  expect(await screen.findByText('Nobody knows who pushed this commit.')).toBeTruthy();
  expect(screen.getByText(/nobody knows who pushed it/u)).toBeTruthy();
  expect(screen.getByText(/pushed by ada/u)).toBeTruthy();
  const again = screen.getAllByRole('button', { name: 'Run again' });
  expect(again).toHaveLength(1);
  fireEvent.click(again[0]!);
  await waitFor(() => expect(requests).toContain(`POST ${api}/1/retry`));
});

it('filters by what the address says and by what is typed, and ignores what fits nothing', async () => {
  const all = `GET ${api}?state=failed&project=ABC&author=ada`;
  const { requests, history } = openApp('/smart-commits?state=failed&project=ABC&commit=nonsense&repository=x', {
    [`GET ${api}?state=failed&project=ABC`]: { commands: [], next: null },
    [all]: { commands: [], next: null },
    [`GET ${api}`]: { commands: [], next: null },
  });
  expect(await screen.findByRole('heading', { name: 'No command matches' })).toBeTruthy();
  fireEvent.change(screen.getByRole('searchbox', { name: 'Author' }), { target: { value: 'ada ' } });
  await waitFor(() => expect(requests).toContain(all));
  expect(history.location.search).toContain('author=ada');
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(await screen.findByRole('heading', { name: 'No commit has commanded anything yet' })).toBeTruthy();
  expect(history.location.search).toBe('');
  expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Author' }).value).toBe('');
});

it('shows older ones when asked', async () => {
  openApp('/smart-commits', {
    [`GET ${api}`]: { commands: [command], next: '1' },
    [`GET ${api}?cursor=1`]: { commands: [{ ...done, issue: 'OLD-9' }], next: null },
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Show older commands' }));
  expect(await screen.findByText('OLD-9')).toBeTruthy();
});
