/** The five states of anything that indexes, each with its colour and its word. */

import type { RepositorySummary } from '@branchline/contract';
import { Badge } from '@branchline/issue-panel';
import type { BadgeProps } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

type State = RepositorySummary['state'];

export const stateWords: Readonly<Record<State, string>> = texts.states;

/** For filters: what needs a person first. */
export const stateOptions = (['failed', 'indexing', 'paused', 'waiting', 'up-to-date'] as const).map((value) => ({
  value,
  label: stateWords[value],
}));

const tones: Readonly<Record<State, BadgeProps['tone']>> = {
  waiting: 'neutral',
  indexing: 'information',
  'up-to-date': 'success',
  paused: 'warning',
  failed: 'danger',
};

export function StateBadge({ state }: { readonly state: State }): ReactElement {
  return <Badge tone={tones[state]}>{stateWords[state]}</Badge>;
}
