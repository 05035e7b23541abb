/** The whole index log of a repository, page by page and as a file. */

import { Icon } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { IndexLog } from '../../components/index-log.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SelectFilter } from '../../components/select-filter.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { useNow } from '../../components/use-now.ts';
import { indexRunsQuery } from '../../queries/repositories.ts';
import * as texts from '../../texts.ts';
import { oneOf } from './one-of.ts';

const words = texts.repository.log;
const abouts = ['git', 'pull-requests'] as const;
const outcomes = ['done', 'nothing-new', 'failed', 'interrupted'] as const;

export function LogTab({ repositoryId }: { readonly repositoryId: number }): ReactElement {
  const now = useNow();
  const [filters, change] = useFilters(['about', 'outcome']);
  const wanted = { about: oneOf(abouts, filters.about), outcome: oneOf(outcomes, filters.outcome) };
  const runs = useInfiniteQuery({ ...indexRunsQuery(repositoryId, wanted), placeholderData: keepPreviousData });
  const isFiltered = wanted.about !== undefined || wanted.outcome !== undefined;
  return (
    <>
      <div className="filters">
        <SelectFilter
          label={words.about}
          any={words.anyAbout}
          options={abouts.map((value) => ({ value, label: words.abouts[value] }))}
          value={wanted.about}
          onChange={(about) => change({ about })}
        />
        <SelectFilter
          label={words.outcome}
          any={words.anyOutcome}
          options={outcomes.map((value) => ({ value, label: words.outcomes[value] }))}
          value={wanted.outcome}
          onChange={(outcome) => change({ outcome })}
        />
        <Download repositoryId={repositoryId} format="text" />
        <Download repositoryId={repositoryId} format="json" />
      </div>
      <Answer query={runs} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => {
          const found = data.pages.flatMap((page) => page.runs);
          if (found.length === 0 && isFiltered) return <p className="quiet">{words.noneMatch}</p>;
          return (
            <section className="card">
              <IndexLog runs={found} now={now} />
              <MoreButton label={words.more} query={runs} />
            </section>
          );
        }}
      </Answer>
    </>
  );
}

interface DownloadProps {
  readonly repositoryId: number;
  readonly format: 'text' | 'json';
}

/** The browser keeps what the server names as a file. */
function Download({ repositoryId, format }: DownloadProps): ReactElement {
  return (
    <a className="bl-button" href={`/api/v1/repositories/${repositoryId}/index-log?format=${format}`} download>
      <Icon name="download" /> {words[format]}
    </a>
  );
}
