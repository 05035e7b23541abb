// @vitest-environment jsdom
import { exampleDevelopment, examplePullRequest, exampleRepository } from '@branchline/issue-panel/examples';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { openApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const place = {
  integrationId: 3,
  name: 'Our GitLab',
  serviceTitle: 'GitLab',
  address: 'gitlab.example.org',
  credentialKinds: ['token'],
  tokenPage: null,
  rights: 'It needs api.',
  oauth: null,
  connection: null,
};
const connected = {
  integrationId: 3,
  account: { remoteId: '1', login: 'ada', name: 'Ada', webUrl: null, avatarUrl: null },
  credentialKind: 'token',
  missingRights: [],
  expiresAt: null,
  checkedAt: '2026-01-01T00:00:00.000Z',
  connectedAt: '2026-01-01T00:00:00.000Z',
  problem: null,
  personId: 1,
  warnings: [],
};

it('does what was wanted as soon as the account it takes is connected', async () => {
  const approval = 'POST /api/v1/issues/DEMO-1/repositories/1/pull-requests/12/approval';
  const pullRequests = [examplePullRequest({ id: '12' })];
  const needed = { type: 'token-needed', title: 'It needs your account', status: 428 };
  const app = openApp('/issues/DEMO-1?act=approve&repository=1&pullRequest=12', {
    'GET /api/v1/issues/DEMO-1/development': exampleDevelopment({
      repositories: [exampleRepository({ pullRequests })],
    }),
    'GET /api/v1/me/connections': { places: [place] },
    'PUT /api/v1/me/connections/3': connected,
    [approval]: { problem: { ...needed, integration: { id: 3, name: 'Our GitLab' } } },
  });
  const dialog = await screen.findByRole('dialog', { name: /^Approve/u });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Approve' }));
  fireEvent.change(await screen.findByLabelText('Access token'), { target: { value: 'glpat-ada' } });
  app.answer(approval, undefined);
  fireEvent.click(screen.getByRole('button', { name: 'Try and keep it' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(app.requests.filter((request) => request.startsWith(approval))).toHaveLength(2);
  expect(app.history.location.search).toBe('');
});
