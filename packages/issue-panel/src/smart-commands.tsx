/** What a commit commanded to the issue, and what became of each command: small, below the facts of the commit. */

import type { CommitCommandView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { Badge, type BadgeProps } from './badge.tsx';
import { texts } from './texts.ts';
import { visibleText } from './visible-text.ts';

const tones: Readonly<Record<CommitCommandView['state'], BadgeProps['tone']>> = {
  waiting: 'neutral',
  started: 'information',
  done: 'success',
  failed: 'danger',
  skipped: 'warning',
};

export function SmartCommands({ commands }: { readonly commands: readonly CommitCommandView[] }): ReactElement | null {
  if (commands.length === 0) return null;
  return (
    <ul className="bl-commands" aria-label={texts.smartCommands.label}>
      {commands.map(({ command, state, message }, place) => (
        // Two of one kind differ in their place only.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={place}>
          <Badge tone={tones[state]}>
            #{command} {texts.smartCommands.state[state]}
          </Badge>
          {message !== '' && (
            <span className="bl-quiet bl-break" dir="auto">
              {visibleText(message)}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
