// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { exampleChange, exampleDiff } from '../test-support/diff-examples.ts';
import {
  drawnLines as lines,
  exampleWait as wait,
  exampleWaitDiff as waitDiff,
  openDiff as open,
} from '../test-support/open-diff.tsx';

afterEach(cleanup);

describe('looking through changed files', () => {
  it('finds a text in the lines that are there, in any case', async () => {
    open([wait, exampleChange('package-lock.json', { linesAdded: 900 })], waitDiff);
    await waitFor(() => expect(lines()).toHaveLength(7));
    const field = screen.getByRole('searchbox', { name: 'Find in the lines' });
    fireEvent.change(field, { target: { value: 'three' } });
    expect(screen.getByText('0 of 2 · 1 file not loaded')).toBeTruthy();
    expect(document.querySelectorAll('.bl-found')).toHaveLength(2);
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(screen.getByText(/^1 of 2/u)).toBeTruthy();
    expect(document.querySelector('.bl-line-current')?.textContent).toBe('3−three');
    fireEvent.click(screen.getByRole('button', { name: 'Previous find' }));
    expect(screen.getByText(/^2 of 2/u)).toBeTruthy();
    fireEvent.change(field, { target: { value: 'nothing' } });
    expect(screen.getByText(/^No find/u)).toBeTruthy();
  });

  it('goes from change to change and from file to file by keyboard, but not while somebody types', async () => {
    const two = exampleDiff('two.ts', '@@ -1,3 +1,4 @@\n+one\n 2\n 3\n+four');
    const [first, second] = [exampleChange('a.ts'), exampleChange('b.ts')];
    open([first, second], (file) => (file === first ? two : waitDiff()));
    await waitFor(() => expect(lines()).toHaveLength(11));
    const current = () => document.querySelector('.bl-line-current')?.textContent;
    const press = (key: string) => fireEvent.keyDown(document.body, { key });
    press('n');
    expect(current()).toBe('1+one');
    press('n');
    expect(current()).toBe('4+four');
    press('n');
    expect(current()).toBe('3−three');
    press('p');
    expect(current()).toBe('4+four');
    press('k');
    expect(current()).toBeUndefined();
    press('n');
    expect(current()).toBe('1+one');
    fireEvent.keyDown(screen.getByRole('searchbox', { name: 'Find in the lines' }), { key: 'n' });
    expect(current()).toBe('1+one');
    press('g');
    press('n');
    expect(current()).toBe('1+one');
  });

  it('has a tree of the files to go through by keyboard', async () => {
    const files = ['src/a.ts', 'src/b.ts', 'top.ts'].map((path) => exampleChange(path));
    open(files, () => waitDiff());
    const tree = screen.getByRole('tree', { name: 'Changed files' });
    const items = () => within(tree).getAllByRole('treeitem');
    const active = () => document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')?.title;
    expect(items().map((item) => [item.title, item.getAttribute('aria-level')])).toEqual([
      ['src', '1'],
      ['src/a.ts', '2'],
      ['src/b.ts', '2'],
      ['top.ts', '1'],
    ]);
    const press = (key: string) => fireEvent.keyDown(tree, { key });
    press('End');
    expect(active()).toBe('top.ts');
    press('Home');
    press('ArrowRight');
    expect(active()).toBe('src/a.ts');
    press('ArrowDown');
    press('ArrowLeft');
    expect(active()).toBe('src');
    press('ArrowLeft');
    expect(items()).toHaveLength(2);
    fireEvent.click(items()[0]!);
    expect(items()).toHaveLength(4);
    fireEvent.change(screen.getByRole('searchbox', { name: 'Filter files' }), { target: { value: 'B.ts' } });
    expect(items().map((item) => item.title)).toEqual(['src', 'src/b.ts']);
    fireEvent.change(screen.getByRole('searchbox', { name: 'Filter files' }), { target: { value: 'nothing' } });
    expect(screen.getByText('No file has “nothing” in its path.')).toBeTruthy();
    await act(async () => undefined);
  });
});
