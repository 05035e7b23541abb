/** Everything of an issue in the order of time: branches that are open to work on, then commits day by day. */

import type { RepositoryDevelopmentView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { BranchRow } from './branch-row.tsx';
import { CommitRow } from './commit-row.tsx';
import type { Copy } from './copy-button.tsx';
import { TagList } from './tag-list.tsx';
import { texts } from './texts.ts';
import { timeLineDays } from './time-line-days.ts';

export interface ArrangementProps {
  readonly repositories: readonly RepositoryDevelopmentView[];
  readonly now: Date;
  readonly onCopy: Copy;
}

export function TimeLine({ repositories, now, onCopy }: ArrangementProps): ReactElement {
  const showRepository = repositories.length > 1;
  const branches = repositories.flatMap((repository) => repository.branches.map((branch) => ({ branch, repository })));
  const hidden = repositories.reduce((sum, each) => sum + each.commitCount - each.commits.length, 0);
  const row = { showRepository, now, onCopy };
  return (
    <>
      {branches.length > 0 && (
        <section>
          <h3 className="bl-heading">{texts.headings.branches}</h3>
          <ul className="bl-rows">
            {branches.map(({ branch, repository }) => (
              <BranchRow key={`${repository.id} ${branch.name}`} branch={branch} repository={repository} {...row} />
            ))}
          </ul>
        </section>
      )}
      {timeLineDays(repositories).map(({ day, entries }) => (
        <section key={day}>
          <h3 className="bl-heading">{day}</h3>
          <ul className="bl-rows">
            {entries.map(({ commit, repository }) => (
              <CommitRow key={`${repository.id} ${commit.hash}`} commit={commit} repository={repository} {...row} />
            ))}
          </ul>
        </section>
      ))}
      {hidden > 0 && <p className="bl-quiet">{texts.moreCommits(hidden)}</p>}
      {repositories
        .filter((repository) => repository.tags.length > 0)
        .map((repository) => (
          <section key={repository.id}>
            <h3 className="bl-heading">
              {showRepository ? `${texts.headings.tags} · ${repository.name}` : texts.headings.tags}
            </h3>
            <TagList tags={repository.tags} now={now} />
          </section>
        ))}
    </>
  );
}
