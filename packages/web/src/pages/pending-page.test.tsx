// @vitest-environment jsdom
import type { PendingCredential } from '@branchline/contract';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleOverview, exampleRepository } from '../test-support/examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const waiting: PendingCredential = {
  id: 'abc',
  connector: 'github',
  connectorTitle: 'GitHub',
  settings: { url: 'https://github.example' },
  network: { trustedCertificates: null, proxyUrl: null, verifiesCertificates: true },
  mayChooseAccount: true,
  integrationId: null,
  usable: true,
  account: { remoteId: '1', login: 'ada', name: 'Ada', webUrl: null, avatarUrl: null },
  missingRights: [],
  warnings: ['"Code" is connected to the same service as ada, too.'],
  expiresAt: '2026-03-01T13:00:00.000Z',
};
const asked = 'GET /api/v1/oauth/pending/abc';

describe('a credential that waits', () => {
  it('is shown with the account and what one should know, and saved under a name', async () => {
    const { requests, history } = openApp('/connect/pending/abc', {
      [asked]: waiting,
      'POST /api/v1/integrations': 500,
    });
    expect(await screen.findByRole('heading', { name: 'Connect GitHub as ada?' })).toBeTruthy();
    expect(screen.getByText(waiting.warnings[0]!)).toBeTruthy();
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Ours' } });
    fireEvent.click(screen.getByRole('button', { name: 'Connect as ada' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/integrations {"pending":"abc","name":"Ours"}'));
    // What went wrong is said here, and nothing is lost.
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 500');
    expect(history.location.pathname).toBe('/connect/pending/abc');
  });

  it('is cancelled, and nothing stays', async () => {
    const { requests, history } = openApp('/connect/pending/abc', {
      [asked]: waiting,
      'DELETE /api/v1/oauth/pending/abc': undefined,
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(history.location.pathname).toBe('/'));
    expect(requests).toContain('DELETE /api/v1/oauth/pending/abc');
  });

  it('cannot be saved without a right that is needed', async () => {
    openApp('/connect/pending/abc', { [asked]: { ...waiting, usable: false } });
    expect(await screen.findByText('Grant what is missing at GitHub, then sign in again.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Connect as ada' })).toBeNull();
  });

  it('that is over says so', async () => {
    openApp('/connect/pending/abc', {});
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 404');
  });
});

describe('the overview', () => {
  it('shows what somebody should see to before anything stops', async () => {
    const overview = exampleOverview([exampleRepository()]);
    const attention = [{ level: 'warning', text: 'The credential ends in 13 days.', url: 'https://github.example/t' }];
    const integrations = overview.integrations.map((each) => ({ ...each, attention }));
    openApp('/', { 'GET /api/v1/overview': { ...overview, integrations } });
    expect(await screen.findByText('The credential ends in 13 days.')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Put it right/ }).getAttribute('href')).toBe('https://github.example/t');
  });
});
