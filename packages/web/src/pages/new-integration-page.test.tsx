// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '../test-support/open-app.tsx';
import { draft, hub, waiting } from '../test-support/wizard-examples.ts';

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const base = {
  'GET /api/v1/git-services': { gitServices: [hub] },
  'GET /api/v1/integration-drafts': { drafts: [] },
  'GET /api/v1/jira-sites': { jiraSites: [] },
};
const atSignIn = () => openApp('/integrations/new?step=sign-in', base);

function chooseHub(): void {
  sessionStorage.setItem('branchline.new-integration', JSON.stringify({ service: 'hub' }));
}

describe('the service', () => {
  it('is chosen among cards with what each type means, and remembered', async () => {
    const { history } = openApp('/integrations/new', base);
    fireEvent.click(await screen.findByRole('radio', { name: /^Hub/ }));
    expect(screen.getByRole('radio', { name: /^Two-way/, checked: true })).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: /^Webhooks only/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(history.location.href).toBe('/integrations/new?step=sign-in'));
    expect(await screen.findByRole('heading', { name: /Sign in to Hub/ })).toBeTruthy();
    expect(JSON.parse(sessionStorage.getItem('branchline.new-integration') ?? '')).toMatchObject({
      service: 'hub',
      mode: 'webhook-only',
    });
  });

  it('leads on with what was begun, or discards it', async () => {
    const { requests } = openApp('/integrations/new', {
      ...base,
      'GET /api/v1/integration-drafts': { drafts: [draft] },
      'GET /api/v1/integration-drafts/7': draft,
      'DELETE /api/v1/integration-drafts/7': undefined,
    });
    expect(await screen.findByText('Hub as ada, begun and not connected')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }));
    await waitFor(() => expect(requests).toContain('DELETE /api/v1/integration-drafts/7'));
    fireEvent.click(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByRole('button', { name: 'Check again' })).toBeTruthy();
  });
});

describe('signing in', () => {
  it('shows the guide, keeps what was typed and no secret, and goes on with a draft', async () => {
    chooseHub();
    const { requests, history, answer } = atSignIn();
    expect(await screen.findByText('Open your settings.')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Open the page/ }).getAttribute('href')).toBe('https://hub.example/tokens');
    fireEvent.change(screen.getByRole('textbox', { name: 'Address' }), { target: { value: 'https://own.example' } });
    fireEvent.change(screen.getByLabelText('Token'), { target: { value: 'geheim' } });
    answer('POST /api/v1/integration-drafts', 422);
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 422');
    expect(JSON.stringify(sessionStorage)).not.toContain('geheim');
    answer('POST /api/v1/integration-drafts', draft);
    answer('GET /api/v1/integration-drafts/7', draft);
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await waitFor(() => expect(history.location.href).toBe('/integrations/new?step=sign-in&draft=7'));
    const sent = requests.findLast((request) => request.startsWith('POST'));
    expect(sent).toContain(
      '{"connector":"hub","settings":{"url":"https://own.example"},"mode":"two-way","credential":{"kind":"token","token":"geheim"}}',
    );
    expect(await screen.findByText('"Code" is connected to the same service as ada, too.')).toBeTruthy();
  });

  it('warns loudly of certificates that are not verified, and hands the network on', async () => {
    chooseHub();
    const { requests } = atSignIn();
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Do not verify certificates', hidden: true }));
    expect(screen.getByText(/may then pretend to be it/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Token'), { target: { value: 'x' } });
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await waitFor(() =>
      expect(requests.findLast((each) => each.startsWith('POST'))).toContain('"verifiesCertificates":false'),
    );
  });

  it('makes a key whose public half is shown, and signs in by its name', async () => {
    chooseHub();
    const { requests, answer } = atSignIn();
    fireEvent.click(await screen.findByRole('radio', { name: 'SSH key' }));
    const expiresAt = '2026-03-02T12:00:00.000Z';
    answer('POST /api/v1/ssh-keys', {
      id: 'k1',
      publicKey: 'ssh-ed25519 AAAA branchline',
      fingerprint: 'SHA256:x',
      expiresAt,
    });
    fireEvent.click(screen.getByRole('button', { name: 'Make a key' }));
    expect(await screen.findByText('ssh-ed25519 AAAA branchline')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Check' }));
    await waitFor(() =>
      expect(requests.findLast((each) => each.startsWith('POST'))).toContain('{"kind":"made-ssh-key","id":"k1"}'),
    );
  });

  it('asks for the application first, where none is entered', async () => {
    chooseHub();
    const { requests, answer } = atSignIn();
    fireEvent.click(await screen.findByRole('radio', { name: 'Sign in with the browser' }));
    expect(screen.getByText('https://branchline.example/oauth/callback')).toBeTruthy();
    const go = screen.getByRole('button', { name: 'Sign in with Hub' });
    expect((go as HTMLButtonElement).disabled).toBe(true);
    fireEvent.change(screen.getByRole('textbox', { name: 'Client id' }), { target: { value: 'id' } });
    fireEvent.change(screen.getByLabelText('Client secret'), { target: { value: 'secret' } });
    const clients = ['https://hub.example/authorize'];
    answer('GET /api/v1/git-services', { gitServices: [{ ...hub, oauth: { ...hub.oauth, clients } }] });
    answer('PUT /api/v1/oauth-clients', {
      id: 1,
      connector: 'hub',
      connectorTitle: 'Hub',
      authorizeUrl: clients[0],
      settings: {},
      clientId: 'id',
      registrationUrl: 'https://hub.example/applications',
      integrations: 0,
      addedAt: '2026-03-01T12:00:00.000Z',
    });
    fireEvent.click(screen.getByRole('button', { name: 'Save the application' }));
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Sign in with Hub' }).disabled).toBe(false),
    );
    expect(requests.some((request) => request.startsWith('PUT /api/v1/oauth-clients'))).toBe(true);
  });

  it('names a right that is missing with where it is granted, and does not go on without it', async () => {
    const right = { name: 'read', weight: 'needed', without: 'nothing can be read', grantUrl: 'https://hub.example/t' };
    const poor = { ...draft, usable: false, missingRights: [right], warnings: [] };
    const { answer } = openApp('/integrations/new?step=options&draft=7', {
      ...base,
      'GET /api/v1/integration-drafts/7': poor,
    });
    expect(await screen.findByText(/Without it nothing can be read/)).toBeTruthy();
    expect(screen.getByRole('link', { name: /Grant it/ }).getAttribute('href')).toBe('https://hub.example/t');
    expect(screen.queryByRole('button', { name: 'Continue' })).toBeNull();
    answer('POST /api/v1/integration-drafts/7/check', draft);
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));
    await waitFor(() => expect(screen.queryByText(/Without it nothing can be read/)).toBeNull());
  });
});

describe('a credential that came through the browser', () => {
  const asked = 'GET /api/v1/oauth/pending/abc';

  it('is shown with its account, and goes on as a draft; old addresses lead here', async () => {
    const { requests, history, answer } = openApp('/connect/pending/abc', { ...base, [asked]: waiting });
    expect(await screen.findByText('ada')).toBeTruthy();
    expect(history.location.href).toBe('/integrations/new?step=sign-in&pending=abc');
    answer('POST /api/v1/integration-drafts', draft);
    answer('GET /api/v1/integration-drafts/7', draft);
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(history.location.href).toBe('/integrations/new?step=repositories&draft=7'));
    expect(requests).toContain('POST /api/v1/integration-drafts {"pending":"abc","mode":"two-way"}');
  });

  it('takes the place of another one where it was asked for', async () => {
    const { requests, answer } = openApp('/integrations/new?pending=abc', {
      ...base,
      [asked]: { ...waiting, integrationId: 3 },
    });
    answer('PATCH /api/v1/integrations/3', 500);
    fireEvent.click(await screen.findByRole('button', { name: 'Go on as ada' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 500');
    expect(requests).toContain('PATCH /api/v1/integrations/3 {"pending":"abc"}');
  });

  it('is cancelled, and nothing stays', async () => {
    const { requests, history } = openApp('/integrations/new?pending=abc', {
      ...base,
      [asked]: waiting,
      'DELETE /api/v1/oauth/pending/abc': undefined,
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(history.location.pathname).toBe('/'));
    expect(requests).toContain('DELETE /api/v1/oauth/pending/abc');
    expect(sessionStorage.getItem('branchline.new-integration')).toBeNull();
  });

  it('that is over says so, and leads to the beginning', async () => {
    const { history } = openApp('/integrations/new?pending=abc', base);
    fireEvent.click(await screen.findByRole('button', { name: 'Begin again' }));
    await waitFor(() => expect(history.location.href).toBe('/integrations/new?step=service'));
  });
});

describe('connecting', () => {
  it('says what will happen, counts, and sends what was wished', async () => {
    const choice = { current: ['1'], futureInOwners: [], futureOwners: false, include: [], exclude: [] };
    const walk = { seen: 2, isFinished: true, startedAt: draft.endsAt, finishedAt: draft.endsAt };
    const plain = { webUrl: null, isArchived: false, isEmpty: false, isGone: false, activeAt: null, isTaken: true };
    const entry = (remoteId: string) => ({ ...plain, remoteId, owner: 'a', name: `a/${remoteId}`, because: 'chosen' });
    const { requests } = openApp('/integrations/new?step=options&draft=7', {
      ...base,
      'GET /api/v1/integration-drafts/7': draft,
      'GET /api/v1/integrations/7/repository-choice': {
        choice: { ...choice, takesArchived: true, apiPath: null, filter: null },
        walk,
        version: 'one',
      },
      'GET /api/v1/integrations/7/listed-repositories?limit=2000': { repositories: ['1', '2'].map(entry), next: null },
      'POST /api/v1/integration-drafts/7/connect': 500,
    });
    const connect = await screen.findByRole('button', { name: 'Connect 1 repository' });
    expect(screen.getByText('New repositories are not added by themselves.')).toBeTruthy();
    fireEvent.click(screen.getByRole('checkbox', { name: /People need a token of their own/ }));
    expect(screen.getByText(/acts for people without a token/)).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: /Somebody makes them by hand/ }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Display name' }), { target: { value: 'Ours' } });
    fireEvent.click(connect);
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 500');
    const sent = '{"name":"Ours","requiresPersonalToken":false,"makesWebhooks":false}';
    expect(requests).toContain(`POST /api/v1/integration-drafts/7/connect ${sent}`);
  });

  it('has nothing to choose where only webhooks tell', async () => {
    const silent = { ...draft, mode: 'webhook-only', credentialKind: 'none', account: null, warnings: [] };
    const { history } = openApp('/integrations/new?step=repositories&draft=7', {
      ...base,
      'GET /api/v1/integration-drafts/7': silent,
    });
    expect(await screen.findByText(/Repositories appear here when their first webhook arrives/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(history.location.href).toContain('step=options'));
    expect(await screen.findByRole('button', { name: 'Connect' })).toBeTruthy();
  });
});
