// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '../test-support/open-app.tsx';
import { whatItMayBe } from './explain/what-it-may-be.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const read = {
  keys: ['DEMO-1'],
  refused: [{ text: 'DEMO-007', why: 'leading-zero' }],
  commands: [{ key: 'DEMO-1', command: 'comment', arguments: 'done' }],
};
const coverage = { repositories: 12, notYetIndexed: 2, failed: 1 };

const thing = {
  repositoryId: 1,
  repositoryName: 'team/code',
  kind: 'commit',
  name: 'abc1234',
  title: 'DEMO-1 Begin',
  state: 'there',
  keys: [
    { key: 'DEMO-1', foundIn: 'title', verdict: 'counts' },
    { key: 'NEW-1', foundIn: 'body', verdict: 'not-indexed' },
  ],
  refused: [{ text: 'UTF-8', why: 'version-string', foundIn: 'body' }],
  said: [],
  sites: [
    {
      id: 3,
      name: 'Example Jira',
      sent: ['DEMO-1'],
      withheld: [{ key: 'NEW-1', because: 'not-associated' }],
      unknown: ['DEMO-1'],
      state: 'refused',
      message: 'Too long.',
      pausedBecause: null,
    },
  ],
};

describe('what it may be', () => {
  it.each([
    ['abc1234', 'abc1234', []],
    [' https://git.example/a/pull/7 ', 'https://git.example/a/pull/7', []],
    ['feature/DEMO-1', 'feature/DEMO-1', ['branch-name', 'text']],
    ['DEMO-1 #comment done', undefined, ['text']],
    ['x'.repeat(2001), undefined, ['text']],
  ])('%j', (pasted, name, fields) => {
    expect(whatItMayBe(pasted)).toEqual({ name, fields });
  });
});

describe('explaining', () => {
  it('reads a text, and keeps it in the address', async () => {
    const { requests, history } = openApp('/explain', { 'POST /api/v1/explain': read });
    fireEvent.change(await screen.findByRole('textbox'), { target: { value: 'DEMO-1 DEMO-007' } });
    fireEvent.click(screen.getByRole('button', { name: 'Explain' }));
    expect(await screen.findByRole('heading', { name: 'Read as text: it names 1 issue' })).toBeTruthy();
    expect(screen.getByText('is no issue key: issue numbers do not begin with 0')).toBeTruthy();
    expect(screen.getByText('would comment on DEMO-1')).toBeTruthy();
    expect(requests).toContain('POST /api/v1/explain {"text":"DEMO-1 DEMO-007","field":"text"}');
    expect(history.location.search).toBe('?about=DEMO-1+DEMO-007');
  });

  it('shows every decision about what is indexed, from a link', async () => {
    openApp('/explain?about=abc1234', { 'GET /api/v1/explain?thing=abc1234': { things: [thing], coverage } });
    expect(await screen.findByRole('heading', { name: 'Commit abc1234' })).toBeTruthy();
    for (const words of [
      'does not count yet: its project became known later. Reindex the repository.',
      'is no issue key: a dot and a digit follow: it looks like a version',
      'Refused it',
      'Too long.',
      'NEW-1 is kept from it: its project does not see this repository.',
      'It does not know DEMO-1.',
    ]) {
      expect(screen.getByText(words)).toBeTruthy();
    }
    expect(screen.getByRole('button', { name: 'Reindex the repository' })).toBeTruthy();
  });

  it('says how far we have looked when nothing is there, and reads a name of a branch besides', async () => {
    openApp('/explain?about=feature%2Fx', {
      'GET /api/v1/explain?thing=feature%2Fx': { things: [], coverage },
      'POST /api/v1/explain': { keys: [], refused: [], commands: [] },
    });
    expect(await screen.findByText('Nothing of that name is indexed')).toBeTruthy();
    expect(screen.getByText('2 repositories are not indexed yet.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Show them' }).getAttribute('href')).toBe('/repositories?state=failed');
    expect(
      await screen.findByRole('heading', { name: 'Read as the name of a branch: it names no issue' }),
    ).toBeTruthy();
  });

  it('offers examples', async () => {
    const { history } = openApp('/explain', { 'POST /api/v1/explain': read });
    fireEvent.click(await screen.findByRole('button', { name: 'ABC-123 Fix the login' }));
    expect(await screen.findByRole('heading', { name: /Read as text/u })).toBeTruthy();
    expect(history.location.search).toContain('about=ABC-123');
  });

  it('says what went wrong', async () => {
    openApp('/explain?about=abc1234', { 'GET /api/v1/explain?thing=abc1234': 503 });
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 503');
  });
});
