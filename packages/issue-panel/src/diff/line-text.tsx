/** The text of one line of code: its colours, the words that differ, and what would otherwise be invisible. */

import type { ReactElement } from 'react';
import { diffTexts } from './diff-texts.ts';
import { linePieces, type LineMarks, type LinePiece } from './line-pieces.ts';

export interface LineTextProps extends LineMarks {
  readonly text: string;
}

export function LineText({ text, ...marks }: LineTextProps): ReactElement {
  return (
    <>
      {linePieces(text, marks).map((piece) => (
        <Piece key={piece.start} piece={piece} />
      ))}
    </>
  );
}

function Piece({ piece }: { readonly piece: LinePiece }): ReactElement {
  const { text, hidden } = piece;
  const look = classOf(piece);
  if (hidden?.kind === 'hidden') {
    const title = diffTexts.hiddenCharacter(hidden.code, hidden.name);
    // The character itself is not in the page: it would do there what it is shown for.
    return (
      <abbr className="bl-hidden" title={title}>
        {hidden.code}
      </abbr>
    );
  }
  if (hidden?.kind === 'space') {
    return (
      <span className={`bl-odd-space ${look}`} title={diffTexts.hiddenCharacter(hidden.code, hidden.name)}>
        {text}
      </span>
    );
  }
  if (look === '') return <>{text}</>;
  return <span className={look}>{text}</span>;
}

function classOf({ tone, isChanged, isFound, hidden }: LinePiece): string {
  return [
    ...(tone === undefined ? [] : [`bl-tone-${tone}`]),
    ...(isChanged ? ['bl-changed-word'] : []),
    ...(isFound ? ['bl-found'] : []),
    ...(hidden?.kind === 'end' ? ['bl-space-at-end'] : []),
  ].join(' ');
}
