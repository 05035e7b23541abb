/** A branch that was just made: its name, the way to it, and what is usually next. */

import type { MadeBranch } from '@branchline/contract';
import { Icon, shellWord, WebLink, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { ReactElement } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import { useFocus } from '../../components/use-focus.ts';
import * as texts from '../../texts.ts';

const words = texts.createBranch.made;

export interface MadeBranchViewProps {
  readonly issueKey: string;
  readonly repositoryId: number;
  readonly branch: MadeBranch;
  /** Beginning to work is what usually comes next, unless that is where one is. */
  readonly isWorkOffered?: boolean;
}

export function MadeBranchView(props: MadeBranchViewProps): ReactElement {
  const { issueKey, repositoryId, branch, isWorkOffered = false } = props;
  const { name, webUrl, actor } = branch;
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone.
  useFocus(heading);
  return (
    <section className="card made">
      <h2 ref={heading} tabIndex={-1}>
        <Icon name="check" /> <bdi className="break">{visibleText(words.title(name))}</bdi>
      </h2>
      <p className="quiet">{texts.acting.actor.made[actor]}</p>
      <p>{words.fetch}</p>
      <CopyField what={words.theCommand} text={words.command(shellWord(name))} />
      <div className="actions">
        <Link
          to="/create-pull-request"
          search={{ issue: issueKey, repository: String(repositoryId), source: name }}
          className="bl-button"
        >
          {words.pullRequest}
        </Link>
        {isWorkOffered && (
          <Link to="/issues/$key" params={{ key: issueKey }} search={{ act: 'start-work' }} className="bl-button">
            {words.startWork}
          </Link>
        )}
        {webUrl !== null && <WebLink url={webUrl}>{words.open}</WebLink>}
        <Link to="/issues/$key" params={{ key: issueKey }}>
          {texts.acting.backToIssue(issueKey)}
        </Link>
      </div>
    </section>
  );
}
