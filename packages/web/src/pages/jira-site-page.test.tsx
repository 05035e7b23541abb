// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleJiraSite, exampleRepository } from '../test-support/examples.ts';
import { openApp, type Answers } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const api = '/api/v1/jira-sites/3';
const at = '2026-03-09T10:00:00.000Z';
const site = exampleJiraSite();

function open(tab: string, answers: Answers = {}) {
  return openApp(`/jira-sites/3?tab=${tab}`, { [`GET ${api}`]: site, ...answers });
}

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('the list of Jira sites', () => {
  it('says by what each is connected, what works there, and which need somebody', async () => {
    const account = { kind: 'personal-access-token', email: null } as const;
    const findings = [
      { ability: 'development-information', works: true, because: null, remedy: null },
      { ability: 'account', works: false, because: 'No.', remedy: null },
    ] as const;
    const paused = { ...site.sending, pausedBecause: 'Jira refused the token.' };
    const own = exampleJiraSite({ id: 4, name: 'Our own', cloudId: '', clientId: '', account, sending: paused });
    const cloud = exampleJiraSite({ hasForgeApp: true, check: { at, findings: [...findings] } });
    openApp('/jira-sites', { 'GET /api/v1/jira-sites': { jiraSites: [cloud, own] } });
    expect(await screen.findByText('2 Jira sites are connected; one needs you.')).toBeTruthy();
    expect(screen.getByText('By OAuth credentials and the Forge app')).toBeTruthy();
    expect(screen.getByText('1 of 2 abilities')).toBeTruthy();
    expect(screen.getByText('By a personal access token')).toBeTruthy();
    expect(screen.getByText('Not checked yet')).toBeTruthy();
    expect(screen.getByText('Jira refused the token.')).toBeTruthy();
  });

  it('leads to connecting one where there is none', async () => {
    openApp('/jira-sites', { 'GET /api/v1/jira-sites': { jiraSites: [] } });
    expect(await screen.findByRole('heading', { name: 'No Jira site is connected' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Connect a Jira site' }).getAttribute('href')).toBe('/jira-sites/new');
  });
});

describe('the overview of a site', () => {
  it('says what does not work, why and what to do, what waits, and what Jira refused', async () => {
    const finding = {
      ability: 'comments',
      works: false,
      because: 'It may not.',
      remedy: 'Grant Add Comments.',
    } as const;
    const waiting = { ...site.sending, waiting: 30, waitingHistory: 28 };
    open('overview', { [`GET ${api}`]: { ...site, sending: waiting, check: { at, findings: [finding] } } });
    expect(await screen.findByText('It may not. Grant Add Comments.')).toBeTruthy();
    expect(screen.getByText('2 entries that just happened go first · 28 entries of history wait')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open associations' })).toBeTruthy();
  });

  it('is asked for by its name before it goes, and says in numbers what goes', async () => {
    const { requests, history } = open('overview', {
      [`DELETE ${api}`]: { entries: 4000 },
      'GET /api/v1/jira-sites': { jiraSites: [] },
    });
    await press('Disconnect');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('4,000 entries will be taken back from Jira.')).toBeTruthy();
    const disconnect = dialog.getByRole<HTMLButtonElement>('button', { name: 'Disconnect' });
    expect(disconnect.disabled).toBe(true);
    fireEvent.change(dialog.getByRole('textbox'), { target: { value: 'Example Jira' } });
    fireEvent.click(disconnect);
    await waitFor(() => expect(history.location.pathname).toBe('/jira-sites'));
    expect(requests).toContain(`DELETE ${api}`);
  });
});

describe('the projects of a site', () => {
  const seenBy = { integrations: 2, repositories: 1 };
  const project = { key: 'ABC', name: 'Letters', formerKeys: ['OLD'], processor: 'branchline', seenBy };

  it('are found by what is in the address', async () => {
    open('projects&search=let', {
      [`GET ${api}/projects?search=let`]: { projects: [project], next: null, total: 1, isKnown: true },
    });
    expect(await screen.findByText('Letters')).toBeTruthy();
    expect(screen.getByText('OLD')).toBeTruthy();
    expect(screen.getByText('Run by Branchline')).toBeTruthy();
    expect(screen.getByText('2 integrations and 1 single repository')).toBeTruthy();
  });

  it('are not known without an account, and the page says what to do', async () => {
    open('projects', { [`GET ${api}/projects`]: { projects: [], next: null, total: 0, isKnown: false } });
    expect(await screen.findByRole('link', { name: 'Add an account' })).toBeTruthy();
  });
});

describe('clearing', () => {
  const clearing = {
    id: 5,
    integrationId: 7,
    repositoryId: 1,
    integrationName: 'Code',
    repositoryName: 'team/code',
    askedAt: at,
    finishedAt: null,
    repositories: 1,
    repositoriesDone: 0,
    entries: 40,
    entriesDone: 10,
    problem: 'Jira asks to wait.',
  };

  it('says beforehand how much a place is, for one repository as well', async () => {
    const found = { repositories: [exampleRepository()], next: null, total: 1 };
    const { requests } = open('clear', {
      [`GET ${api}/clearings`]: { clearings: [] },
      [`GET ${api}/clearings/preview`]: { repositories: 9, entries: 4000 },
      [`GET ${api}/clearings/preview?integrationId=7&repositoryId=1`]: { repositories: 1, entries: 12 },
      'GET /api/v1/integrations?limit=200': { integrations: [], next: null },
      'GET /api/v1/repositories?search=cod&limit=20': found,
      [`POST ${api}/clearings`]: clearing,
    });
    expect(await screen.findByText('4,000 entries of 9 repositories will be taken back.')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: 'One repository' }));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'cod' } });
    await press('team/code');
    expect(await screen.findByText('12 entries of 1 repository will be taken back.')).toBeTruthy();
    await press('Clear');
    const dialog = within(await screen.findByRole('dialog', { name: 'Clear team/code?' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Clear' }));
    await waitFor(() => expect(requests).toContain(`POST ${api}/clearings {"integrationId":7,"repositoryId":1}`));
  });

  it('shows how far it is, why it waits, and lifts what is done', async () => {
    const done = { ...clearing, id: 6, repositoryId: null, repositoryName: null, finishedAt: at, problem: null };
    const { requests } = open('clear', {
      [`GET ${api}/clearings`]: { clearings: [clearing, done] },
      [`GET ${api}/clearings/preview`]: { repositories: 0, entries: 0 },
      [`DELETE ${api}/clearings/6`]: { queued: 1 },
    });
    expect(await screen.findByText('10 of 40 entries')).toBeTruthy();
    expect(screen.getByText('Jira asks to wait.')).toBeTruthy();
    await press('Lift');
    await waitFor(() => expect(requests).toContain(`DELETE ${api}/clearings/6`));
  });

  it('has no button while the site is paused', async () => {
    const paused = { ...site, sending: { ...site.sending, pausedBecause: 'Paused by a person.' } };
    open('clear', { [`GET ${api}`]: paused, [`GET ${api}/clearings`]: { clearings: [] } });
    expect(await screen.findByText(/Resume the site first/u)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Clear' })).toBeNull();
  });
});

describe('the comparison', () => {
  it('shows what differs and sends it again', async () => {
    const difference = { repositoryId: 1, repositoryName: 'team/code', missing: 3, unexpected: 1, isGone: false };
    const counts = { repositoriesAsked: 4, entriesCompared: 90, repositoriesSentAgain: 0 };
    const { requests } = open('comparison', {
      [`GET ${api}/reconciliation`]: {
        reconciliation: { at, outcome: 'different', differences: [difference], ...counts },
      },
      [`POST ${api}/reconciliation/resend`]: { queued: 1 },
    });
    expect(await screen.findByText('Jira does not have all that it was sent.')).toBeTruthy();
    await press('Send what differs again');
    await waitFor(() => expect(requests).toContain(`POST ${api}/reconciliation/resend`));
  });
});

describe('credentials', () => {
  const account = { kind: 'scoped-api-token', email: 'bot@example.com' } as const;

  it('are replaced once Jira took them, and never kept in the page', async () => {
    const { requests } = open('credentials', { [`PUT ${api}/oauth`]: site });
    expect(await screen.findByText('Nobody: Branchline writes nothing into issues')).toBeTruthy();
    type('Client id', 'new');
    type('Secret', 'hidden');
    await press('Try and replace');
    expect(await screen.findByText('Jira took them; they are in use.')).toBeTruthy();
    expect(requests).toContain(`PUT ${api}/oauth {"clientId":"new","clientSecret":"hidden"}`);
    expect(screen.getByLabelText<HTMLInputElement>('Secret').value).toBe('');
  });

  it('say what Jira refused, and keep what was typed', async () => {
    open('credentials', { [`PUT ${api}/account`]: 422 });
    await screen.findByLabelText('Token');
    type('Token', 'wrong');
    await press('Try and add');
    expect(await screen.findByText('Problem 422')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Token').value).toBe('wrong');
  });

  it('of an account are asked for by its kind', async () => {
    const { requests } = open('credentials', { [`PUT ${api}/account`]: { ...site, account } });
    fireEvent.change(await screen.findByLabelText('Kind of token'), { target: { value: 'service-account' } });
    type('Client id of the service account', 'robot');
    type('Its secret', 'hidden');
    await press('Try and add');
    await waitFor(() =>
      expect(requests).toContain(
        `PUT ${api}/account {"kind":"service-account","clientId":"robot","clientSecret":"hidden"}`,
      ),
    );
  });

  it('of an account are forgotten only where others stay', async () => {
    const { requests } = open('credentials', {
      [`GET ${api}`]: { ...site, account },
      [`DELETE ${api}/account`]: site,
    });
    await press('Forget the account');
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Forget the account' }));
    await waitFor(() => expect(requests).toContain(`DELETE ${api}/account`));
    cleanup();
    open('credentials', { [`GET ${api}`]: { ...site, clientId: '', account } });
    expect(await screen.findByText(/so the account cannot be forgotten/u)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Forget the account' })).toBeNull();
  });
});

it('shows of Data Center only what it has', async () => {
  const token = { kind: 'personal-access-token', email: null } as const;
  open('credentials', { [`GET ${api}`]: { ...site, cloudId: '', clientId: '', account: token } });
  expect(await screen.findByText(/to forget the token, disconnect the site/u)).toBeTruthy();
  expect(screen.queryByLabelText('Client id')).toBeNull();
  expect(screen.queryByLabelText('Kind of token')).toBeNull();
  expect(screen.queryByRole('link', { name: 'Forge app' })).toBeNull();
  expect(screen.queryByRole('link', { name: 'Comparison' })).toBeNull();
});
