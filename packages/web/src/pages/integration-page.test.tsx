// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleIntegration, exampleService } from '../test-support/integration-examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const integration = exampleIntegration({
  name: 'GitLab of the team',
  settings: { url: 'https://gitlab.example.com' },
  credentialKind: 'token',
  account: { remoteId: '1', login: 'bot', name: 'Bot', webUrl: null, avatarUrl: null },
  attention: [{ level: 'warning', text: 'Its token ends in 12 days.', url: null }],
});
const removal = {
  repositories: 2,
  linkedCommits: 31_283,
  linkedBranches: 1,
  linkedPullRequests: 0,
  webhooks: 2,
  jiraSites: [{ id: 3, name: 'Example Jira', entries: 31_284 }],
};
const webhooks = {
  obstacle: 'The credential cannot make webhooks.',
  checkedAt: null,
  registrations: [{ level: 'owner', name: 'acme', state: 'refused', reason: 'No right.', checkedAt: null }],
  manualSteps: { owner: ['Open the group.'], repository: [] },
};
const answers = {
  'GET /api/v1/integrations/7': integration,
  'GET /api/v1/git-services': { gitServices: [exampleService()] },
  'GET /api/v1/budgets': { budgets: [] },
  'GET /api/v1/integrations/7/removal': removal,
  'GET /api/v1/integrations/7/webhooks': webhooks,
};

const edit = 'PATCH /api/v1/integrations/7';

describe('an integration', () => {
  it('says how it stands, as whom it is connected, and what needs a person', async () => {
    openApp('/integrations/7', answers);
    expect(await screen.findByRole('heading', { name: /GitLab of the team/u })).toBeTruthy();
    for (const words of ['1 repository up to date', 'bot', 'Access token', 'Its token ends in 12 days.']) {
      expect(screen.getByText(words)).toBeTruthy();
    }
    expect(screen.getByText('Only with a person’s own token')).toBeTruthy();
  });

  it('says loudly that certificates are not checked', async () => {
    const network = { trustedCertificates: null, proxyUrl: 'http://proxy:3128', verifiesCertificates: false };
    openApp('/integrations/7', { ...answers, 'GET /api/v1/integrations/7': { ...integration, network } });
    expect(await screen.findByText(/anybody on the way can pretend/u)).toBeTruthy();
    expect(screen.getByText(/Through http:\/\/proxy:3128/u)).toBeTruthy();
  });

  it('is paused with a reason, and resumed', async () => {
    const app = openApp('/integrations/7', {
      ...answers,
      'POST /api/v1/integrations/7/pause': 503,
      'POST /api/v1/integrations/7/resume': undefined,
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Pause GitLab of the team?' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Pause' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('Problem 503');
    app.answer('POST /api/v1/integrations/7/pause', undefined);
    app.answer('GET /api/v1/integrations/7', { ...integration, pausedBecause: 'It moves.' });
    fireEvent.click(dialog.getByRole('button', { name: 'Pause' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(app.requests).toContain('POST /api/v1/integrations/7/resume'));
    expect(screen.getByText('It moves.')).toBeTruthy();
  });

  it('tries its credential and shows what the service said', async () => {
    openApp('/integrations/7', {
      ...answers,
      'POST /api/v1/integrations/7/check': {
        usable: true,
        account: integration.account,
        version: null,
        expiresAt: null,
        missingRights: [{ name: 'api', weight: 'useful', without: 'no webhooks are made', grantUrl: null }],
        warnings: [],
      },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Check now' }));
    const dialog = within(screen.getByRole('dialog', { name: 'The credential of GitLab of the team' }));
    expect(await dialog.findByText('api')).toBeTruthy();
  });

  it('asks before its token renews itself', async () => {
    const { requests } = openApp('/integrations/7', {
      ...answers,
      'POST /api/v1/integrations/7/rotate-token': { expiresAt: null, integrations: [] },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Renew the token' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Renew the token of GitLab of the team?' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Renew the token' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/integrations/7/rotate-token'));
  });

  it('says in numbers what goes with it, and keeps what is in Jira where that is wished', async () => {
    const { requests, history } = openApp('/integrations/7', {
      ...answers,
      'DELETE /api/v1/integrations/7?keepsInJira=yes': removal,
      'GET /api/v1/integrations': { integrations: [], next: null },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Disconnect GitLab of the team?' }));
    expect(await dialog.findByText('31,284 entries from Example Jira')).toBeTruthy();
    fireEvent.click(dialog.getByRole('checkbox', { name: 'Leave what was sent to Jira there' }));
    expect(dialog.getByText(/31,284 entries stay in Example Jira/u)).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(requests).toContain('DELETE /api/v1/integrations/7?keepsInJira=yes'));
    await waitFor(() => expect(history.location.pathname).toBe('/integrations'));
  });

  it('is not there any more', async () => {
    openApp('/integrations/7', { ...answers, 'GET /api/v1/integrations/7': 404 });
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 404');
  });
});

describe('its webhooks', () => {
  it('say why they could not be made, and how they are made by hand', async () => {
    openApp('/integrations/7?tab=webhooks', {
      ...answers,
      'POST /api/v1/webhooks/endpoints': {
        id: 5,
        level: 'integration',
        integrationId: 7,
        repositoryId: null,
        url: 'https://b.example/w/1',
        madeAt: '2026-03-01T00:00:00.000Z',
        secretIsShown: true,
        name: 'GitLab of the team',
        previousSecretUntil: null,
        secret: 'once',
        manualSteps: [],
      },
    });
    expect(await screen.findByText('The credential cannot make webhooks.')).toBeTruthy();
    expect(screen.getByText('No right.')).toBeTruthy();
    expect(screen.getByText('Open the group.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show address and secret' }));
    expect(await screen.findByText('https://b.example/w/1')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy Secret' })).toBeTruthy();
  });
});

describe('its settings', () => {
  it('send only what was changed, from the version that was shown', async () => {
    const { requests } = openApp('/integrations/7?tab=settings', {
      ...answers,
      [edit]: { ...integration, name: 'Other', version: 'v2', warnings: [] },
    });
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Other' } });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Require a person’s own token for writing' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByText('Saved.')).toBeTruthy();
    expect(requests).toContain(`${edit} {"name":"Other","requiresPersonalToken":false}`);
  });

  it('warn of connections that are not checked, and send how the service is reached', async () => {
    const { requests } = openApp('/integrations/7?tab=settings', { ...answers, [edit]: 422 });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Check the service’s certificate' }));
    expect(screen.getByRole('alert').textContent).toContain('Without this check');
    fireEvent.change(screen.getByLabelText(/Proxy/u), { target: { value: ' http://proxy:3128 ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByText('Problem 422')).toBeTruthy();
    const network = { trustedCertificates: null, proxyUrl: 'http://proxy:3128', verifiesCertificates: false };
    expect(requests).toContain(`${edit} ${JSON.stringify({ network })}`);
  });

  it('of somebody who was faster are shown before anything is overwritten', async () => {
    const app = openApp('/integrations/7?tab=settings', { ...answers, [edit]: 412 });
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByText('Somebody else changed this meanwhile')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Mine');
    app.answer('GET /api/v1/integrations/7', { ...integration, name: 'Theirs', version: 'v2' });
    fireEvent.click(screen.getByRole('button', { name: 'Load what is there now' }));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Theirs'));
  });

  it('replace a credential that is tried first, and keep nothing of it in the page', async () => {
    const app = openApp('/integrations/7?tab=settings', { ...answers, [edit]: 502 });
    fireEvent.change(await screen.findByLabelText('Access token'), { target: { value: 'new token' } });
    fireEvent.click(screen.getByRole('button', { name: 'Check and replace' }));
    expect(await screen.findByText('Problem 502')).toBeTruthy();
    app.answer(edit, { ...integration, version: 'v2', warnings: [] });
    fireEvent.click(screen.getByRole('button', { name: 'Check and replace' }));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Access token').value).toBe(''));
    expect(app.requests).toContain(`${edit} {"credential":{"kind":"token","token":"new token"}}`);
  });

  it('lead to the service for signing in again', async () => {
    const { requests } = openApp('/integrations/7?tab=settings', { ...answers, 'POST /api/v1/oauth/start': 422 });
    fireEvent.change(await screen.findByLabelText('Kind'), { target: { value: 'oauth' } });
    fireEvent.click(screen.getByRole('button', { name: 'As another account' }));
    await waitFor(() =>
      expect(requests.some((each) => each.endsWith('{"integrationId":7,"switchesAccount":true}'))).toBe(true),
    );
    expect(await screen.findByRole('alert')).toBeTruthy();
  });
});
