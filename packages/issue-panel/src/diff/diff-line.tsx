/** One line of a change, or two that stand side by side. */

import type { DiffLineView } from '@branchline/contract';
import { memo, useMemo } from 'react';
import type { ReactElement } from 'react';
import { diffTexts } from './diff-texts.ts';
import { findsIn } from './line-pieces.ts';
import { LineText } from './line-text.tsx';
import type { TextRange, TonedRange } from './text-range.ts';
import { wordChanges, type WordChanges } from './word-changes.ts';

export interface DiffLineProps {
  readonly line: DiffLineView;
  readonly partner: DiffLineView | undefined;
  readonly tones: readonly TonedRange[] | undefined;
  readonly find: string;
  /** Where the keyboard is. */
  readonly isCurrent: boolean;
}

export const DiffLine = memo(function DiffLine(props: DiffLineProps): ReactElement {
  const { line, isCurrent } = props;
  return (
    <div className={`bl-line bl-diff-line bl-line-${line.kind} ${isCurrent ? 'bl-line-current' : ''}`}>
      <span className="bl-number">{line.before}</span>
      <span className="bl-number">{line.after}</span>
      <Side {...props} />
    </div>
  );
});

export interface DiffPairProps {
  readonly left: DiffLineView | undefined;
  readonly right: DiffLineView | undefined;
  readonly leftTones: readonly TonedRange[] | undefined;
  readonly rightTones: readonly TonedRange[] | undefined;
  readonly find: string;
  readonly isCurrent: boolean;
}

export const DiffPair = memo(function DiffPair(props: DiffPairProps): ReactElement {
  const { left, right, leftTones, rightTones, find, isCurrent } = props;
  const isSame = left === right;
  return (
    <div className={`bl-pair ${isCurrent ? 'bl-line-current' : ''}`}>
      <Half number={left?.before} line={left} partner={isSame ? undefined : right} tones={leftTones} find={find} />
      <Half number={right?.after} line={right} partner={isSame ? undefined : left} tones={rightTones} find={find} />
    </div>
  );
});

interface HalfProps extends Omit<DiffLineProps, 'line' | 'isCurrent'> {
  readonly number: number | null | undefined;
  readonly line: DiffLineView | undefined;
}

function Half({ number, line, ...rest }: HalfProps): ReactElement {
  if (line === undefined) return <div className="bl-line bl-half bl-line-none" />;
  return (
    <div className={`bl-line bl-half bl-line-${line.kind}`}>
      <span className="bl-number">{number}</span>
      <Side line={line} {...rest} />
    </div>
  );
}

const signs = { same: '', added: '+', removed: '−' } as const;

/** The sign and the text. */
function Side({ line, partner, tones, find }: Omit<DiffLineProps, 'isCurrent'>): ReactElement {
  const changed = useMemo(() => changedWords(line, partner), [line, partner]);
  const text = (
    <LineText
      text={line.text}
      tones={tones}
      changed={changed}
      found={findsIn(line.text, find)}
      showsReturn={line.kind !== 'same'}
    />
  );
  const Mark = marks[line.kind];
  return (
    <>
      <span className="bl-sign" aria-hidden="true">
        {signs[line.kind]}
      </span>
      <span className="bl-line-cell">
        <Mark className="bl-line-text">
          {line.text === '' ? <br /> : text}
          {line.endsFile && <em className="bl-ends-file">{diffTexts.endsFile}</em>}
        </Mark>
      </span>
    </>
  );
}

/** Screen readers tell insertions from deletions by the element. */
const marks = { same: 'span', added: 'ins', removed: 'del' } as const;

/** By the line that was taken away, with the one that it became: both sides ask, and again whenever they come into sight. */
const compared = new WeakMap<
  DiffLineView,
  { readonly added: DiffLineView; readonly changes: WordChanges | undefined }
>();

function compare(removed: DiffLineView, added: DiffLineView): WordChanges | undefined {
  const known = compared.get(removed);
  if (known?.added === added) return known.changes;
  const changes = wordChanges(removed.text, added.text);
  compared.set(removed, { added, changes });
  return changes;
}

function changedWords(line: DiffLineView, partner: DiffLineView | undefined): readonly TextRange[] | undefined {
  if (partner === undefined) return undefined;
  return line.kind === 'removed' ? compare(line, partner)?.removed : compare(partner, line)?.added;
}
