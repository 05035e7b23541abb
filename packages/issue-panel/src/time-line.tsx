/** Everything of an issue in the order of time: what is open to work on, then what happened day by day. */

import type { RepositoryDevelopmentView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { BranchRow } from './branch-row.tsx';
import { CommitRow } from './commit-row.tsx';
import type { Copy } from './copy-button.tsx';
import { HiddenPullRequests, PullRequestRow } from './pull-request-row.tsx';
import { TagList } from './tag-list.tsx';
import { texts } from './texts.ts';
import { timeLineDays } from './time-line-days.ts';
import type { TimeLineEntry } from './time-line-days.ts';

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
      <OpenPullRequests repositories={repositories} now={now} onCopy={onCopy} />
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
            {entries.map((entry) => (
              <Entry key={keyOf(entry)} entry={entry} {...row} />
            ))}
          </ul>
        </section>
      ))}
      {hidden > 0 && <p className="bl-quiet">{texts.moreCommits(hidden)}</p>}
      {repositories.map((repository) => (
        <HiddenPullRequests key={repository.id} repository={repository} />
      ))}
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

/** Under one heading for each word: services call them differently. */
function OpenPullRequests({ repositories, now, onCopy }: ArrangementProps): ReactElement {
  const showRepository = repositories.length > 1;
  const open = repositories.flatMap((repository) =>
    repository.pullRequests
      .filter(({ state }) => state === 'open')
      .map((pullRequest) => ({ pullRequest, repository, word: repository.pullRequestWord })),
  );
  return (
    <>
      {[...Map.groupBy(open, ({ word }) => word)].map(([word, entries]) => (
        <section key={word}>
          <h3 className="bl-heading">{texts.headings.open(word)}</h3>
          <ul className="bl-rows">
            {entries.map(({ pullRequest, repository }) => (
              <PullRequestRow
                key={`${repository.id} ${pullRequest.id}`}
                {...{ pullRequest, repository, showRepository, now, onCopy }}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function keyOf(entry: TimeLineEntry): string {
  const name = entry.kind === 'commit' ? entry.commit.hash : entry.pullRequest.id;
  return `${entry.repository.id} ${entry.kind} ${name}`;
}

function Entry(props: {
  readonly entry: TimeLineEntry;
  readonly showRepository: boolean;
  readonly now: Date;
  readonly onCopy: Copy;
}): ReactElement {
  const { entry, ...row } = props;
  return entry.kind === 'commit' ? (
    <CommitRow commit={entry.commit} repository={entry.repository} {...row} />
  ) : (
    <PullRequestRow pullRequest={entry.pullRequest} repository={entry.repository} {...row} />
  );
}
