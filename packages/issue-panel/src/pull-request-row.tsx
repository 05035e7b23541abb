/** One pull request: its title and state, from where to where, who reviews it and what they said. */

import type { IssuePullRequestView, RepositoryDevelopmentView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { ActButton } from './act-button.tsx';
import { Badge } from './badge.tsx';
import type { BadgeProps } from './badge.tsx';
import { ByHand } from './by-hand.tsx';
import type { Copy } from './copy-button.tsx';
import { CopyButton } from './copy-button.tsx';
import { FormerKeys } from './former-keys.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { OfIssues } from './of-issues.tsx';
import { OpenIn } from './open-in.tsx';
import { usePanelTools } from './panel-tools.tsx';
import { PullRequestChecks } from './pull-request-checks.tsx';
import { RelativeTime } from './relative-time.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';
import { visibleText } from './visible-text.ts';

export interface PullRequestRowProps {
  readonly pullRequest: IssuePullRequestView;
  readonly repository: RepositoryDevelopmentView;
  readonly showRepository: boolean;
  readonly now: Date;
  readonly onCopy: Copy;
}

const tones: Readonly<Record<IssuePullRequestView['state'], BadgeProps['tone']>> = {
  open: 'information',
  merged: 'success',
  declined: 'neutral',
};

export function PullRequestRow(props: PullRequestRowProps): ReactElement {
  const { pullRequest, repository, showRepository, now } = props;
  const { label, title, state, isDraft, author, commentCount } = pullRequest;
  return (
    <li className="bl-commit">
      <span className="bl-mark">
        <Icon name="pull-request" label={repository.pullRequestWord} />
      </span>
      <div className="bl-commit-text">
        <p className="bl-title bl-heads">
          <span className="bl-break">
            <WebLink url={pullRequest.webUrl}>
              <bdi>{visibleText(title)}</bdi> <span className="bl-quiet">{label}</span>
            </WebLink>
          </span>
          <Badge tone={tones[state]}>{texts.pullRequest.state[state]}</Badge>
          {isDraft && state === 'open' && <Badge tone="neutral">{texts.pullRequest.draft}</Badge>}
        </p>
        <p className="bl-facts">
          <span dir="auto">{visibleText(author?.name ?? texts.pullRequest.unknownAuthor)}</span>
          <RelativeTime at={pullRequest.closedAt ?? pullRequest.updatedAt} now={now} />
          {commentCount > 0 && (
            <span className="bl-counted">
              <Icon name="comment" />
              {texts.pullRequest.comments(commentCount)}
            </span>
          )}
          {showRepository && <span className="bl-quiet bl-break">{repository.name}</span>}
          <ByHand foundIn={pullRequest.foundIn} />
          <FormerKeys linkedAs={pullRequest.linkedAs} />
          <OfIssues keys={pullRequest.ofIssues} />
        </p>
        <Branches {...props} />
        <PullRequestChecks checks={pullRequest.checks} />
        <Reviewers pullRequest={pullRequest} />
        <PullRequestActions pullRequest={pullRequest} repository={repository} />
      </div>
    </li>
  );
}

/** While it is open, and the issue's project may do so. A draft is not merged. */
function PullRequestActions(props: Pick<PullRequestRowProps, 'pullRequest' | 'repository'>): ReactElement | null {
  const { pullRequest, repository } = props;
  const { id, label, title, headHash, sourceBranch, isDraft } = pullRequest;
  const { onAct } = usePanelTools();
  if (onAct === undefined || pullRequest.state !== 'open' || !repository.may.createPullRequest) return null;
  const about = { repositoryId: repository.id, pullRequest: id, label, title, head: headHash, source: sourceBranch };
  return (
    <p className="bl-acts">
      <ActButton action={{ kind: 'approve', ...about }} label={texts.actions.approveThing(label)}>
        {texts.actions.approve}
      </ActButton>
      {!isDraft && (
        <ActButton action={{ kind: 'merge', ...about }} label={texts.actions.mergeThing(label)}>
          {texts.actions.merge}
        </ActButton>
      )}
    </p>
  );
}

function Branches({ pullRequest, repository, onCopy }: PullRequestRowProps): ReactElement {
  const { sourceBranch, targetBranch, fork } = pullRequest;
  return (
    <p className="bl-facts">
      <span className="bl-hash">
        <code dir="auto">{visibleText(sourceBranch)}</code>
        <CopyButton text={sourceBranch} what={texts.branchName(sourceBranch)} onCopy={onCopy} />
        {fork === null && (
          <OpenIn
            cloneUrl={repository.cloneUrl}
            target={{ kind: 'branch', name: sourceBranch }}
            what={texts.branchName(sourceBranch)}
          />
        )}
      </span>
      {fork !== null && (
        <span className="bl-quiet bl-break">
          {texts.pullRequest.from} {fork === '' ? texts.pullRequest.goneFork : fork}
        </span>
      )}
      <span className="bl-quiet">{texts.pullRequest.into}</span>
      <code className="bl-break" dir="auto">
        {visibleText(targetBranch)}
      </code>
    </p>
  );
}

type Reviewer = IssuePullRequestView['reviewers'][number];

const marks: Readonly<Record<Reviewer['verdict'], IconName>> = {
  approved: 'check',
  'changes-requested': 'changes',
  commented: 'comment',
  none: 'clock',
};

function Reviewers({ pullRequest }: Pick<PullRequestRowProps, 'pullRequest'>): ReactElement | null {
  const { reviewers, isComplete } = pullRequest;
  if (reviewers.length === 0) {
    return isComplete ? null : <p className="bl-quiet">{texts.pullRequest.incomplete}</p>;
  }
  return (
    <ul className="bl-reviewers" aria-label={texts.pullRequest.reviewers}>
      {reviewers.map((reviewer) => (
        <li key={reviewer.login} className={`bl-verdict-${reviewer.verdict}`} title={visibleText(reviewer.login)}>
          <Icon name={marks[reviewer.verdict]} />
          <span>
            <WebLink url={reviewer.webUrl}>
              <bdi>{visibleText(reviewer.name)}</bdi>
            </WebLink>{' '}
            <span className="bl-quiet">{texts.pullRequest.verdict[reviewer.verdict]}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How many more there are than are shown. */
export function HiddenPullRequests(props: { readonly repository: RepositoryDevelopmentView }): ReactElement | null {
  const { pullRequestCount, pullRequests, pullRequestWord } = props.repository;
  const hidden = pullRequestCount - pullRequests.length;
  if (hidden === 0) return null;
  return <p className="bl-quiet">{texts.pullRequest.older(hidden, pullRequestWord.toLowerCase())}</p>;
}
