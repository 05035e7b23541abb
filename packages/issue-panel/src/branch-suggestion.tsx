/** A name for a branch of an issue, changed as one likes, with the command that makes it. */

import { branchNameFromTemplate, branchNameProblem, defaultBranchTemplate, type IssueKey } from '@branchline/domain';
import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { CopyButton } from './copy-button.tsx';
import type { Copy } from './copy-button.tsx';
import { texts } from './texts.ts';
import { visibleText } from './visible-text.ts';

export interface BranchSuggestionProps {
  readonly issueKey: string;
  /** Of the issue; empty where it is not known. */
  readonly summary: string;
  readonly onCopy: Copy;
}

export function BranchSuggestion({ issueKey, summary, onCopy }: BranchSuggestionProps): ReactElement {
  const issue = { key: issueKey.toUpperCase() as IssueKey, type: '', summary };
  const [name, setName] = useState(() => branchNameFromTemplate(defaultBranchTemplate, issue));
  const problemId = useId();
  const problem = name === '' ? texts.branch.nameMissing : branchNameProblem(name);
  const command = texts.branch.command(name);
  return (
    <div className="bl-panel bl-empty">
      <label className="bl-field">
        {texts.branch.name}
        <input
          value={name}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {problem === undefined ? (
        <>
          {!namesIssue(name, issue.key) && <p className="bl-note">{texts.branch.withoutKey(issue.key)}</p>}
          <p>{texts.branch.make}</p>
          <p className="bl-command">
            <code dir="auto">{visibleText(command)}</code>
            <CopyButton text={command} what={texts.branch.theCommand} onCopy={onCopy} />
          </p>
        </>
      ) : (
        <p id={problemId} className="bl-field-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** As far as a person sees: which names count is the server's to say. */
function namesIssue(name: string, key: IssueKey): boolean {
  return name.toUpperCase().includes(key);
}
