// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeepLinkApp } from './deep-links.ts';
import { OpenIn, type OpenInProps } from './open-in.tsx';
import { PanelToolsProvider } from './panel-tools.tsx';

afterEach(cleanup);

function show(app: DeepLinkApp | undefined, changes: Partial<OpenInProps> = {}): readonly DeepLinkApp[] {
  const chosen: DeepLinkApp[] = [];
  render(
    <PanelToolsProvider value={{ openIn: { app, onChoose: (each) => void chosen.push(each) } }}>
      <OpenIn
        cloneUrl="https://git.example.com/x.git"
        target={{ kind: 'branch', name: 'b' }}
        what="branch b"
        {...changes}
      />
      <button type="button">elsewhere</button>
    </PanelToolsProvider>,
  );
  return chosen;
}

const menu = () => screen.getByRole('button', { name: /program/u });
const offered = () => screen.queryAllByRole('link').map(({ textContent }) => textContent);

describe('OpenIn', () => {
  it('offers the programs, and tells which one was chosen', () => {
    const chosen = show(undefined);
    expect(menu().getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(menu());
    expect(offered()).toEqual(['VS Code with GitLens', 'GitKraken Desktop']);
    const link = screen.getByRole('link', { name: 'GitKraken Desktop' });
    expect(link.getAttribute('href')).toMatch(/^gitkraken:/u);
    fireEvent.click(link);
    expect(chosen).toEqual(['gitkraken']);
    expect(offered()).toEqual([]);
  });

  it('opens in the one chosen before by a single click', () => {
    show('gitlens');
    const link = screen.getByRole('link', { name: 'Open branch b in VS Code with GitLens' });
    expect(link.getAttribute('href')).toMatch(/^vscode:/u);
    expect(screen.getByRole('button', { name: 'Open branch b in another program' })).toBeTruthy();
  });

  it.each([
    ['Escape', () => fireEvent.keyDown(document, { key: 'Escape' })],
    ['a press elsewhere', () => fireEvent.pointerDown(screen.getByText('elsewhere'))],
    ['the focus going elsewhere', () => fireEvent.focusIn(screen.getByText('elsewhere'))],
  ])('is closed by %s', (_what, close) => {
    show(undefined);
    fireEvent.click(menu());
    fireEvent.pointerDown(screen.getByRole('link', { name: 'GitKraken Desktop' }));
    expect(offered()).toHaveLength(2);
    fireEvent.keyDown(document, { key: 'a' });
    expect(offered()).toHaveLength(2);
    close();
    expect(offered()).toEqual([]);
  });

  it('gives the focus back to its button', () => {
    show(undefined);
    fireEvent.click(menu());
    screen.getByRole('link', { name: 'GitKraken Desktop' }).focus();
    fireEvent.keyDown(document, { key: 'Escape' });
    expect(document.activeElement).toBe(menu());
  });

  it('is not there where no program could find the repository', () => {
    show('gitlens', { cloneUrl: '/srv/code.git' });
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.queryByRole('button', { name: /program/u })).toBeNull();
  });
});
