/** The repository's own templates: the first is in the description already, another one replaces it where that is wanted. */

import { visibleText } from '@branchline/issue-panel';
import type { PullRequestProposal } from '@branchline/contract';
import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';
import type { PullRequestWish } from './use-pull-request-wish.ts';

const words = texts.createPullRequest;

export interface TemplateChoiceProps extends Pick<PullRequestWish, 'description' | 'kept'> {
  readonly proposal: PullRequestProposal;
}

/** Each template is a button that says what it does to the text: nothing that was written is lost by accident. */
export function TemplateChoice({ proposal, description, kept }: TemplateChoiceProps): ReactElement | null {
  const others = proposal.templates.filter(({ text }) => text.trim() !== description.trim());
  if (proposal.templates.length < 2) return null;
  return (
    <fieldset className="actions bare" aria-label={words.template}>
      {others.map(({ name, text }) => (
        <button
          key={name}
          type="button"
          className="bl-button"
          onClick={() => kept.change({ description: text, described: 'yes' })}
        >
          <bdi>{visibleText(words.replaceBy(name))}</bdi>
        </button>
      ))}
    </fieldset>
  );
}
