/** The issue panel: what git knows of one issue. Props in, callbacks out; it never fetches. */

import type { IssueDevelopment, RepositoryDevelopmentView } from '@branchline/contract';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Coverage } from './coverage.tsx';
import type { Copy } from './copy-button.tsx';
import { EmptyPanel } from './empty-panel.tsx';
import { RepositoryGroups } from './repository-groups.tsx';
import { texts } from './texts.ts';
import { TimeLine } from './time-line.tsx';
import { Withheld } from './withheld.tsx';

export type PanelView = 'time-line' | 'repositories';

export interface IssuePanelProps {
  readonly development: IssueDevelopment;
  readonly now: Date;
  readonly onCopy: Copy;
  /** The view to begin with; the time line when left out. */
  readonly initialView?: PanelView;
  /** So that the host can remember it. */
  readonly onViewChange?: (view: PanelView) => void;
}

export function IssuePanel(props: IssuePanelProps): ReactElement {
  const { development, now, onCopy, initialView = 'time-line', onViewChange } = props;
  const [view, setView] = useState(initialView);
  const { repositories, coverage, withheld } = development;
  if (repositories.length === 0 && withheld.length > 0) {
    return (
      <div className="bl-panel">
        <Withheld withheld={withheld} />
      </div>
    );
  }
  if (repositories.length === 0) return <EmptyPanel issueKey={development.key} coverage={coverage} onCopy={onCopy} />;
  function change(next: PanelView): void {
    setView(next);
    onViewChange?.(next);
  }
  const Arrangement = view === 'time-line' ? TimeLine : RepositoryGroups;
  return (
    <div className="bl-panel">
      <header className="bl-panel-header">
        <p className="bl-summary">
          {texts.summary(
            repositories.reduce((sum, each) => sum + each.commitCount, 0),
            repositories.reduce((sum, each) => sum + each.branches.length, 0),
            repositories.reduce((sum, each) => sum + each.pullRequestCount, 0),
            pullRequestWordOf(repositories),
            repositories.length,
          )}
        </p>
        <ViewSwitch view={view} onChange={change} />
      </header>
      <Coverage coverage={coverage} />
      <Withheld withheld={withheld} />
      <Arrangement repositories={repositories} now={now} onCopy={onCopy} />
    </div>
  );
}

/** The services' own word where all say the same. */
function pullRequestWordOf(repositories: readonly RepositoryDevelopmentView[]): string {
  const [word, ...others] = new Set(
    repositories.filter((each) => each.pullRequestCount > 0).map((each) => each.pullRequestWord.toLowerCase()),
  );
  return word === undefined || others.length > 0 ? 'pull request' : word;
}

function ViewSwitch(props: { readonly view: PanelView; readonly onChange: (view: PanelView) => void }): ReactElement {
  const choices = [
    ['time-line', texts.view.timeLine],
    ['repositories', texts.view.repositories],
  ] as const;
  return (
    <fieldset className="bl-switch" aria-label={texts.view.label}>
      {choices.map(([view, label]) => (
        <button key={view} type="button" aria-pressed={props.view === view} onClick={() => props.onChange(view)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}
