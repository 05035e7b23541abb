/** One branch: its name, how far it is from the default branch, and its last commit. */

import type { IssueBranchView, RepositoryDevelopmentView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { ActButton } from './act-button.tsx';
import { Badge } from './badge.tsx';
import { CopyButton } from './copy-button.tsx';
import type { Copy } from './copy-button.tsx';
import { FormerKeys } from './former-keys.tsx';
import { Icon } from './icon.tsx';
import { couldBePullRequest, couldGo } from './next-step.ts';
import { OfIssues } from './of-issues.tsx';
import { OpenIn } from './open-in.tsx';
import { RelativeTime } from './relative-time.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';
import { visibleText } from './visible-text.ts';

export interface BranchRowProps {
  readonly branch: IssueBranchView;
  readonly repository: RepositoryDevelopmentView;
  readonly showRepository: boolean;
  readonly now: Date;
  readonly onCopy: Copy;
}

export function BranchRow({ branch, repository, showRepository, now, onCopy }: BranchRowProps): ReactElement {
  const base = repository.defaultBranch ?? texts.defaultBranch;
  const { ahead, behind, lastCommit } = branch;
  return (
    <li className="bl-commit">
      <span className="bl-mark">
        <Icon name="branch" />
      </span>
      <div className="bl-commit-text">
        <p className="bl-title">
          <span className="bl-hash">
            <WebLink url={branch.webUrl}>
              <code dir="auto">{visibleText(branch.name)}</code>
            </WebLink>
            <CopyButton text={branch.name} what={texts.branchName(branch.name)} onCopy={onCopy} />
            <OpenIn
              cloneUrl={repository.cloneUrl}
              target={{ kind: 'branch', name: branch.name }}
              what={texts.branchName(branch.name)}
            />
          </span>
          {branch.isDefault && <Badge tone="neutral">{texts.defaultBranch}</Badge>}
          {branch.merged && !branch.isDefault && <Badge tone="success">{texts.merged}</Badge>}
        </p>
        <p className="bl-facts">
          {ahead !== null && behind !== null && !branch.isDefault && (
            <span>{texts.aheadBehind(ahead, behind, base)}</span>
          )}
          {showRepository && <span className="bl-quiet bl-break">{repository.name}</span>}
          <FormerKeys linkedAs={branch.linkedAs} />
          <OfIssues keys={branch.ofIssues} />
          <span className="bl-quiet bl-clip" dir="auto">
            {visibleText(lastCommit.title)}
          </span>
          <span className="bl-quiet" dir="auto">
            {visibleText(lastCommit.author)}
          </span>
          <RelativeTime at={lastCommit.at} now={now} />
        </p>
      </div>
      <BranchActions branch={branch} repository={repository} />
    </li>
  );
}

/** What fits where the branch stands, and the issue's project may do with the repository. */
function BranchActions({ branch, repository }: Pick<BranchRowProps, 'branch' | 'repository'>): ReactElement | null {
  const { may, id: repositoryId, pullRequestWord } = repository;
  const { name } = branch;
  if (may.createPullRequest && couldBePullRequest(branch, repository)) {
    const label = texts.actions.createPullRequestFrom(pullRequestWord, name);
    return (
      <ActButton action={{ kind: 'create-pull-request', repositoryId, source: name }} label={label}>
        {texts.actions.createPullRequest(pullRequestWord)}
      </ActButton>
    );
  }
  if (!may.createBranch || !couldGo(branch, repository)) return null;
  return (
    <ActButton action={{ kind: 'delete-branch', repositoryId, name }} label={texts.actions.deleteBranchNamed(name)}>
      {texts.actions.deleteBranch}
    </ActButton>
  );
}
