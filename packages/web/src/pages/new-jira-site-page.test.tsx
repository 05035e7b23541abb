// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleJiraSite } from '../test-support/examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const api = '/api/v1/jira-sites';
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const type = async (label: string | RegExp, value: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value } });

const site = exampleJiraSite();

describe('connecting Jira Cloud', () => {
  it('asks step by step, tries before it saves, and goes on after a reload', async () => {
    const { requests, history, answer } = openApp('/jira-sites/new', {
      [`POST ${api}`]: 422,
      [`GET ${api}/3`]: site,
      [`GET ${api}`]: { jiraSites: [site] },
      [`GET ${api}/3/forge`]: { forge: null },
      'GET /api/v1/integrations?limit=200': { integrations: [], next: null },
    });
    await press('Continue');
    await type('Address', 'example.atlassian.net');
    await press('Continue');
    expect(await screen.findByText('Write the whole address, beginning with https://')).toBeTruthy();
    await type('Address', 'https://example.atlassian.net/');
    await press('Continue');
    expect(await screen.findByText('In Jira, open Settings → Apps → OAuth credentials.')).toBeTruthy();
    await type('Client id', 'id');
    await type('Secret', 'hidden');
    await press('Try and connect');
    expect(await screen.findByText('Problem 422')).toBeTruthy();
    answer(`POST ${api}`, site);
    await press('Try and connect');
    expect(await screen.findByRole('heading', { name: /Let Branchline read Jira/u })).toBeTruthy();
    const body = { siteUrl: 'https://example.atlassian.net', name: 'example.atlassian.net' };
    expect(requests).toContain(`POST ${api} ${JSON.stringify({ ...body, clientId: 'id', clientSecret: 'hidden' })}`);
    expect(history.location.search).toContain('step=account');
    await press('Skip for now');
    expect(await screen.findByRole('heading', { name: /Put Branchline inside Jira/u })).toBeTruthy();
    await press('Continue');
    expect(await screen.findByText(/There is no integration yet/u)).toBeTruthy();
    await press('Finish');
    await waitFor(() => expect(history.location.pathname).toBe('/jira-sites/3'));
  });

  it('keeps what was entered when somebody goes back', async () => {
    openApp('/jira-sites/new', {});
    await type('Address', 'https://example.atlassian.net');
    await type(/^Name/u, 'Ours');
    await press('Continue');
    await press('Back');
    expect((await screen.findByLabelText<HTMLInputElement>('Address')).value).toBe('https://example.atlassian.net');
    expect(screen.getByLabelText<HTMLInputElement>(/^Name/u).value).toBe('Ours');
  });
});

describe('connecting Jira Data Center', () => {
  it('takes a personal access token, and asks for nothing that it does not have', async () => {
    const own = exampleJiraSite({ cloudId: '', clientId: '' });
    const { requests } = openApp('/jira-sites/new', {
      [`POST ${api}`]: own,
      [`GET ${api}/3`]: own,
      [`GET ${api}`]: { jiraSites: [own] },
      'GET /api/v1/integrations?limit=200': { integrations: [], next: null },
    });
    fireEvent.click(await screen.findByRole('radio', { name: /Jira Data Center/u }));
    await type('Address', 'https://jira.example.com');
    expect(screen.queryByText('Forge app')).toBeNull();
    await press('Continue');
    await type('Token', 'hidden');
    await press('Try and connect');
    expect(await screen.findByRole('heading', { name: /Who sees what/u })).toBeTruthy();
    expect(requests).toContain(
      `POST ${api} ${JSON.stringify({
        siteUrl: 'https://jira.example.com',
        name: 'jira.example.com',
        account: { kind: 'personal-access-token', token: 'hidden' },
      })}`,
    );
  });
});
