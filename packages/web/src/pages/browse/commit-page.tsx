/** One commit of a repository: what it says, whose it is, where it has arrived, which issues it belongs to, what it changed. */

import { isProblemError, type BrowsedCommitView } from '@branchline/contract';
import { Icon, WebLink, visibleText } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { titleOf } from '../../components/commit-line.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { commitQuery } from '../../queries/changes.ts';
import * as texts from '../../texts.ts';
import { ChangedFiles } from './changed-files.tsx';
import { CommitFacts } from './commit-facts.tsx';
import { useRepositoryId } from './use-repository-id.ts';

const words = texts.commit;

export function CommitPage(): ReactElement {
  const id = useRepositoryId();
  const { hash = '' } = useParams({ strict: false });
  const commit = useQuery(commitQuery(id, hash));
  if (isProblemError(commit.error) && [404, 400].includes(commit.error.problem.status)) return <Gone id={id} />;
  return (
    <Answer query={commit} skeleton={<SkeletonRows label={words.loading} />}>
      {(shown) => <Commit id={id} shown={shown} />}
    </Answer>
  );
}

function Gone({ id }: { readonly id: number }): ReactElement {
  return (
    <EmptyState
      title={words.goneTitle}
      action={
        <Link to="/browse/$id/commits" params={{ id: String(id) }} className="bl-button">
          {words.toCommits}
        </Link>
      }
    >
      {words.goneText}
    </EmptyState>
  );
}

function Commit({ id, shown }: { readonly id: number; readonly shown: BrowsedCommitView }): ReactElement {
  const { details, files, isCut, commit } = shown;
  const body = details.message.slice(details.title.length).trim();
  return (
    <>
      <div className="commit-head">
        <h2 className="break">
          <bdi>{visibleText(titleOf(details))}</bdi>
        </h2>
        <span className="commit-head-actions">
          <LinkButton commit={details} repositoryId={id} />
          <Link to="/browse/$id" params={{ id: String(id) }} search={{ revision: commit }}>
            {words.browse}
          </Link>
          <WebLink url={details.webUrl}>
            {details.webUrl !== null && (
              <>
                <Icon name="external" /> {words.service}
              </>
            )}
          </WebLink>
        </span>
      </div>
      {body !== '' && (
        <pre className="commit-body" dir="auto">
          {visibleText(body)}
        </pre>
      )}
      <CommitFacts id={id} shown={shown} />
      {details.parents.length > 1 && <p className="bl-note">{words.merge}</p>}
      {files.length === 0 ? (
        <EmptyState title={words.noFiles}>{words.noFilesText}</EmptyState>
      ) : (
        <section aria-label={words.files}>
          <ChangedFiles
            repositoryId={id}
            files={files}
            isCut={isCut}
            base={undefined}
            commit={commit}
            before={details.parents[0] ?? null}
          />
        </section>
      )}
    </>
  );
}
