/** Shows changed files as a host does, with answers in the place of a server. */

import type { FileChangeView, FileDiffView } from '@branchline/contract';
import { render } from '@testing-library/react';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { DiffFiles, type DiffFilesProps } from '../diff/diff-files.tsx';
import type { DiffLook } from '../diff/diff-toolbar.tsx';
import type { DiffQuestion } from '../diff/use-file-views.ts';
import { exampleChange, exampleDiff } from './diff-examples.ts';

// What jsdom does not have.
Element.prototype.scrollTo = function scrollTo(this: Element, to?: ScrollToOptions | number) {
  this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0;
  this.dispatchEvent(new Event('scroll'));
};

const usual: DiffLook = { layout: 'unified', whitespace: 'show', wraps: false, showsTree: true };

export interface OpenedDiff {
  /** What was asked for: path, context, white space. */
  readonly asked: string[];
  readonly looks: DiffLook[];
  readonly copied: string[];
  readonly show: (files: readonly FileChangeView[]) => void;
}

type Answer = (file: FileChangeView, question: DiffQuestion) => FileDiffView;

/** Shows changed files, each answered by `answer`; what is asked for is kept. */
export function openDiff(
  files: readonly FileChangeView[],
  answer: Answer,
  more: Partial<DiffFilesProps> & { readonly first?: Partial<DiffLook> } = {},
): OpenedDiff {
  const { first, ...props } = more;
  const [asked, looks, copied]: [string[], DiffLook[], string[]] = [[], [], []];
  function Host({ shown }: { readonly shown: readonly FileChangeView[] }): ReactElement {
    const [look, setLook] = useState({ ...usual, ...first });
    return (
      <DiffFiles
        files={shown}
        isCut={false}
        look={look}
        onLook={(next) => {
          looks.push(next);
          setLook(next);
        }}
        loadDiff={async (file, question) => {
          asked.push(`${file.path} ${question.context} ${question.whitespace}`);
          return answer(file, question);
        }}
        problemOf={(error) => ({ type: 'x', title: 'Not read', status: 503, detail: String(error) })}
        onCopy={(text) => void copied.push(text)}
        {...props}
      />
    );
  }
  const { rerender } = render(<Host shown={files} />);
  return { asked, looks, copied, show: (other) => rerender(<Host shown={other} />) };
}

/** The lines that are drawn: numbers, sign and text of each. */
export function drawnLines(): readonly string[] {
  return [...document.querySelectorAll('.bl-diff-line')].map((line) => line.textContent);
}

/** A file of seven lines, of which one changed. */
export const exampleWait = exampleChange('src/wait.ts');
/** Its lines. */
export function exampleWaitDiff(): FileDiffView {
  return exampleDiff('src/wait.ts', '@@ -1,6 +1,6 @@\n 1\n 2\n-three\n+THREE\n 4\n 5\n 6');
}
