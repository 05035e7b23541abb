// @vitest-environment jsdom
/** Signing in with an account, and the links by which passwords are chosen. */

import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleOverview, exampleRepository } from '../test-support/examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

const overview = { 'GET /api/v1/overview': exampleOverview([exampleRepository()]) };
const arrived = () => screen.findByRole('heading', { name: '1 repository up to date' });

async function fill(fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    fireEvent.change(await screen.findByLabelText(label), { target: { value } });
  }
}

describe('an account', () => {
  it('signs in with login and password', async () => {
    const { requests } = openApp('/sign-in', { ...overview, 'POST /api/v1/session/password': { state: 'signed-in' } });
    await fill({ Login: ' ada ', Password: ' as typed ' });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await arrived()).toBeTruthy();
    expect(requests).toContain('POST /api/v1/session/password {"login":"ada","password":" as typed "}');
  });

  it('is asked for the code of its app, and may start again', async () => {
    const half = { state: 'second-factor-needed', pending: 'half', endsAt: '2026-03-01T12:10:00.000Z' };
    const app = openApp('/sign-in', { ...overview, 'POST /api/v1/session/password': half });
    await fill({ Login: 'ada', Password: 'secret' });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { name: 'Enter the code' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Start again' }));
    await fill({ Login: 'ada', Password: 'secret' });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    app.answer('POST /api/v1/session/code', { state: 'signed-in' });
    await fill({ Code: '123456' });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await arrived()).toBeTruthy();
    expect(app.requests).toContain('POST /api/v1/session/code {"pending":"half","code":"123456"}');
  });

  it('of an identity provider has a button, which leads back to where somebody wanted to go', async () => {
    openApp('/sign-in?next=%2Fissues%2FABC-1', {
      'GET /api/v1/sign-in-ways': { providers: [{ name: 'Acme', url: '/openid/begin/1' }] },
    });
    const button = await screen.findByRole('link', { name: 'Sign in with Acme' });
    expect(button.getAttribute('href')).toBe('/openid/begin/1?next=%2Fissues%2FABC-1');
  });

  it('is told what is wrong, in place', async () => {
    openApp('/sign-in', { 'POST /api/v1/session/password': 429 });
    await fill({ Login: 'ada', Password: 'wrong' });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Too many wrong triesYou can try again at \d/u);
  });
});

describe('a link', () => {
  const path = '/api/v1/password-links/token-1';

  it('makes the first administrator, signs in, and is gone from the address', async () => {
    window.history.replaceState(null, '', '/link#token-1');
    const { requests } = openApp('/link', {
      ...overview,
      [`GET ${path}`]: { isFirst: true, login: null, name: null },
      [`POST ${path}`]: account('root'),
      'POST /api/v1/session/password': { state: 'signed-in' },
    });
    expect(await screen.findByRole('heading', { name: 'Make the first administrator' })).toBeTruthy();
    await fill({ Login: 'root', Password: 'a phrase of words' });
    fireEvent.click(screen.getByRole('button', { name: 'Make the account and sign in' }));
    expect(await arrived()).toBeTruthy();
    expect(requests).toContain(`POST ${path} {"login":"root","name":"root","password":"a phrase of words"}`);
    expect(window.location.href).not.toContain('token-1');
  });

  it('lets somebody choose a password, and says for whom', async () => {
    window.history.replaceState(null, '', '/link#token-1');
    const { requests } = openApp('/link', {
      ...overview,
      [`GET ${path}`]: { isFirst: false, login: 'bob', name: 'Bob' },
      [`POST ${path}`]: account('bob'),
      'POST /api/v1/session/password': { state: 'signed-in' },
    });
    expect(await screen.findByText('For Bob.')).toBeTruthy();
    await fill({ Password: 'a phrase of words' });
    fireEvent.click(screen.getByRole('button', { name: 'Save the password and sign in' }));
    expect(await arrived()).toBeTruthy();
    expect(requests).toContain(`POST ${path} {"password":"a phrase of words"}`);
  });

  it('that is over says so', async () => {
    window.history.replaceState(null, '', '/link#token-1');
    openApp('/link', { [`GET ${path}`]: 404 });
    expect((await screen.findByRole('alert')).textContent).toContain('This link is over, or was used');
  });
});

function account(login: string) {
  return {
    id: 1,
    login,
    name: login,
    role: 'administrator',
    hasPassword: true,
    hasSecondFactor: false,
    disabledAt: null,
    addedAt: '2026-03-01T12:00:00.000Z',
    signedInAt: null,
    personId: null,
  };
}
