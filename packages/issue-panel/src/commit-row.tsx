/** One commit: what it says, who made it when, where it has arrived, and its files on demand. */

import type { IssueCommitView, RepositoryDevelopmentView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { Badge } from './badge.tsx';
import { ByHand } from './by-hand.tsx';
import { CommitHash, shortHashLength } from './commit-hash.tsx';
import type { Copy } from './copy-button.tsx';
import { FileList } from './file-list.tsx';
import { FormerKeys } from './former-keys.tsx';
import { Icon } from './icon.tsx';
import { OfIssues } from './of-issues.tsx';
import { OpenIn } from './open-in.tsx';
import { RelativeTime } from './relative-time.tsx';
import { SmartCommands } from './smart-commands.tsx';
import { texts } from './texts.ts';
import { WebLink } from './web-link.tsx';
import { visibleText } from './visible-text.ts';

export interface CommitRowProps {
  readonly commit: IssueCommitView;
  readonly repository: RepositoryDevelopmentView;
  /** Where rows of several repositories stand together. */
  readonly showRepository: boolean;
  /** Its files unfolded from the beginning. */
  readonly showFiles?: boolean;
  readonly now: Date;
  readonly onCopy: Copy;
}

export function CommitRow(props: CommitRowProps): ReactElement {
  const { commit, repository, showRepository, showFiles = false, now, onCopy } = props;
  const { author } = commit;
  const body = commit.message.slice(commit.title.length).trim();
  return (
    <li className="bl-commit">
      <span className="bl-mark">
        <Icon name="commit" />
      </span>
      <div className="bl-commit-text">
        <p className="bl-title">
          <WebLink url={commit.webUrl}>
            <bdi>{visibleText(commit.title === '' ? commit.hash : commit.title)}</bdi>
          </WebLink>
        </p>
        <p className="bl-facts">
          <span className="bl-break" title={visibleText(texts.commitsTab.author(author.name, author.email))} dir="auto">
            {visibleText(author.person ?? author.name)}
          </span>
          <RelativeTime at={commit.authoredAt} now={now} />
          <CommitHash hash={commit.hash} webUrl={commit.webUrl} onCopy={onCopy}>
            <OpenIn
              cloneUrl={repository.cloneUrl}
              target={{ kind: 'commit', hash: commit.hash }}
              what={texts.hashOf(commit.hash.slice(0, shortHashLength))}
            />
          </CommitHash>
          {showRepository && <span className="bl-quiet bl-break">{repository.name}</span>}
          <FormerKeys linkedAs={commit.linkedAs} />
          <OfIssues keys={commit.ofIssues} />
          <ByHand foundIn={commit.foundIn} />
          <Arrival commit={commit} defaultBranch={repository.defaultBranch} />
        </p>
        <SmartCommands commands={commit.smartCommands} />
        {body !== '' && (
          <details className="bl-fold">
            <summary>
              <Icon name="chevron" />
              {texts.wholeMessage}
            </summary>
            <pre className="bl-message" dir="auto">
              {visibleText(body)}
            </pre>
          </details>
        )}
        <FileList commit={commit} repository={repository} isOpen={showFiles} onCopy={onCopy} />
      </div>
    </li>
  );
}

/** Where the commit has arrived: on the default branch, in which release first and in how many later. */
function Arrival(props: { readonly commit: IssueCommitView; readonly defaultBranch: string | null }): ReactElement {
  const { commit, defaultBranch } = props;
  const [first, ...later] = commit.tags;
  return (
    <>
      {commit.onDefaultBranch && (
        <Badge tone="success">{texts.onDefaultBranch(defaultBranch ?? texts.defaultBranch)}</Badge>
      )}
      {first !== undefined && (
        <Badge tone="information" title={visibleText(commit.tags.slice(0, 50).join(', '))}>
          {texts.inTag(first)}
          {later.length > 0 && ` ${texts.laterTags(later.length)}`}
        </Badge>
      )}
    </>
  );
}
