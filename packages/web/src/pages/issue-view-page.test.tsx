// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  exampleBranch,
  exampleCommit,
  exampleDevelopment,
  exampleRepository,
  exampleRollUp,
  exampleShipping,
} from '@branchline/issue-panel/examples';
import { diff } from '@branchline/issue-panel/usual-view';
import { openApp, type Answers, type OpenedApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const { hash } = exampleCommit();
const children = { keys: ['DEMO-2'], because: null };
const answers: Answers = {
  'GET /api/v1/issues/DEMO-1/development': exampleDevelopment({
    repositories: [exampleRepository({ branches: [exampleBranch()] })],
  }),
  'GET /api/v1/issues/DEMO-1/development?include=children': exampleDevelopment({ children }),
  'GET /api/v1/issues/DEMO-1/roll-up': exampleRollUp(),
  'GET /api/v1/issues/DEMO-1/roll-up?include=children': exampleRollUp({ commitCount: 7 }),
  'GET /api/v1/issues/DEMO-1/shipped': exampleShipping(),
  [`GET /api/v1/issues/DEMO-1/repositories/1/commits/${hash}/diff?path=src%2Fwait.ts&whitespace=show&context=3`]: diff,
};

function open(address: string, more: Answers = {}): OpenedApp {
  return openApp(address, { ...answers, ...more });
}

const asked = ({ requests }: OpenedApp, part: string) => requests.filter((request) => request.includes(part));

describe('the view of an issue on its page', () => {
  it('asks for a part once its tab is open, which the address says', async () => {
    const app = open('/issues/DEMO-1');
    fireEvent.click(await screen.findByRole('tab', { name: 'Shipped?' }));
    expect(await screen.findByText('The one commit is in 4.1.0 and on main.')).toBeTruthy();
    expect(app.history.location.search).toBe('?tab=shipped');
    expect(asked(app, '/roll-up')).toEqual([]);
    fireEvent.click(screen.getByRole('tab', { name: 'Activity' }));
    await waitFor(() => expect(app.history.location.search).toBe(''));
  });

  it('opens at what the address says, with children', async () => {
    const app = open('/issues/DEMO-1?tab=roll-up&children=yes');
    expect(await screen.findByText(/7 commits changed 1 file/u)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'DEMO-2' }).getAttribute('href')).toBe('/issues/DEMO-2');
    fireEvent.click(screen.getByRole('checkbox', { name: /Include sub-tasks/u }));
    expect(await screen.findByText(/1 commit changed 1 file/u)).toBeTruthy();
    expect(app.history.location.search).toBe('?tab=roll-up');
  });

  it('shows the activity where the address says nonsense', async () => {
    open('/issues/DEMO-1?tab=nonsense');
    expect((await screen.findByRole('tab', { selected: true })).textContent).toBe('Activity');
  });

  it('says why a part cannot be shown, and asks again', async () => {
    const app = open('/issues/DEMO-1?tab=shipped', { 'GET /api/v1/issues/DEMO-1/shipped': 503 });
    expect(await screen.findByText('Problem 503')).toBeTruthy();
    app.answer('GET /api/v1/issues/DEMO-1/shipped', exampleShipping());
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('The one commit is in 4.1.0 and on main.')).toBeTruthy();
  });

  it('asks for the lines of a file once, however often it is unfolded', async () => {
    const app = open('/issues/DEMO-1?tab=commits');
    const file = await screen.findByRole('button', { name: /wait\.ts/u });
    fireEvent.click(file);
    expect(await screen.findByRole('checkbox', { name: 'Ignore white space' })).toBeTruthy();
    fireEvent.click(file);
    fireEvent.click(file);
    expect(await screen.findByRole('checkbox', { name: 'Ignore white space' })).toBeTruthy();
    expect(asked(app, '/diff')).toHaveLength(1);
  });

  it('leads to where things are done, and to our own pages', async () => {
    const app = open('/issues/DEMO-1?tab=commits');
    fireEvent.click(await screen.findByRole('link', { name: 'All commits of this repository' }));
    await waitFor(() => expect(app.history.location.pathname).toBe('/browse/1/commits'));
    app.history.back();
    fireEvent.click(await screen.findByRole('button', { name: 'Create branch' }));
    await waitFor(() => expect(app.history.location.href).toBe('/create-branch?issue=DEMO-1'));
  });

  it('keeps its tab while something is done in it', async () => {
    const app = open('/issues/DEMO-1?tab=commits&children=yes');
    fireEvent.click(await screen.findByRole('button', { name: 'Start work' }));
    await waitFor(() => expect(app.history.location.search).toBe('?act=start-work&tab=commits&children=yes'));
    expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Commits');
  });

  it('remembers the program in which branches are opened', async () => {
    open('/issues/DEMO-1');
    const what = 'branch name DEMO-1-wait';
    fireEvent.click(await screen.findByRole('button', { name: `Open ${what} in a program` }));
    fireEvent.click(screen.getByRole('link', { name: 'GitKraken Desktop' }));
    expect(await screen.findByRole('link', { name: `Open ${what} in GitKraken Desktop` })).toBeTruthy();
    cleanup();
    open('/issues/DEMO-1');
    expect(await screen.findByRole('link', { name: `Open ${what} in GitKraken Desktop` })).toBeTruthy();
  });
});

describe('the view in a frame', () => {
  it('does nothing in the frame but opens a tab of our own', async () => {
    const opened: unknown[] = [];
    vi.stubGlobal('open', (...words: readonly unknown[]) => void opened.push(words));
    open('/embedded/issues/DEMO-1');
    fireEvent.click(await screen.findByRole('button', { name: 'Create pull request from DEMO-1-wait' }));
    const address = '/create-pull-request?issue=DEMO-1&repository=1&source=DEMO-1-wait';
    expect(opened).toEqual([[address, '_blank', 'noopener']]);
  });
});
