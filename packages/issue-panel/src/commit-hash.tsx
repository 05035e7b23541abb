/** A commit's hash, short, with a link where there is a page for it and a button to copy the whole. */

import type { ReactElement, ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import type { Copy } from './copy-button.tsx';
import { WebLink } from './web-link.tsx';
import { texts } from './texts.ts';

/** Digits shown of a hash. */
export const shortHashLength = 8;

export interface CommitHashProps {
  readonly hash: string;
  readonly webUrl: string | null;
  readonly onCopy: Copy;
  /** More to do with it, beside the button that copies. */
  readonly children?: ReactNode;
}

export function CommitHash({ hash, webUrl, onCopy, children }: CommitHashProps): ReactElement {
  const short = hash.slice(0, shortHashLength);
  return (
    <span className="bl-hash">
      <WebLink url={webUrl}>
        <code title={hash}>{short}</code>
      </WebLink>
      <CopyButton text={hash} what={texts.hashOf(short)} onCopy={onCopy} />
      {children}
    </span>
  );
}
