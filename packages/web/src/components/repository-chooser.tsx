/** Chooses repositories of an integration: a tree to tick, rules for what comes later, patterns, another list. */

import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { ProblemView } from '@branchline/issue-panel';
import type { ListedRepository } from '@branchline/contract';
import { api, problemOf } from '../api.ts';
import * as texts from '../texts.ts';
import { ActionButton } from './action-button.tsx';
import { Answer } from './answer.tsx';
import { copyText } from './copy-text.ts';
import { EditConflictView } from './edit-conflict-view.tsx';
import { EmptyState } from './empty-state.tsx';
import { ListFields } from './list-fields.tsx';
import { PatternFields } from './pattern-fields.tsx';
import { RepositoryRules } from './repository-rules.tsx';
import { ShownRepositories } from './shown-repositories.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { useListed, useRepositoryChoice, type ChoiceState } from './use-repository-choice.ts';

export interface RepositoryChooserProps {
  readonly integrationId: number;
  /** What the button says; left out: that it saves the choice. */
  readonly action?: string;
  /** It says so although nothing is changed: in a wizard, it leads on. */
  readonly leadsOn?: boolean;
  /** How many were chosen of those that are listed. */
  readonly onSaved?: (count: number) => void;
  /** Beside the button. */
  readonly besideAction?: ReactNode;
}

const words = texts.repositoryChoice;

export function RepositoryChooser(props: RepositoryChooserProps): ReactElement {
  const { state, listed } = useListed(props.integrationId);
  const skeleton = <SkeletonRows label={words.loading} />;
  return (
    <Answer query={state} skeleton={skeleton}>
      {(there) =>
        there.walk === null ? (
          <output>{words.waiting}</output>
        ) : (
          <Answer query={listed} skeleton={skeleton}>
            {(entries) => <Chooser key={listKey(there)} {...props} state={there} entries={entries} />}
          </Answer>
        )
      }
    </Answer>
  );
}

/** Another list is another choice. */
function listKey({ choice }: ChoiceState): string {
  return JSON.stringify([choice.apiPath, choice.filter]);
}

type ChooserProps = RepositoryChooserProps & {
  readonly state: ChoiceState;
  readonly entries: readonly ListedRepository[];
};

function Chooser(props: ChooserProps): ReactElement {
  const { integrationId, state, entries, action = words.save, leadsOn = false, besideAction } = props;
  const choice = useRepositoryChoice(props);
  const [isListing, setIsListing] = useState(false);
  const { draft, change, edit, count, mustWait, isChanged } = choice;
  const isFinished = state.walk?.isFinished === true;
  return (
    <div className="chooser">
      <ListLine integrationId={integrationId} state={state} entries={entries} />
      {isFinished && entries.length === 0 ? (
        <EmptyState title={words.none.title}>{words.none.text}</EmptyState>
      ) : (
        <ShownRepositories choice={choice} />
      )}
      <RepositoryRules draft={draft} onChange={change} />
      <details className="other-way" open={draft.include.length + draft.exclude.length > 0 || undefined}>
        <summary>{words.patterns.title}</summary>
        <PatternFields draft={draft} entries={entries} onChange={change} />
      </details>
      <details
        className="other-way"
        open={isListing || state.choice.apiPath !== null || state.choice.filter !== null || undefined}
      >
        <summary onClick={() => setIsListing(true)}>{words.list.title}</summary>
        <ListFields integrationId={integrationId} state={state} />
      </details>
      {edit.error !== null && <ProblemView problem={problemOf(edit.error)} onCopy={copyText} />}
      <EditConflictView conflict={edit.conflict} busy={edit.isBusy} />
      {mustWait && <p className="hint">{words.mustBeRead}</p>}
      <div className="actions chooser-actions">
        <button
          type="button"
          className="bl-button button-primary"
          disabled={edit.isBusy || mustWait || (!leadsOn && !isChanged)}
          onClick={choice.save}
        >
          {action}
        </button>
        {besideAction}
        <output className="quiet">{words.count(count)}</output>
      </div>
    </div>
  );
}

function ListLine({ integrationId, state, entries }: Omit<ChooserProps, 'action'>): ReactElement {
  const { walk } = state;
  const owners = new Set(entries.map(({ owner }) => owner)).size;
  const read = words.read(entries.length, owners);
  return (
    <div className="told">
      <output>{walk === null || walk.isFinished ? read : words.walking(walk.seen)}</output>
      {walk?.isFinished === true && (
        <ActionButton
          label={words.again}
          icon="refresh"
          run={() => api.discoverRepositories({ params: { id: integrationId } })}
        />
      )}
    </div>
  );
}
