// @vitest-environment jsdom
import type { FileDiffView } from '@branchline/contract';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleChange, exampleDiff, exampleSurroundings } from '../test-support/diff-examples.ts';
import {
  drawnLines as lines,
  exampleWait as wait,
  exampleWaitDiff as waitDiff,
  openDiff as open,
} from '../test-support/open-diff.tsx';
import type { DiffFilesProps } from './diff-files.tsx';

afterEach(cleanup);

describe('DiffFiles', () => {
  it('reads the lines of files that are in sight, and shows them with both numbers', async () => {
    const { asked } = open([wait], waitDiff);
    await waitFor(() => expect(lines()).toHaveLength(7));
    expect(asked).toEqual(['src/wait.ts 3 show']);
    expect(lines().slice(2, 4)).toEqual(['3−three', '3+THREE']);
    expect(document.querySelector('del')?.textContent).toBe('three');
    expect(document.querySelector('ins')?.textContent).toBe('THREE');
    expect(screen.getByText('1 file changed')).toBeTruthy();
  });

  it('reads nothing of what is far, huge, generated or without lines', async () => {
    const many = open(
      Array.from({ length: 200 }, (_nothing, index) => exampleChange(`${index}.ts`, { linesAdded: 50 })),
      waitDiff,
    );
    await waitFor(() => expect(lines().length).toBeGreaterThan(0));
    expect(many.asked.length).toBeLessThan(30);
    cleanup();
    const other = open(
      [
        exampleChange('huge.ts', { linesAdded: 5001 }),
        exampleChange('package-lock.json', { linesAdded: 900 }),
        exampleChange('moved.ts', { change: 'renamed', previousPath: 'old.ts', linesAdded: 0, linesRemoved: 0 }),
      ],
      waitDiff,
    );
    expect(screen.getByText(/^5,002 changed lines: loaded when you ask\./u)).toBeTruthy();
    expect(screen.getByText(/^Generated, 901 changed lines/u)).toBeTruthy();
    expect(screen.getByText('Moved, with the same content.')).toBeTruthy();
    fireEvent.click(screen.getAllByRole('button', { name: 'Load the lines' })[0]!);
    await waitFor(() => expect(lines()).toHaveLength(7));
    expect(other.asked).toEqual(['huge.ts 3 show']);
  });

  it('says what went wrong in the place of the file, and tries again', async () => {
    let fails = true;
    open([wait], () => {
      if (fails) throw new Error('no answer');
      return waitDiff();
    });
    const problem = await screen.findByRole('alert');
    expect(problem.textContent).toContain('no answer');
    fails = false;
    fireEvent.click(within(problem).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(lines()).toHaveLength(7));
  });

  it('unfolds what is around a change: some lines, all of a gap, the whole file', async () => {
    const file = exampleChange('src/long.ts');
    const { asked } = open([file], (_file, { context }) => exampleSurroundings('src/long.ts', context));
    await waitFor(() => expect(lines()).toHaveLength(8));
    fireEvent.click(screen.getByRole('button', { name: 'Show 20 lines above' }));
    await waitFor(() => expect(lines()).toHaveLength(28));
    expect(lines()[0]).toBe('2727line 27');
    fireEvent.click(screen.getByRole('button', { name: 'Show all 26' }));
    await waitFor(() => expect(lines()).toHaveLength(54));
    fireEvent.click(screen.getByRole('button', { name: 'Whole file' }));
    await waitFor(() => expect(screen.queryByText('Unchanged to the end')).toBeNull());
    expect(asked.map((each) => each.split(' ')[1])).toEqual(['3', '23', '49', '100000']);
    fireEvent.click(screen.getByRole('button', { name: 'Only changes' }));
    await waitFor(() => expect(lines()).toHaveLength(8));
  });

  it('folds a file, and copies its path', async () => {
    const { copied } = open([wait], waitDiff);
    await waitFor(() => expect(lines()).toHaveLength(7));
    fireEvent.click(screen.getByRole('button', { name: 'Fold src/wait.ts' }));
    expect(lines()).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: 'Unfold src/wait.ts' }));
    expect(lines()).toHaveLength(7);
    fireEvent.click(screen.getByRole('button', { name: 'Copy path src/wait.ts' }));
    expect(copied).toEqual(['src/wait.ts']);
  });

  it('asks anew when white space is to be ignored, and tells the host what somebody likes', async () => {
    const { asked, looks } = open([wait], (_file, { whitespace }) =>
      whitespace === 'show' ? waitDiff() : exampleDiff('src/wait.ts', ''),
    );
    await waitFor(() => expect(lines()).toHaveLength(7));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Ignore white space' }));
    expect(await screen.findByText('Only white space changed. It is ignored here.')).toBeTruthy();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Wrap lines' }));
    fireEvent.click(screen.getByRole('button', { name: 'Side by side' }));
    fireEvent.click(screen.getByRole('button', { name: 'Files' }));
    expect(screen.queryByRole('tree')).toBeNull();
    expect(asked).toEqual(['src/wait.ts 3 show', 'src/wait.ts 3 ignore']);
    expect(looks.at(-1)).toEqual({ layout: 'split', whitespace: 'ignore', wraps: true, showsTree: false });
  });

  it('puts what was beside what is', async () => {
    open([wait], waitDiff, { first: { layout: 'split' } });
    await waitFor(() => expect(document.querySelectorAll('.bl-pair')).toHaveLength(6));
    const halves = [...document.querySelectorAll('.bl-pair')].map((pair) =>
      [...pair.querySelectorAll('.bl-half')].map((half) => half.textContent),
    );
    expect(halves[1]).toEqual(['22', '22']);
    expect(halves[2]).toEqual(['3−three', '3+THREE']);
  });

  it('shows hidden characters by their numbers, and says so above', async () => {
    open([wait], () => exampleDiff('src/wait.ts', '@@ -0,0 +1,1 @@\n+a\u202Eb <script>alert(1)</script>'));
    await waitFor(() => expect(lines()).toEqual(['1+aU+202Eb <script>alert(1)</script>']));
    expect(screen.getByTitle('U+202E right-to-left override').textContent).toBe('U+202E');
    expect(screen.getByText('Hidden directions')).toBeTruthy();
    expect(document.querySelector('script')).toBeNull();
  });

  it('shows pictures side by side where the host has them', async () => {
    const binary = () => exampleDiff('logo.png', '', { isBinary: true });
    const logo = exampleChange('logo.png', { linesAdded: null, linesRemoved: null });
    open([logo], binary, { pictureAddress: ({ path }, side) => `/image/${side}/${path}` });
    const pictures = await screen.findAllByRole('img', { name: /logo\.png/u });
    expect(pictures.map((picture) => picture.getAttribute('src'))).toEqual([
      '/image/before/logo.png',
      '/image/after/logo.png',
    ]);
    fireEvent.error(pictures[0]!);
    expect(screen.getByText('cannot be shown')).toBeTruthy();
    cleanup();
    open([{ ...logo, change: 'added' }], binary, { pictureAddress: (_file, side) => `/image/${side}` });
    expect(await screen.findAllByRole('img', { name: /logo\.png/u })).toHaveLength(1);
    cleanup();
    open([logo], binary);
    expect(await screen.findByText('Not text: its lines cannot be shown.')).toBeTruthy();
  });

  it('draws few of very many lines and files', async () => {
    const many = Array.from({ length: 2000 }, (_nothing, index) => exampleChange(`src/file${index}.ts`));
    const long = `@@ -1,0 +1,50000 @@\n${Array.from({ length: 50_000 }, (_nothing, index) => `+line ${index}`).join('\n')}`;
    open(many, waitDiff);
    await waitFor(() => expect(lines().length).toBeGreaterThan(0));
    expect(document.querySelectorAll('.bl-row, .bl-tree-line').length).toBeLessThan(400);
    cleanup();
    const diff = exampleDiff('long.txt', long);
    open([exampleChange('long.txt', { linesAdded: 5000, linesRemoved: 0 })], () => diff);
    await waitFor(() => expect(lines().length).toBeGreaterThan(0));
    expect(document.querySelectorAll('.bl-row').length).toBeLessThan(400);
  });

  it('begins anew with other files, and takes no answer that comes too late', async () => {
    const late = Promise.withResolvers<FileDiffView>();
    const load = vi.fn<DiffFilesProps['loadDiff']>().mockReturnValueOnce(late.promise);
    load.mockResolvedValue(exampleDiff('b.ts', '@@ -0,0 +1,1 @@\n+second'));
    const { show } = open([exampleChange('a.ts')], () => waitDiff(), { loadDiff: load });
    await waitFor(() => expect(load).toHaveBeenCalledTimes(1));
    show([exampleChange('b.ts')]);
    await waitFor(() => expect(lines()).toEqual(['1+second']));
    late.resolve(waitDiff());
    await act(async () => undefined);
    expect(lines()).toEqual(['1+second']);
    expect(load.mock.calls[0]?.[2].aborted).toBe(true);
  });
});
