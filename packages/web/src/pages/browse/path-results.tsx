/** Files found by a part of their path. */

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { pathSearchQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { FoundText } from './found-text.tsx';
import { RevisionOrProblem } from './revision-or-problem.tsx';

const words = texts.browsedHistory.search;

export interface PathResultsProps {
  readonly id: number;
  readonly text: string;
  readonly revision: string | undefined;
}

export function PathResults({ id, text, revision }: PathResultsProps): ReactElement {
  const query = useQuery(pathSearchQuery(id, { text, revision }));
  return (
    <RevisionOrProblem id={id} revision={revision} query={query}>
      <Answer query={query} skeleton={<SkeletonRows label={words.loading} />}>
        {({ paths, isCut }) => {
          if (paths.length === 0) return <EmptyState title={words.none(text)}>{words.noneText}</EmptyState>;
          return (
            <section aria-label={words.results}>
              <p className="lead">
                <output>
                  {words.foundPaths(paths.length)} {isCut && words.cut}
                </output>
              </p>
              <ul className="lines">
                {paths.map((path) => (
                  <li key={path} className="found-path break">
                    <Link
                      to="/browse/$id"
                      params={{ id: String(id) }}
                      search={{ revision, path, view: 'code' }}
                      activeProps={{}}
                    >
                      <FoundText text={path} wanted={text} />
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          );
        }}
      </Answer>
    </RevisionOrProblem>
  );
}
