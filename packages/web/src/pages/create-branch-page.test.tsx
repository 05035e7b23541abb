// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the page for a new branch', () => {
  it('makes a name from what Jira put into the address', async () => {
    openApp('/create-branch?issue=demo-1&summary=Wait%20for%20the%20%22answer%22', {});
    expect(await screen.findByRole('heading', { name: 'Create a branch for DEMO-1' })).toBeTruthy();
    expect(screen.getByText('git switch -c DEMO-1-wait-for-the-answer')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'DEMO-1' }).getAttribute('href')).toBe('/issues/DEMO-1');
  });

  it('says what is wrong with a name, and warns when the issue is no longer in it', async () => {
    openApp('/create-branch?issue=DEMO-1', {});
    const name = await screen.findByLabelText('Name of the branch');
    fireEvent.change(name, { target: { value: '-x' } });
    expect(screen.getByRole('alert').textContent).toBe('A branch name must not begin with a dash.');
    expect(screen.queryByText(/git switch/u)).toBeNull();
    fireEvent.change(name, { target: { value: '' } });
    expect(screen.getByRole('alert').textContent).toBe('A branch needs a name.');
    fireEvent.change(name, { target: { value: "it's;rm" } });
    expect(screen.getByText(/Without DEMO-1 in its name/u)).toBeTruthy();
    expect(screen.getByText(String.raw`git switch -c 'it'\''s;rm'`)).toBeTruthy();
  });

  it.each(['/create-branch', '/create-branch?issue=%3Cscript%3E', '/create-branch?issue=12'])(
    'asks which issue at %s',
    async (address) => {
      openApp(address, {});
      expect(await screen.findByRole('heading', { name: 'Which issue is the branch for?' })).toBeTruthy();
    },
  );
});
