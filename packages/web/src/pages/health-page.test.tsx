// @vitest-environment jsdom
import type { HealthFinding, HealthReport } from '@branchline/contract';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const request = 'GET /api/v1/health/report';
const well: HealthFinding = {
  check: 'git',
  subject: null,
  state: 'well',
  words: 'git version 2.43.0.',
  remedy: null,
  details: [],
};
const look: HealthFinding = {
  check: 'backups',
  subject: null,
  state: 'look',
  words: 'No backup was made yet.',
  remedy: 'Run branchline backup every day.',
  details: [],
};
const broken: HealthFinding = {
  check: 'Jira site',
  subject: 'Acme',
  state: 'broken',
  words: 'Jira refused the credentials.',
  remedy: 'Enter them anew.',
  details: ['development-information: refused'],
};

function report(...findings: HealthReport['findings']): HealthReport {
  return { checkedAt: '2026-03-01T12:00:00.000Z', version: '1.2.3', findings };
}

describe('the page about health', () => {
  it('says first how things stand, and shows what is broken before what is well', async () => {
    openApp('/health', { [request]: report(well, look, broken) });
    expect(await screen.findByText('1 thing is broken, and 1 more should be looked at.')).toBeDefined();
    const needs = screen.getByRole('region', { name: 'Needs somebody' });
    const lines = within(needs).getAllByText(/Jira site · Acme|Backups/);
    expect(lines.map((line) => line.textContent)).toEqual(['Jira site · Acme', 'Backups']);
    expect(within(needs).getByText('Enter them anew.')).toBeDefined();
    expect(within(needs).getByText('development-information: refused')).toBeDefined();
    expect(within(screen.getByRole('region', { name: 'Well' })).getByText('Git')).toBeDefined();
  });

  it('says that everything is well, and shows no empty list', async () => {
    openApp('/health', { [request]: report(well) });
    expect(await screen.findByText('Everything is well.')).toBeDefined();
    expect(screen.queryByRole('region', { name: 'Needs somebody' })).toBeNull();
  });

  it('checks again when asked', async () => {
    const app = openApp('/health', { [request]: report(look) });
    await screen.findByText('Everything works; 1 thing is worth a look.');
    app.answer(request, report(well));
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await screen.findByText('Everything is well.')).toBeDefined();
    expect(app.requests.filter((each) => each === request)).toHaveLength(2);
  });

  it('copies the report as text', async () => {
    openApp('/health', { [request]: report(broken) });
    const copied: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    const button = await screen.findByRole('button', { name: 'Copy report' });
    await waitFor(() => expect(button).toHaveProperty('disabled', false));
    fireEvent.click(button);
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeDefined();
    expect(copied.join().split('\n')).toEqual([
      'Branchline 1.2.3, 2026-03-01T12:00:00.000Z',
      '',
      '[Broken] Jira site · Acme: Jira refused the credentials.',
      '    Enter them anew.',
      '    - development-information: refused',
    ]);
  });

  it('shows what went wrong when it cannot be checked', async () => {
    openApp('/health', { [request]: 503 });
    expect(await screen.findByText('Problem 503')).toBeDefined();
  });
});
