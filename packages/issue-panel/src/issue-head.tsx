/** The head of an issue's view: what happened last, what is best done next, and the ways to begin. */

import type { IssueDevelopment } from '@branchline/contract';
import type { ReactElement } from 'react';
import { ActButton } from './act-button.tsx';
import { latestEventOf, type LatestEvent } from './latest-event.ts';
import { nextStepOf, type NextStep, type PullRequestStanding } from './next-step.ts';
import { usePanelTools } from './panel-tools.tsx';
import { RelativeTime } from './relative-time.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';
import { visibleText } from './visible-text.ts';

export interface IssueHeadProps {
  readonly development: IssueDevelopment;
  readonly now: Date;
  readonly onSeeShipped: () => void;
}

export function IssueHead({ development, now, onSeeShipped }: IssueHeadProps): ReactElement {
  const { repositories } = development;
  const latest = latestEventOf(repositories);
  const step = nextStepOf(development);
  return (
    <header className="bl-issue-head">
      <div className="bl-standing">
        {latest !== undefined && (
          <p className="bl-latest">
            <bdi>{visibleText(wordsOf(latest))}</bdi> <RelativeTime at={latest.at} now={now} />
          </p>
        )}
        {step !== undefined && (
          <p className="bl-next">
            <bdi>{visibleText(sentenceOf(step))}</bdi> <StepButton step={step} onSeeShipped={onSeeShipped} />
          </p>
        )}
      </div>
      <Beginnings />
    </header>
  );
}

/** In reach of the thumb, whatever there is already. */
function Beginnings(): ReactElement | null {
  const { onAct } = usePanelTools();
  if (onAct === undefined) return null;
  return (
    <fieldset className="bl-beginnings" aria-label={texts.actions.label}>
      <ActButton tone="primary" action={{ kind: 'create-branch', repositoryId: undefined }}>
        {texts.actions.createBranch}
      </ActButton>
      <ActButton tone="plain" action={{ kind: 'start-work' }}>
        {texts.actions.startWork}
      </ActButton>
    </fieldset>
  );
}

function wordsOf({ kind, who, what }: LatestEvent): string {
  if (kind === 'commit') return texts.latest.commit(who ?? '', what);
  return kind === 'open' ? texts.latest.open(who, what) : texts.latest[kind](what);
}

function sentenceOf(step: NextStep): string {
  switch (step.kind) {
    case 'begin':
    case 'see-shipped':
      return texts.next[step.kind];
    case 'create-pull-request':
      return texts.next[step.kind](step.thing.name, step.thing.ahead ?? 0, step.repository.pullRequestWord);
    case 'delete-branch':
      return texts.next[step.kind](step.thing.name);
    case 'mend-checks':
    case 'await-checks':
      return texts.next[step.kind](step.thing.label, texts.pullRequest.checks(step.thing.checks));
    default:
      return texts.next[step.kind](step.thing.label);
  }
}

/** Only what the issue's project may do; everything else stands at its row, or is for somebody else to do. */
function StepButton(props: { readonly step: NextStep; readonly onSeeShipped: () => void }): ReactElement | null {
  const { step, onSeeShipped } = props;
  switch (step.kind) {
    case 'see-shipped':
      return (
        <button type="button" className="bl-act" onClick={onSeeShipped}>
          {texts.actions.seeShipped}
        </button>
      );
    case 'delete-branch':
    case 'create-pull-request':
      return <BranchStep step={step} />;
    case 'merge':
    case 'review':
      return <PullRequestStep step={step} />;
    case 'mend-checks':
    case 'await-checks':
      return <ChecksLink url={step.thing.checks?.webUrl ?? null} />;
    default:
      return null;
  }
}

/** Nobody but the service can do something about them. */
function ChecksLink({ url }: { readonly url: string | null }): ReactElement | null {
  if (url === null) return null;
  return (
    <WebLink url={url} className="bl-act">
      {texts.actions.seeChecks}
    </WebLink>
  );
}

type StepOf<Kind extends NextStep['kind']> = Extract<NextStep, { readonly kind: Kind }>;

function BranchStep(props: { readonly step: StepOf<'delete-branch' | 'create-pull-request'> }): ReactElement | null {
  const { kind, repository, thing } = props.step;
  const { may, id: repositoryId, pullRequestWord } = repository;
  if (kind === 'delete-branch') {
    if (!may.createBranch) return null;
    return <ActButton action={{ kind, repositoryId, name: thing.name }}>{texts.actions.deleteBranch}</ActButton>;
  }
  if (!may.createPullRequest) return null;
  return (
    <ActButton action={{ kind, repositoryId, source: thing.name }}>
      {texts.actions.createPullRequest(pullRequestWord)}
    </ActButton>
  );
}

function PullRequestStep(props: { readonly step: StepOf<PullRequestStanding> }): ReactElement | null {
  const { kind, repository, thing } = props.step;
  if (!repository.may.createPullRequest) return null;
  const { id, label, title, headHash, sourceBranch } = thing;
  const about = { repositoryId: repository.id, pullRequest: id, label, title, head: headHash, source: sourceBranch };
  const next = kind === 'merge' ? 'merge' : 'approve';
  return <ActButton action={{ kind: next, ...about }}>{texts.actions[next]}</ActButton>;
}
