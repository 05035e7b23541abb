/** What a pull request would bring: commits, files with their lines, and whether it conflicts. */

import type { PullRequestProposal, RepositoryForAction } from '@branchline/contract';
import { Icon, visibleText } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { CommitLine } from '../../components/commit-line.tsx';
import { CommitList } from '../../components/commit-list.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { changesQuery } from '../../queries/changes.ts';
import * as texts from '../../texts.ts';
import { ChangedFiles } from '../browse/changed-files.tsx';

const words = texts.createPullRequest;

export interface PullRequestPreviewProps {
  readonly repository: RepositoryForAction;
  readonly proposal: PullRequestProposal;
  readonly source: string;
  readonly target: string;
}

export function PullRequestPreview({ repository, proposal, source, target }: PullRequestPreviewProps): ReactElement {
  const { commits, commitCount, changes } = proposal;
  const older = commitCount - commits.length;
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="preview-of-pull-request" aria-label={words.preview.title}>
      <h2>{words.preview.title}</h2>
      <MergeLine proposal={proposal} />
      {commitCount > 0 && (
        <details open={commitCount <= 10}>
          <summary>{words.preview.commits(commitCount)}</summary>
          <CommitList label={words.preview.title} commits={commits}>
            {(commit, now) => <CommitLine key={commit.hash} commit={commit} repositoryId={repository.id} now={now} />}
          </CommitList>
          {older > 0 && <p className="quiet">{words.preview.older(older)}</p>}
        </details>
      )}
      {changes !== null && changes.files.length > 0 && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{words.preview.files(changes.files.length, changes.isCut)}</summary>
          {isOpen && <Lines repositoryId={repository.id} source={source} target={target} />}
        </details>
      )}
    </section>
  );
}

/** Between the commits that both branches have now, so that nothing moves while somebody reads. */
function Lines(props: {
  readonly repositoryId: number;
  readonly source: string;
  readonly target: string;
}): ReactElement {
  const { repositoryId, source, target } = props;
  const changes = useQuery(changesQuery(repositoryId, { base: target, revision: source, from: 'merge-base' }));
  return (
    <Answer query={changes} skeleton={<SkeletonRows label={texts.acting.loading} />}>
      {({ files, isCut, base, commit }) => (
        <ChangedFiles
          repositoryId={repositoryId}
          files={files}
          isCut={isCut}
          base={base ?? undefined}
          commit={commit}
          before={base}
        />
      )}
    </Answer>
  );
}

function MergeLine({ proposal: { merge, conflicts } }: Pick<PullRequestPreviewProps, 'proposal'>): ReactElement {
  if (merge === 'clean' || merge === 'unknown') return <p className="quiet">{words.merge[merge]}</p>;
  return (
    <>
      <p className="warning-line">
        <Icon name="warning" /> <span>{words.merge[merge]}</span>
      </p>
      {conflicts.length > 0 && (
        <ul>
          {conflicts.map((path) => (
            <li key={path}>
              <code className="break">{visibleText(path)}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
