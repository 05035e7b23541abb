/** What Jira opens for "Create branch" and "Create pull request": a good start, and the way to where it is finished. */

import type { IssueDevelopment } from '@branchline/contract';
import { BranchSuggestion, copyText, Icon, WebLink, visibleText } from '@branchline/issue-panel';
import { useCallback } from 'react';
import type { ReactElement } from 'react';
import { OpenButton } from './open-button.tsx';
import { ShownAnswer } from './shown-answer.tsx';
import type { Surroundings } from './surroundings.ts';
import { texts } from './texts.ts';
import { useAnswer } from './use-answer.ts';

interface CreateViewProps extends Surroundings {
  readonly issueKey: string;
}

export function CreateBranchView({ issueKey, server, open }: CreateViewProps): ReactElement {
  return (
    <main className="dialog">
      <h1>{texts.createBranch.title(issueKey)}</h1>
      <BranchSuggestion issueKey={issueKey} summary="" onCopy={copyText} />
      <OpenButton label={texts.createBranch.open} url={branchPage(server, issueKey)} open={open} />
    </main>
  );
}

export function CreatePullRequestView({ issueKey, client, server, open }: CreateViewProps): ReactElement {
  const ask = useCallback(
    (signal: AbortSignal) => client.showIssueDevelopment({ params: { key: issueKey } }, signal),
    [client, issueKey],
  );
  const answer = useAnswer(ask);
  return (
    <main className="dialog">
      <h1>{texts.createPullRequest.title(issueKey)}</h1>
      <ShownAnswer answer={answer}>
        {(development) => <BranchChoice issueKey={issueKey} development={development} />}
      </ShownAnswer>
      <OpenButton label={texts.createPullRequest.open} url={`${server}/issues/${issueKey}`} open={open} />
    </main>
  );
}

/** Branches that a pull request could still come from. */
function BranchChoice(props: { readonly issueKey: string; readonly development: IssueDevelopment }): ReactElement {
  const { issueKey, development } = props;
  const branches = development.repositories.flatMap((repository) =>
    repository.branches
      .filter(({ isDefault, merged }) => !isDefault && !merged)
      .map((branch) => ({ ...branch, repository: repository.name })),
  );
  if (branches.length === 0) {
    return (
      <>
        <p>{texts.createPullRequest.none(issueKey)}</p>
        <BranchSuggestion issueKey={issueKey} summary="" onCopy={copyText} />
      </>
    );
  }
  return (
    <div className="bl-panel">
      <p>{texts.createPullRequest.choose}</p>
      <ul className="bl-rows">
        {branches.map(({ name, webUrl, repository }) => (
          <li key={`${repository} ${name}`} className="bl-commit">
            <span className="bl-mark">
              <Icon name="branch" />
            </span>
            <div className="bl-commit-text">
              <p className="bl-title">
                <WebLink url={webUrl}>
                  <code dir="auto">{visibleText(name)}</code>
                </WebLink>
              </p>
              <p className="bl-quiet bl-break">{repository}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function branchPage(server: string, issueKey: string): string {
  return `${server}/create-branch?issue=${encodeURIComponent(issueKey)}`;
}
