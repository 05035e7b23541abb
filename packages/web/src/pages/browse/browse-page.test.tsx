// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleBrowsed } from '../../test-support/browse-examples.ts';
import { openApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const listed = (id: number, name: string) => ({ ...exampleBrowsed({ id, name }), changedAt: null });
const page = (repositories: unknown[], next: string | null = null, withheld: unknown[] = []) => ({
  repositories,
  next,
  withheld,
});
const member = {
  kind: 'account',
  role: 'member',
  account: { id: 1, login: 'ada', name: 'Ada', email: null },
};

describe('the list of repositories to look into', () => {
  it('names each with its integration and default branch, and goes on behind the last', async () => {
    openApp('/browse', {
      'GET /api/v1/browse': page([listed(1, 'team/code')], 'more'),
      'GET /api/v1/browse?cursor=more': page([listed(2, 'team/other')]),
    });
    const row = await screen.findByRole('row', { name: /team\/code/u });
    expect(within(row).getByRole('link').getAttribute('href')).toBe('/browse/1');
    expect(within(row).getByText('Forge of the team')).toBeTruthy();
    expect(within(row).getByText('main')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show more repositories' }));
    expect(await screen.findByRole('link', { name: 'team/other' })).toBeTruthy();
  });

  it('searches at the server, and keeps what was typed in the address', async () => {
    const { history, requests } = openApp('/browse', {
      'GET /api/v1/browse': page([listed(1, 'team/code')]),
      'GET /api/v1/browse?search=zebra': page([]),
    });
    await screen.findByRole('link', { name: 'team/code' });
    fireEvent.change(screen.getByLabelText(/Find repositories/u), { target: { value: 'zebra' } });
    expect(
      await screen.findByRole('heading', { name: 'No repository that you may see has “zebra” in its name' }),
    ).toBeTruthy();
    expect(history.location.search).toBe('?search=zebra');
    expect(requests).toContain('GET /api/v1/browse?search=zebra');
  });

  it('goes on by itself through pages in which nothing is for these eyes', async () => {
    openApp('/browse', {
      'GET /api/v1/browse': page([], 'two'),
      'GET /api/v1/browse?cursor=two': page([], 'three'),
      'GET /api/v1/browse?cursor=three': page([listed(3, 'team/open')]),
    });
    expect(await screen.findByRole('link', { name: 'team/open' })).toBeTruthy();
  });

  it('tells which services keep something back', async () => {
    const withheld = { integrationId: 7, integrationName: 'Strict', because: 'Strict asks you.', remedy: 'Connect.' };
    openApp('/browse', { 'GET /api/v1/browse': page([], null, [withheld]) });
    expect(await screen.findByText('Strict asks you. Connect.')).toBeTruthy();
  });

  it('tells members whose account at Jira is unknown that this is why there is nothing', async () => {
    openApp('/browse', {
      'GET /api/v1/me': member,
      'GET /api/v1/me/person': { person: null, problem: 'Nobody knows your account at Jira.', ways: [] },
      'GET /api/v1/browse': page([]),
    });
    expect(await screen.findByRole('heading', { name: /No repository to look into|Jira/u })).toBeTruthy();
  });

  it('says what went wrong', async () => {
    openApp('/browse', { 'GET /api/v1/browse': 503 });
    expect(await screen.findByText('What to do.')).toBeTruthy();
  });
});

describe('the frame of a repository', () => {
  const folder = { 'GET /api/v1/browse/1/folder': 503 };

  it('says what it is, where it is, and leads to all its parts', async () => {
    openApp('/browse/1', { 'GET /api/v1/browse/1': exampleBrowsed(), ...folder });
    expect(await screen.findByRole('heading', { level: 1, name: 'team/code' })).toBeTruthy();
    const parts = screen.getByRole('navigation', { name: 'Parts of the repository' });
    const addresses = within(parts)
      .getAllByRole('link')
      .map((link) => `${link.textContent} ${link.getAttribute('href') ?? ''}`);
    expect(addresses).toEqual([
      'Files /browse/1',
      'Commits103,140 /browse/1/commits',
      'Branches2 /browse/1/branches',
      'Tags1 /browse/1/tags',
      'Compare /browse/1/compare',
      'Search /browse/1/search',
    ]);
    expect(screen.getByRole('link', { name: 'Open at its service' }).getAttribute('href')).toBe(
      'https://git.example.com/team/code',
    );
    expect(screen.getByRole('button', { name: 'Copy clone address' })).toBeTruthy();
  });

  it('takes the revision along to where it means something', async () => {
    openApp('/browse/1/commits?revision=1.10', { 'GET /api/v1/browse/1': exampleBrowsed() });
    const parts = await screen.findByRole('navigation', { name: 'Parts of the repository' });
    const address = (name: RegExp) => within(parts).getByRole('link', { name }).getAttribute('href');
    expect(address(/Files/u)).toBe('/browse/1?revision=1.10');
    expect(address(/Branches/u)).toBe('/browse/1/branches');
    expect(address(/Compare/u)).toBe('/browse/1/compare?revision=1.10');
    await waitFor(() =>
      expect(
        within(parts)
          .getByRole('link', { name: /Commits/u })
          .getAttribute('aria-current'),
      ).toBe('page'),
    );
  });

  it('tells strangers no more than that there is nothing for them', async () => {
    openApp('/browse/9', {});
    expect(await screen.findByRole('heading', { name: 'There is no such repository that you may see' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All repositories' }).getAttribute('href')).toBe('/browse');
    expect(screen.queryByRole('navigation', { name: 'Parts of the repository' })).toBeNull();
  });

  it('says when it was not read yet', async () => {
    openApp('/browse/1', { 'GET /api/v1/browse/1': exampleBrowsed({ indexedAt: null }), ...folder });
    expect(await screen.findByText(/was not read yet/u)).toBeTruthy();
  });
});
