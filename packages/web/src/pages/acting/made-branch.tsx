/** A branch that was just made: its name, the way to it, and what is usually next. */

import type { MadeBranch } from '@branchline/contract';
import { Icon, shellWord, WebLink } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { CopyField } from '../../components/copy-field.tsx';
import * as texts from '../../texts.ts';

const words = texts.createBranch.made;

export interface MadeBranchViewProps {
  readonly issueKey: string;
  readonly repositoryId: number;
  readonly branch: MadeBranch;
}

export function MadeBranchView({ issueKey, repositoryId, branch }: MadeBranchViewProps): ReactElement {
  const { name, webUrl, actor } = branch;
  return (
    <section className="card made" aria-live="polite">
      <h2>
        <Icon name="check" /> <bdi className="break">{words.title(name)}</bdi>
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
        {webUrl !== null && <WebLink url={webUrl}>{words.open}</WebLink>}
        <Link to="/issues/$key" params={{ key: issueKey }}>
          {texts.acting.backToIssue(issueKey)}
        </Link>
      </div>
    </section>
  );
}
