// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { exampleChange, exampleDiff, exampleSurroundings } from '../test-support/diff-examples.ts';
import { CodeLines, type CodeLinesProps } from './code-lines.tsx';
import { DiffLines } from './diff-lines.tsx';

afterEach(cleanup);

// What jsdom does not have.
Element.prototype.scrollTo = function scrollTo(this: Element, to?: ScrollToOptions | number) {
  this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0;
  this.dispatchEvent(new Event('scroll'));
};

function show(text: string, more: Partial<CodeLinesProps> = {}): void {
  render(<CodeLines path="src/a.ts" text={text} lineAddress={(line) => `#L${line}`} wraps={false} {...more} />);
}

function texts(): readonly string[] {
  return [...document.querySelectorAll('.bl-line-text')].map((line) => line.textContent);
}

describe('CodeLines', () => {
  it('numbers lines, each number being an address', () => {
    show('one\r\ntwo\n\nfour\n');
    expect(texts()).toEqual(['one', 'two', '', 'four']);
    expect(screen.getByRole('link', { name: 'Line 4' }).getAttribute('href')).toBe('#L4');
    expect(screen.queryByRole('link', { name: 'Line 5' })).toBeNull();
  });

  it('colours them once their language is known', async () => {
    show('const a = 1; // so\n');
    await waitFor(() => expect(document.querySelector('.bl-tone-keyword')?.textContent).toBe('const'));
    expect(document.querySelector('.bl-tone-comment')?.textContent).toBe('// so');
  });

  it('takes content as text, and shows what is hidden in it', () => {
    show('<img src=x onerror=alert(1)>\na\u202Eb\u0000');
    expect(document.querySelector('img')).toBeNull();
    expect(texts()[1]).toBe('aU+202EbU+0000');
  });

  it('cuts lines of megabytes', () => {
    show('x'.repeat(1_000_000));
    expect(texts()[0]).toHaveLength(5001);
  });

  it('marks lines that are pointed at, and tells which one somebody presses', () => {
    const pressed: [number, boolean][] = [];
    show('a\nb\nc', {
      pointed: { first: 2, last: 3 },
      onPoint: (line, extendsRange) => pressed.push([line, extendsRange]),
    });
    expect(document.querySelectorAll('.bl-line-pointed')).toHaveLength(2);
    fireEvent.click(screen.getByRole('link', { name: 'Line 1' }));
    fireEvent.click(screen.getByRole('link', { name: 'Line 3' }), { shiftKey: true });
    fireEvent.click(screen.getByRole('link', { name: 'Line 3' }), { ctrlKey: true });
    expect(pressed).toEqual([
      [1, false],
      [3, true],
    ]);
  });

  it('marks what somebody looks for, and shows what belongs beside a line', () => {
    show('one two\ntwo', { find: 'TWO', beside: (line) => <b>who {line}</b> });
    expect(document.querySelectorAll('.bl-found')).toHaveLength(2);
    expect(screen.getByText('who 2')).toBeTruthy();
  });

  it('draws all of a short file, so that the browser can search it, and little of a long one', () => {
    show(Array.from({ length: 1000 }, (_nothing, index) => `line ${index}`).join('\n'));
    expect(texts()).toHaveLength(1000);
    cleanup();
    show(Array.from({ length: 100_000 }, (_nothing, index) => `line ${index}`).join('\n'));
    expect(texts().length).toBeLessThan(400);
  });
});

describe('DiffLines', () => {
  it('shows the lines of one file without a heading, and asks for more context', () => {
    const asked: number[] = [];
    const props = { file: exampleChange('a.ts'), layout: 'unified', wraps: false, hidesWhitespace: false } as const;
    const { rerender } = render(
      <DiffLines {...props} diff={exampleSurroundings('a.ts', 3)} onContext={(context) => asked.push(context)} />,
    );
    expect(screen.queryByRole('heading')).toBeNull();
    expect(texts()).toHaveLength(8);
    fireEvent.click(screen.getByRole('button', { name: 'Show 20 lines above' }));
    expect(asked).toEqual([23]);
    rerender(<DiffLines {...props} diff={exampleSurroundings('a.ts', 23)} context={23} />);
    expect(texts()).toHaveLength(28);
  });

  it('offers nothing to unfold where nobody would answer', () => {
    render(
      <DiffLines
        file={exampleChange('a.ts')}
        diff={exampleDiff('a.ts', '@@ -5,1 +5,1 @@ here\n-a\n+b')}
        layout="split"
        wraps
        hidesWhitespace={false}
      />,
    );
    expect(screen.getByText(/^4 unchanged lines/u).textContent).toContain('here');
    expect(screen.queryByRole('button')).toBeNull();
  });
});
