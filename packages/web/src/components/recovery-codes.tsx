/** Recovery codes, shown once. */

import { CopyButton } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { copyText } from './copy-text.ts';

const words = texts.profile.factor;

export interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps): ReactElement {
  return (
    <section className="shown-once" aria-label={words.recovery}>
      <h3>{words.recovery}</h3>
      <p>{words.once}</p>
      <ul className="code-list">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="actions">
        <CopyButton text={codes.join('\n')} what={words.recovery} onCopy={copyText} />
        <button type="button" className="bl-button button-primary" onClick={onKept}>
          {words.kept}
        </button>
      </div>
    </section>
  );
}
