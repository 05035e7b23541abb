/** Everything of an issue by repository. */

import type { ReactElement } from 'react';
import { BranchRow } from './branch-row.tsx';
import { CommitRow } from './commit-row.tsx';
import { Icon } from './icon.tsx';
import { HiddenPullRequests, PullRequestRow } from './pull-request-row.tsx';
import { TagList } from './tag-list.tsx';
import { texts } from './texts.ts';
import type { ArrangementProps } from './time-line.tsx';
import { WebLink } from './web-link.tsx';

export function RepositoryGroups({ repositories, now, onCopy }: ArrangementProps): ReactElement {
  const row = { showRepository: false, now, onCopy };
  return (
    <>
      {repositories.map((repository) => (
        <section key={repository.id}>
          <h3 className="bl-heading bl-repository">
            <Icon name="repository" />
            <span className="bl-break">
              <WebLink url={repository.webUrl}>{repository.name}</WebLink>
            </span>
          </h3>
          <ul className="bl-rows">
            {repository.pullRequests.map((pullRequest) => (
              <PullRequestRow
                key={`pull request ${pullRequest.id}`}
                pullRequest={pullRequest}
                repository={repository}
                {...row}
              />
            ))}
            {repository.branches.map((branch) => (
              <BranchRow key={`branch ${branch.name}`} branch={branch} repository={repository} {...row} />
            ))}
            {repository.commits.map((commit) => (
              <CommitRow key={commit.hash} commit={commit} repository={repository} {...row} />
            ))}
          </ul>
          {repository.commitCount > repository.commits.length && (
            <p className="bl-quiet">{texts.moreCommits(repository.commitCount - repository.commits.length)}</p>
          )}
          <HiddenPullRequests repository={repository} />
          {repository.tags.length > 0 && <TagList tags={repository.tags} now={now} />}
        </section>
      ))}
    </>
  );
}
