// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleJiraSite } from '../../test-support/examples.ts';
import { openApp, type Answers } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const api = '/api/v1/jira-sites/3';
const at = '2026-03-09T10:00:00.000Z';
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));
const inDialog = async (name: string) =>
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name }));

function open(tab: string, answers: Answers) {
  return openApp(`/jira-sites/3?tab=${tab}`, { [`GET ${api}`]: exampleJiraSite(), ...answers });
}

const app = {
  appId: 'ari:cloud:ecosystem::app/1',
  installation: { environment: 'PRODUCTION', since: at, lastSeenAt: at, tokenEndsAt: null },
  trouble: null,
  sink: 'oauth',
  sinkToEmpty: null,
  emptyingTrouble: null,
};

describe('the Forge app', () => {
  it('is led to from nothing, each command to be copied', async () => {
    const { requests } = open('forge', {
      [`GET ${api}/forge`]: { forge: null },
      [`PUT ${api}/forge`]: { forge: { ...app, installation: null } },
    });
    expect(await screen.findByText(/forge render --url http:\/\/localhost:3000 --out/u)).toBeTruthy();
    expect(await screen.findByText(/--site example\.atlassian\.net/u)).toBeTruthy();
    fireEvent.change(screen.getByLabelText('App id'), { target: { value: 'abc' } });
    await press('Register the app');
    await waitFor(() => expect(requests).toContain(`PUT ${api}/forge {"appId":"abc"}`));
  });

  it('says what is wrong with it and what to do', async () => {
    const trouble = { because: 'It has not called for hours.', remedy: 'Open any issue.' };
    open('forge', { [`GET ${api}/forge`]: { forge: { ...app, trouble } } });
    expect(await screen.findByText('It has not called for hours. Open any issue.')).toBeTruthy();
    expect(screen.getByText('Does not work')).toBeTruthy();
    expect(screen.getByText('it handed over none yet')).toBeTruthy();
  });

  it('sends what was sent by others once somebody has read what that means', async () => {
    const { requests } = open('forge', {
      [`GET ${api}/forge`]: { forge: app },
      [`POST ${api}/forge/sink`]: { forge: { ...app, sink: 'forge', sinkToEmpty: 'oauth' } },
    });
    await press('Send by the app');
    expect(await screen.findByText(/While both are there/u)).toBeTruthy();
    await inDialog('Send by the app');
    await waitFor(() => expect(requests).toContain(`POST ${api}/forge/sink {"sink":"forge"}`));
  });

  it('is forgotten with a warning where it is what sends', async () => {
    const { requests } = open('forge', {
      [`GET ${api}/forge`]: { forge: { ...app, sink: 'forge', emptyingTrouble: 'Jira is away.' } },
      [`DELETE ${api}/forge`]: undefined,
    });
    expect(await screen.findByText('Jira is away.')).toBeTruthy();
    await press('Forget the app');
    expect(await screen.findByText(/It is what sends development information/u)).toBeTruthy();
    await inDialog('Forget the app');
    await waitFor(() => expect(requests).toContain(`DELETE ${api}/forge`));
  });
});

describe('the webhook of Jira', () => {
  const webhook = {
    url: 'https://b.example/webhooks/jira/3',
    madeAt: at,
    lastEventAt: null,
    steps: ['Open Settings.'],
  };

  it('is made with a secret that is shown once', async () => {
    const { answer } = open('webhook', {
      [`GET ${api}/webhook`]: { webhook: null },
      [`POST ${api}/webhook`]: { ...webhook, secret: 'shown-once' },
    });
    expect(await screen.findByText('There is no webhook yet.')).toBeTruthy();
    answer(`GET ${api}/webhook`, { webhook });
    await press('Make an address and a secret');
    expect(await screen.findByText('shown-once')).toBeTruthy();
    expect(screen.getByText('Open Settings.')).toBeTruthy();
    expect(screen.getByText('never')).toBeTruthy();
  });

  it('gets another secret, or is forgotten, and says what is wrong with that', async () => {
    const { requests, answer } = open('webhook', {
      [`GET ${api}/webhook`]: { webhook },
      [`POST ${api}/webhook/secret`]: 503,
      [`DELETE ${api}/webhook`]: undefined,
    });
    await press('Make another secret');
    await inDialog('Make another secret');
    expect(await screen.findByText('Problem 503')).toBeTruthy();
    answer(`POST ${api}/webhook/secret`, { ...webhook, secret: 'another' });
    await inDialog('Make another secret');
    expect(await screen.findByText('another')).toBeTruthy();
    await press('Forget the webhook');
    await inDialog('Forget the webhook');
    await waitFor(() => expect(requests).toContain(`DELETE ${api}/webhook`));
  });
});
