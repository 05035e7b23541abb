// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleBrowsed, exampleEntry, exampleFile, exampleFolder } from '../../test-support/browse-examples.ts';
import { openApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A window wide enough for the tree, in which a list has a height. */
function openWide(address: string) {
  const opened = openApp(address, {
    'GET /api/v1/browse/1': exampleBrowsed(),
    'GET /api/v1/browse/1/folder': exampleFolder('', [
      exampleEntry('source', 'folder'),
      exampleEntry('tests', 'folder'),
      exampleEntry('other', 'submodule'),
    ]),
    'GET /api/v1/browse/1/folder?path=source': exampleFolder('source', [
      exampleEntry('source/a.ts'),
      exampleEntry('source/b.ts'),
    ]),
    'GET /api/v1/browse/1/folder?path=tests': exampleFolder('tests', [exampleEntry('tests/c.ts')]),
    'GET /api/v1/browse/1/file?path=source%2Fa.ts': exampleFile('source/a.ts'),
    'GET /api/v1/browse/1/file?path=source%2Fb.ts': exampleFile('source/b.ts', { text: 'of b\n' }),
  });
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(640);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(640);
  HTMLElement.prototype.scrollTo = () => undefined;
  return opened;
}

const address = '/browse/1?path=source/a.ts&view=code';

async function openedTree(): Promise<HTMLElement> {
  // The page is drawn first as it would be in a narrow window, which the stub of the app says it is.
  const tree = await screen.findByRole('tree', { name: 'All files of the repository' });
  await within(tree).findByRole('treeitem', { name: 'b.ts' });
  return tree;
}

function names(tree: HTMLElement): readonly string[] {
  return within(tree)
    .getAllByRole('treeitem')
    .map((line) => line.getAttribute('aria-label') ?? '');
}

describe('the tree beside a file', () => {
  it('is open down to the file, and marks it', async () => {
    openWide(address);
    const tree = await openedTree();
    expect(names(tree)).toEqual(['source', 'a.ts', 'b.ts', 'tests', 'other']);
    expect(within(tree).getByRole('treeitem', { selected: true }).getAttribute('aria-label')).toBe('a.ts');
    expect(within(tree).getByRole('link', { name: 'b.ts' }).getAttribute('href')).toBe(
      '/browse/1?path=source%2Fb.ts&view=code',
    );
  });

  it('opens folders in place by a press, and shuts them by another', async () => {
    openWide(address);
    const tree = await openedTree();
    fireEvent.click(within(tree).getByRole('treeitem', { name: 'tests' }));
    await waitFor(() => expect(names(tree)).toContain('c.ts'));
    fireEvent.click(within(tree).getByRole('treeitem', { name: 'tests' }));
    expect(names(tree)).not.toContain('c.ts');
  });

  it('is gone through by the keyboard: in and out, open and shut, and to another file', async () => {
    const { history } = openWide(address);
    const tree = await openedTree();
    const active = () => document.getElementById(tree.getAttribute('aria-activedescendant') ?? '');
    const press = (...keys: string[]) => {
      for (const key of keys) fireEvent.keyDown(tree, { key });
    };
    expect(active()?.getAttribute('aria-label')).toBe('a.ts');
    press('ArrowLeft');
    expect(active()?.getAttribute('aria-label')).toBe('source');
    press('ArrowLeft');
    expect(names(tree)).toEqual(['source', 'tests', 'other']);
    press('ArrowRight', 'ArrowRight', 'ArrowDown');
    expect(active()?.getAttribute('aria-label')).toBe('b.ts');
    press('End');
    expect(active()?.getAttribute('aria-label')).toBe('other');
    press('Enter', 'Home', 'ArrowDown', 'ArrowDown', 'Enter');
    expect(await screen.findByText('of b')).toBeTruthy();
    expect(history.location.search).toBe('?path=source%2Fb.ts&view=code');
  });
});
