/** Something to be copied to elsewhere: an address, a secret that is shown once, a command. */

import { CopyButton } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { copyText } from './copy-text.ts';

export interface CopyFieldProps {
  /** What it is, as in “Copy webhook address”. */
  readonly what: string;
  readonly text: string;
}

export function CopyField({ what, text }: CopyFieldProps): ReactElement {
  return (
    <span className="copy-field">
      <code className="break">{text}</code>
      <CopyButton text={text} what={what} onCopy={copyText} />
    </span>
  );
}
