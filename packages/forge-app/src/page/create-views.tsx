/** What Jira opens for "Create branch" and "Create pull request": a good start, and the way to where it is finished. */

import type { IssueDevelopment } from '@branchline/contract';
import { BranchSuggestion, copyText, Icon, WebLink, visibleText } from '@branchline/issue-panel';
import { useCallback } from 'react';
import type { ReactElement } from 'react';
import { OpenButton } from './open-button.tsx';
import { ShownAnswer } from './shown-answer.tsx';
import type { Surroundings } from './surroundings.ts';
import { texts } from './texts.ts';
import { useAnswer, type Answered } from './use-answer.ts';

interface CreateViewProps extends Surroundings {
  readonly issueKey: string;
}

export function CreateBranchView({ issueKey, client, server, open }: CreateViewProps): ReactElement {
  const answer = useDevelopment(client, issueKey);
  const development = answer.answered?.value;
  const issue = { issue: issueKey, summary: development?.issue?.summary ?? '' };
  const isSettled = development !== undefined || answer.problem !== undefined;
  const repositories = development?.repositories.filter(({ may }) => may.createBranch) ?? [];
  return (
    <main className="dialog">
      <h1>{texts.createBranch.title(issueKey)}</h1>
      <ShownAnswer answer={answer}>{() => null}</ShownAnswer>
      {repositories.map(({ id, name }) => (
        <OpenButton
          key={id}
          label={texts.createBranch.openIn(name)}
          url={pageAt(server, '/create-branch', { ...issue, repository: String(id) })}
          open={open}
        />
      ))}
      <OpenButton label={texts.createBranch.open} url={pageAt(server, '/create-branch', issue)} open={open} />
      {isSettled && (
        <>
          <p>{texts.createBranch.byHand}</p>
          <BranchSuggestion issueKey={issueKey} summary={issue.summary} onCopy={copyText} />
        </>
      )}
    </main>
  );
}

export function CreatePullRequestView({ issueKey, client, server, open }: CreateViewProps): ReactElement {
  const answer = useDevelopment(client, issueKey);
  const openFor = (words: Readonly<Record<string, string>>) =>
    void open(pageAt(server, '/create-pull-request', { issue: issueKey, ...words }));
  return (
    <main className="dialog">
      <h1>{texts.createPullRequest.title(issueKey)}</h1>
      <ShownAnswer answer={answer}>
        {(development) => <BranchChoice issueKey={issueKey} development={development} onChoose={openFor} />}
      </ShownAnswer>
      <OpenButton
        label={texts.createPullRequest.open}
        url={pageAt(server, '/create-pull-request', { issue: issueKey })}
        open={open}
      />
    </main>
  );
}

function useDevelopment(client: Surroundings['client'], issueKey: string): Answered<IssueDevelopment> {
  const ask = useCallback(
    (signal: AbortSignal) => client.showIssueDevelopment({ params: { key: issueKey } }, signal),
    [client, issueKey],
  );
  return useAnswer(ask);
}

interface BranchChoiceProps {
  readonly issueKey: string;
  readonly development: IssueDevelopment;
  readonly onChoose: (branch: { readonly repository: string; readonly source: string }) => void;
}

/** Branches that a pull request could still come from. */
function BranchChoice({ issueKey, development, onChoose }: BranchChoiceProps): ReactElement {
  const branches = development.repositories.flatMap((repository) =>
    repository.branches
      .filter(({ isDefault, merged }) => !isDefault && !merged)
      .map((branch) => ({ ...branch, repository })),
  );
  if (branches.length === 0) {
    return (
      <>
        <p>{texts.createPullRequest.none(issueKey)}</p>
        <BranchSuggestion issueKey={issueKey} summary={development.issue?.summary ?? ''} onCopy={copyText} />
      </>
    );
  }
  return (
    <div className="bl-panel">
      <p>{texts.createPullRequest.choose}</p>
      <ul className="bl-rows">
        {branches.map(({ name, webUrl, repository }) => (
          <li key={`${repository.id} ${name}`} className="bl-commit">
            <span className="bl-mark">
              <Icon name="branch" />
            </span>
            <div className="bl-commit-text">
              <p className="bl-title">
                <WebLink url={webUrl}>
                  <code dir="auto">{visibleText(name)}</code>
                </WebLink>
              </p>
              <p className="bl-quiet bl-break">{repository.name}</p>
            </div>
            {repository.may.createPullRequest && (
              <button
                type="button"
                className="bl-button"
                onClick={() => onChoose({ repository: String(repository.id), source: name })}
              >
                {texts.createPullRequest.from} <Icon name="external" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** @param words those that are empty are left out */
function pageAt(server: string, path: string, words: Readonly<Record<string, string>>): string {
  const told = Object.entries(words).filter(([, word]) => word !== '');
  return `${server}${path}?${new URLSearchParams(told).toString()}`;
}
