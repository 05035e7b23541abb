/** What applying a configuration file would change, and the button that does it. */

import type { ConfigurationPlan } from '@branchline/contract';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

export interface PlanViewProps {
  readonly plan: ConfigurationPlan;
  readonly busy: boolean;
  readonly onApply: () => void;
}

const words = texts.settings.configuration;

export function PlanView({ plan, busy, onApply }: PlanViewProps): ReactElement {
  const { changes, notInDocument, same } = plan;
  const left = notInDocument - changes.filter(({ action }) => action === 'remove').length;
  const summary = [
    changes.length === 0 ? words.nothing : words.changes(changes.length),
    ...(left > 0 ? [words.left(left)] : []),
    ...(same > 0 ? [words.same(same)] : []),
  ];
  return (
    <div>
      <p aria-live="polite">{summary.join(' ')}</p>
      {changes.length > 0 && (
        <>
          <ul className="changes" aria-label={words.list}>
            {changes.map((change) => (
              <li key={`${change.kind} ${change.name} ${change.words}`} className="break">
                <Change change={change} />
              </li>
            ))}
          </ul>
          <button type="button" className="bl-button button-primary" disabled={busy} onClick={onApply}>
            {words.do(changes.length)}
          </button>
        </>
      )}
    </div>
  );
}

function Change({ change }: { readonly change: ConfigurationPlan['changes'][number] }): ReactElement {
  const { words: sentence, action, differences, problem } = change;
  return (
    <>
      {sentence}
      {action === 'change' && (
        <ul className="quiet">
          {differences.map(({ path, before, after }) => (
            <li key={path}>{words.difference(path, before, after)}</li>
          ))}
        </ul>
      )}
      {problem !== null && <p className="mistake">{problem}</p>}
    </>
  );
}
