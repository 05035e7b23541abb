// @vitest-environment jsdom
import { exampleDevelopment, examplePullRequest, exampleRepository } from '@branchline/issue-panel/examples';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { connectingAnswers, tokenNeeded } from '../../test-support/acting-examples.ts';
import { openApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('does what was wanted as soon as the account it takes is connected', async () => {
  const approval = 'POST /api/v1/issues/DEMO-1/repositories/1/pull-requests/12/approval';
  const pullRequests = [examplePullRequest({ id: '12' })];
  const app = openApp('/issues/DEMO-1?act=approve&repository=1&pullRequest=12', {
    'GET /api/v1/issues/DEMO-1/development': exampleDevelopment({
      repositories: [exampleRepository({ pullRequests })],
    }),
    ...connectingAnswers,
    [approval]: tokenNeeded,
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
