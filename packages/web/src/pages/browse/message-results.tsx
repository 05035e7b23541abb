/** Commits whose messages have a text in them. */

import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { CommitLine } from '../../components/commit-line.tsx';
import { CommitList } from '../../components/commit-list.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { messageSearchQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { FoundText } from './found-text.tsx';
import type { PathResultsProps } from './path-results.tsx';
import { RevisionOrProblem } from './revision-or-problem.tsx';

const words = texts.browsedHistory.search;

export function MessageResults({ id, text, revision }: PathResultsProps): ReactElement {
  const query = useQuery(messageSearchQuery(id, { text, revision }));
  return (
    <RevisionOrProblem id={id} revision={revision} query={query}>
      <Answer query={query} skeleton={<SkeletonRows label={words.loading} />}>
        {({ commits, isCut }) => {
          if (commits.length === 0) return <EmptyState title={words.none(text)}>{words.noneText}</EmptyState>;
          return (
            <>
              <p className="lead">
                <output>
                  {words.foundCommits(commits.length)} {isCut && words.cut}
                </output>
              </p>
              <CommitList label={words.results} commits={commits}>
                {(commit, now) => (
                  <CommitLine
                    key={commit.hash}
                    commit={commit}
                    repositoryId={id}
                    now={now}
                    besides={<FoundLine message={commit.message} text={text} />}
                  />
                )}
              </CommitList>
            </>
          );
        }}
      </Answer>
    </RevisionOrProblem>
  );
}

function FoundLine({ message, text }: { readonly message: string; readonly text: string }): ReactElement | null {
  const line = lineWith(message, text);
  return line === undefined ? null : <FoundText text={line} wanted={text} />;
}

/** The line below the first in which it stands; undefined where the first says it already. */
function lineWith(message: string, text: string): string | undefined {
  const sought = text.toLowerCase();
  const [title = '', ...body] = message.split('\n');
  if (title.toLowerCase().includes(sought)) return undefined;
  return body.find((line) => line.toLowerCase().includes(sought))?.slice(0, 300);
}
