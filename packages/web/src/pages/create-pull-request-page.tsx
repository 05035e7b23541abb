/** A pull request for an issue, opened at the Git service: filled in as far as that can be done for somebody. */

import type { MadePullRequest } from '@branchline/contract';
import { Icon, ProblemView, WebLink, copyText } from '@branchline/issue-panel';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { api } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useFocus } from '../components/use-focus.ts';
import * as texts from '../texts.ts';
import { ActingHeading } from './acting/acting-heading.tsx';
import { ActorLine } from './acting/actor-line.tsx';
import { RepositoryChoice } from './acting/choices.tsx';
import { BranchesOfPullRequest, PullRequestFields } from './acting/pull-request-fields.tsx';
import { PullRequestPreview } from './acting/pull-request-preview.tsx';
import { useActing } from './acting/use-acting.tsx';
import { useConnecting } from './acting/use-connecting.tsx';
import {
  usePullRequestWish,
  type NamedPlaces,
  type NewPullRequest,
  type PullRequestWish,
} from './acting/use-pull-request-wish.ts';
import { WithoutIssue } from './acting/without-issue.tsx';

const words = texts.createPullRequest;

export function CreatePullRequestPage(): ReactElement {
  const { issue = '', repository = '', source = '', target = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  if (issue === '') {
    const choose = (key: string) => void navigate({ to: '/create-pull-request', search: { issue: key } });
    return <WithoutIssue title={words.title} onChoose={choose} />;
  }
  return (
    <div className="acting acting-wide">
      <ActingHeading issueKey={issue} title={words.titleFor(issue)} />
      <CreatePullRequest key={issue} issueKey={issue} named={{ repository, source, target }} />
    </div>
  );
}

interface CreateProps {
  readonly issueKey: string;
  readonly named: NamedPlaces;
}

function CreatePullRequest({ issueKey, named }: CreateProps): ReactElement {
  const pullRequest = usePullRequestWish(issueKey, named);
  const connecting = useConnecting(pullRequest.chosen.repository);
  const [made, setMade] = useState<MadePullRequest>();
  const creating = useActing(
    (wish: NewPullRequest) => api.createPullRequest({ params: { key: issueKey }, body: wish }),
    (done) => {
      setMade(done);
      pullRequest.kept.forget();
    },
  );
  function send(event: FormEvent): void {
    event.preventDefault();
    if (pullRequest.wish !== undefined) creating.act(pullRequest.wish);
  }
  if (made !== undefined) return <MadeView issueKey={issueKey} made={made} />;
  return (
    <>
      {creating.asking}
      {connecting.asking}
      <Answer query={pullRequest.chosen.found} skeleton={<SkeletonRows label={texts.acting.loading} />}>
        {({ because }) =>
          because === null ? (
            <form className="form" onSubmit={send} aria-label={words.titleFor(issueKey)}>
              <Filling issueKey={issueKey} pullRequest={pullRequest} onConnect={connecting.connect}>
                {creating.problem !== undefined && <ProblemView problem={creating.problem} onCopy={copyText} />}
                <div className="actions">
                  <button
                    type="submit"
                    className="bl-button button-primary"
                    disabled={creating.isPending || pullRequest.wish === undefined}
                  >
                    {words.action(pullRequest.chosen.repository?.pullRequestWord ?? '')}
                  </button>
                </div>
              </Filling>
            </form>
          ) : (
            <EmptyState title={texts.acting.none.title}>{because}</EmptyState>
          )
        }
      </Answer>
    </>
  );
}

interface FillingProps {
  readonly issueKey: string;
  readonly pullRequest: PullRequestWish;
  readonly onConnect: () => void;
  /** What sends it, below the fields. */
  readonly children: ReactElement | readonly (ReactElement | false)[];
}

function Filling({ issueKey, pullRequest, onConnect, children }: FillingProps): ReactElement {
  const { chosen, proposal, source, target, kept } = pullRequest;
  const { repository } = chosen;
  return (
    <>
      <RepositoryChoice
        issueKey={issueKey}
        use="create-pull-request"
        chosen={repository}
        onChoose={(next) => {
          chosen.choose(next);
          // Branches, people and labels are others there; what was written stays.
          kept.change({ repository: String(next.id), source: '', target: '', reviewers: '', labels: '' });
        }}
      />
      {chosen.refused !== undefined && <p className="reason">{chosen.refused}</p>}
      {repository !== undefined && (
        <Answer query={proposal} skeleton={<SkeletonRows label={texts.acting.loading} />}>
          {(proposed) => {
            const parts = { issueKey, repository, proposal: proposed, pullRequest };
            return (
              <>
                <BranchesOfPullRequest {...parts} />
                {source === '' && <WithoutBranch issueKey={issueKey} repositoryId={repository.id} />}
                {proposed.existing !== null && <Existing existing={proposed.existing} />}
                <PullRequestFields {...parts} />
                {proposed.shortcomings.map((sentence) => (
                  <p key={sentence} className="reason">
                    {sentence}
                  </p>
                ))}
                <ActorLine repository={repository} onConnect={onConnect} />
                {children}
                {source !== '' && target !== '' && (
                  <PullRequestPreview repository={repository} proposal={proposed} source={source} target={target} />
                )}
              </>
            );
          }}
        </Answer>
      )}
    </>
  );
}

function WithoutBranch(props: { readonly issueKey: string; readonly repositoryId: number }): ReactElement {
  return (
    <p className="reason">
      {words.noBranch}{' '}
      <Link to="/create-branch" search={{ issue: props.issueKey, repository: String(props.repositoryId) }}>
        {words.createBranch}
      </Link>
    </p>
  );
}

interface ExistingProps {
  readonly existing: { readonly label: string; readonly webUrl: string | null };
}

function Existing({ existing: { label, webUrl } }: ExistingProps): ReactElement {
  return (
    <p className="reason">
      {words.existing(label)} {webUrl !== null && <WebLink url={webUrl}>{words.openExisting}</WebLink>}
    </p>
  );
}

function MadeView({ issueKey, made }: { readonly issueKey: string; readonly made: MadePullRequest }): ReactElement {
  const { label, webUrl, actor, shortcomings } = made;
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone.
  useFocus(heading);
  return (
    <section className="card made">
      <h2 ref={heading} tabIndex={-1}>
        <Icon name="check" /> {words.made.title(label)}
      </h2>
      <p className="quiet">{texts.acting.actor.made[actor]}</p>
      {shortcomings.length > 0 && (
        <>
          <p>{words.made.shortcomings}</p>
          <ul>
            {shortcomings.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      <div className="actions">
        {webUrl !== null && <WebLink url={webUrl}>{words.made.open}</WebLink>}
        <Link to="/issues/$key" params={{ key: issueKey }}>
          {texts.acting.backToIssue(issueKey)}
        </Link>
      </div>
    </section>
  );
}
