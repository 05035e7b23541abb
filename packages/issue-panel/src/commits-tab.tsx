/** The commits of an issue by repository, each with its files. */

import type { IssueDevelopment } from '@branchline/contract';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { CommitRow } from './commit-row.tsx';
import type { Copy } from './copy-button.tsx';
import { CopyButton } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { OpenIn } from './open-in.tsx';
import { OptionalPlaceLink } from './place-link.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';

/** Files of this many commits stand open; those of more are folded away. */
const unfoldedCommits = 10;
/** Of a single commit. */
const unfoldedFiles = 20;

export interface CommitsTabProps {
  readonly development: IssueDevelopment;
  readonly now: Date;
  readonly onCopy: Copy;
}

export function CommitsTab({ development, now, onCopy }: CommitsTabProps): ReactElement {
  const repositories = development.repositories.filter(({ commitCount }) => commitCount > 0);
  // As it was at first: a push while somebody reads must not fold what they have open.
  const [isShort] = useState(
    () => repositories.reduce((sum, { commits }) => sum + commits.length, 0) <= unfoldedCommits,
  );
  if (repositories.length === 0) return <p>{texts.commitsTab.none}</p>;
  return (
    <>
      {repositories.map((repository) => (
        <section key={repository.id}>
          <h3 className="bl-heading bl-repository">
            <Icon name="repository" />
            <span className="bl-break">
              <WebLink url={repository.webUrl}>{repository.name}</WebLink>
            </span>
            <span className="bl-hash">
              {repository.cloneUrl !== null && (
                <CopyButton
                  text={repository.cloneUrl}
                  what={texts.commitsTab.cloneUrl(repository.name)}
                  onCopy={onCopy}
                />
              )}
              <OpenIn cloneUrl={repository.cloneUrl} target={{ kind: 'repository' }} what={repository.name} />
            </span>
          </h3>
          <ul className="bl-rows">
            {repository.commits.map((commit) => (
              <CommitRow
                key={commit.hash}
                {...{ commit, repository, now, onCopy }}
                showRepository={false}
                showFiles={isShort && commit.fileCount <= unfoldedFiles}
              />
            ))}
          </ul>
          <p className="bl-facts">
            {repository.commitCount > repository.commits.length && (
              <span>{texts.moreCommits(repository.commitCount - repository.commits.length)}</span>
            )}
            {repository.may.browse && (
              <OptionalPlaceLink to={{ kind: 'commits', repositoryId: repository.id }}>
                {texts.commitsTab.allCommits}
              </OptionalPlaceLink>
            )}
          </p>
        </section>
      ))}
    </>
  );
}
