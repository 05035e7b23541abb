/** The two revisions that are compared: choosing them, swapping them, and how they stand to each other. */

import type { RevisionComparison } from '@branchline/contract';
import { Icon, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';
import { RevisionChooser } from './revision-chooser.tsx';
import { shortened } from './shortened.ts';

const words = texts.compare;

export interface CompareEndsProps {
  readonly id: number;
  readonly onSwap: () => void;
  readonly canSwap: boolean;
}

export function CompareEnds({ id, onSwap, canSwap }: CompareEndsProps): ReactElement {
  return (
    <div className="compare-ends">
      <fieldset className="compare-end">
        <legend>{words.base}</legend>
        <RevisionChooser id={id} word="base" />
      </fieldset>
      <button type="button" className="bl-button" disabled={!canSwap} onClick={onSwap}>
        <Icon name="swap" /> {words.swap}
      </button>
      <fieldset className="compare-end">
        <legend>{words.revision}</legend>
        <RevisionChooser id={id} none={words.none} />
      </fieldset>
    </div>
  );
}

export interface ComparisonStandingProps {
  readonly id: number;
  readonly names: { readonly base: string; readonly revision: string };
  readonly standing: RevisionComparison['standing'];
}

/** The answer in one sentence. */
export function ComparisonStanding({ id, names, standing }: ComparisonStandingProps): ReactElement {
  const { mergeBase, ahead, behind } = standing;
  return (
    <p className="lead break">
      <bdi>{visibleText(words.standing(shortened(names.revision), ahead, shortened(names.base), behind))}</bdi>{' '}
      {mergeBase === null ? (
        words.neverMet
      ) : (
        <span className="quiet">
          {words.parted}{' '}
          <Link to="/browse/$id/commits/$hash" params={{ id: String(id), hash: mergeBase }}>
            <code>{shortened(mergeBase)}</code>
          </Link>
        </span>
      )}
    </p>
  );
}
