/** A small button that copies a text and says that it did. */

import { useState } from 'react';
import type { ReactElement } from 'react';
import { Icon } from './icon.tsx';
import { texts } from './texts.ts';
import { visibleText } from './visible-text.ts';

/** Puts a text on the clipboard; the host decides how. */
export type Copy = (text: string) => void | Promise<void>;

export interface CopyButtonProps {
  readonly text: string;
  /** Names the thing for screen readers: `commit hash abc1234`. */
  readonly what: string;
  readonly onCopy: Copy;
}

export function CopyButton({ text, what, onCopy }: CopyButtonProps): ReactElement {
  const [copied, setCopied] = useState(false);
  const label = copied ? texts.copied : texts.copy(visibleText(what));
  async function copy(): Promise<void> {
    await onCopy(text);
    setCopied(true);
  }
  return (
    <button
      type="button"
      className="bl-copy"
      aria-label={label}
      title={label}
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
      onMouseLeave={() => setCopied(false)}
    >
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}
