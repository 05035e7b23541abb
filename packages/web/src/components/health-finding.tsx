/** One thing that was checked: what was found, and what to do about it. */

import type { HealthFinding } from '@branchline/contract';
import { Badge } from '@branchline/issue-panel';
import type { BadgeProps } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

const tones: Readonly<Record<HealthFinding['state'], BadgeProps['tone']>> = {
  well: 'success',
  look: 'warning',
  broken: 'danger',
};

/** `Database`, `Jira site · Acme`. */
export function nameOfFinding({ check, subject }: Pick<HealthFinding, 'check' | 'subject'>): string {
  const name = `${check.charAt(0).toUpperCase()}${check.slice(1)}`;
  return subject === null ? name : `${name} · ${subject}`;
}

export function HealthFindingLine({ finding }: { readonly finding: HealthFinding }): ReactElement {
  const { state, words, remedy, details } = finding;
  return (
    <li className="line">
      <div className="line-text">
        <Badge tone={tones[state]}>{texts.health.states[state]}</Badge>
        <strong className="break">{nameOfFinding(finding)}</strong>
        <span className="break">{words}</span>
        {remedy !== null && <p className="reason">{remedy}</p>}
        {details.length > 0 && (
          <details className="reason">
            <summary>{texts.health.details}</summary>
            <ul className="break">
              {details.map((detail) => (
                <li key={detail}>{detail}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}
