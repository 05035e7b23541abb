/** A picture as it was and as it is, side by side, with its size. */

import { useState } from 'react';
import type { ReactElement, SyntheticEvent } from 'react';
import { numbered } from '../format.ts';
import { diffTexts } from './diff-texts.ts';
import { visibleText } from '../visible-text.ts';

export interface PicturePairProps {
  readonly path: string;
  /** Undefined where there was none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function PicturePair({ path, before, after }: PicturePairProps): ReactElement {
  return (
    <div className="bl-pictures">
      {before !== undefined && (
        <Picture address={before} word={diffTexts.before} text={diffTexts.pictureBefore(visibleText(path))} />
      )}
      {after !== undefined && (
        <Picture address={after} word={diffTexts.after} text={diffTexts.pictureAfter(visibleText(path))} />
      )}
    </div>
  );
}

interface PictureProps {
  readonly address: string;
  readonly word: string;
  readonly text: string;
}

function Picture({ address, word, text }: PictureProps): ReactElement {
  const [size, setSize] = useState('');
  function measure(event: SyntheticEvent<HTMLImageElement>): void {
    const { naturalWidth, naturalHeight } = event.currentTarget;
    setSize(`${numbered(naturalWidth)} × ${numbered(naturalHeight)}`);
  }
  return (
    <figure>
      <figcaption>
        {word} <span className="bl-quiet">{size}</span>
      </figcaption>
      <img src={address} alt={text} onLoad={measure} onError={() => setSize(diffTexts.noPicture)} />
    </figure>
  );
}
