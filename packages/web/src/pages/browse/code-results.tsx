/** Lines of code that have a text in them, file by file, each leading to its line. */

import type { CodeMatchesView } from '@branchline/contract';
import { LineText, findsIn, visibleText } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { codeSearchQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { RevisionOrProblem } from './revision-or-problem.tsx';

const words = texts.browsedHistory.search;
/** Lines shown of one file: who looks for more of it opens it. */
const mostOfFile = 20;

export interface CodeResultsProps {
  readonly id: number;
  readonly text: string;
  readonly revision: string | undefined;
  readonly folder: string | undefined;
  readonly letters: 'exact' | undefined;
}

export function CodeResults({ id, text, revision, folder, letters }: CodeResultsProps): ReactElement {
  const query = useQuery(codeSearchQuery(id, { text, revision, folder, case: letters }));
  return (
    <RevisionOrProblem id={id} revision={revision} query={query}>
      <Answer query={query} skeleton={<SkeletonRows label={words.loading} />}>
        {({ matches, isCut, commit }) => {
          const files = byFile(matches);
          if (files.length === 0) return <EmptyState title={words.none(text)}>{words.noneText}</EmptyState>;
          return (
            <section aria-label={words.results}>
              <p className="lead">
                <output>
                  {words.found(matches.length, files.length)} {isCut && words.cut}
                </output>
              </p>
              {files.map((file) => (
                <FoundFile
                  key={file.path}
                  id={id}
                  // Lines may have moved on a branch by the time somebody goes there.
                  revision={revision === undefined ? undefined : commit}
                  file={file}
                  text={text}
                />
              ))}
            </section>
          );
        }}
      </Answer>
    </RevisionOrProblem>
  );
}

interface FileMatches {
  readonly path: string;
  readonly matches: CodeMatchesView['matches'];
}

function byFile(matches: CodeMatchesView['matches']): readonly FileMatches[] {
  const files = Map.groupBy(matches, ({ path }) => path);
  return [...files].map(([path, found]) => ({ path, matches: found }));
}

interface FoundFileProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly file: FileMatches;
  readonly text: string;
}

function FoundFile({ id, revision, file, text }: FoundFileProps): ReactElement {
  const { path, matches } = file;
  const params = { id: String(id) };
  const search = { revision, path, view: 'code' };
  const more = matches.length - mostOfFile;
  return (
    <section className="found-file" aria-label={visibleText(path)}>
      <h2 className="break">
        <Link to="/browse/$id" params={params} search={search} activeProps={{}}>
          <bdi>{visibleText(path)}</bdi>
        </Link>
      </h2>
      <ol className="found-lines">
        {matches.slice(0, mostOfFile).map((match) => (
          <li key={match.line}>
            <Link
              to="/browse/$id"
              params={params}
              search={search}
              hash={`L${match.line}`}
              className="found-line"
              activeProps={{}}
            >
              <span className="found-number">{match.line}</span>
              <code>
                <LineText text={match.text} found={findsIn(match.text, text)} />
              </code>
            </Link>
          </li>
        ))}
      </ol>
      {more > 0 && <p className="hint">{words.moreInFile(more)}</p>}
    </section>
  );
}
