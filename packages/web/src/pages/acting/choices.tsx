/** The choices that acting begins with: which issue, which repository, which branch. */

import type { RepositoryForAction } from '@branchline/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Combobox } from '../../components/combobox.tsx';
import { useSettled } from '../../components/use-settled.ts';
import { actionRepositoriesQuery, sourceBranchesQuery, type RepositoryUse } from '../../queries/acting.ts';
import { issuesQuery } from '../../queries/issues.ts';
import * as texts from '../../texts.ts';
import { isUnderWay, nothingOf } from './found-words.ts';

const words = texts.acting;

const wholeKey = /^[A-Z][A-Z0-9_]*-\d+$/u;

/** Of the issues that were found, or any other by its whole key. */
export function IssueChoice({ onChoose }: { readonly onChoose: (key: string) => void }): ReactElement {
  const [search, setSearch] = useState('');
  const asked = useSettled(search);
  const found = useInfiniteQuery(issuesQuery(asked));
  const issues = found.data?.pages[0]?.issues ?? [];
  const options = issues.map(({ key, issue }) => ({ id: key, label: key, detail: issue?.summary ?? '' }));
  const typed = search.toUpperCase();
  // Most issues that somebody begins with are known to Jira alone.
  const isOther = wholeKey.test(typed) && !options.some(({ id }) => id === typed);
  return (
    <Combobox
      label={words.issue.label}
      placeholder={words.issue.placeholder}
      chosen=""
      options={isOther ? [{ id: typed, label: typed, detail: words.issue.asTyped }, ...options] : options}
      isLoading={!isOther && (found.isPending || search !== asked)}
      nothing={words.issue.nothing}
      onSearch={setSearch}
      onChoose={({ id }) => onChoose(id)}
    />
  );
}

export interface RepositoryChoiceProps {
  readonly issueKey: string;
  readonly use: RepositoryUse;
  readonly chosen: RepositoryForAction | undefined;
  readonly onChoose: (repository: RepositoryForAction) => void;
}

export function RepositoryChoice({ issueKey, use, chosen, onChoose }: RepositoryChoiceProps): ReactElement {
  const [search, setSearch] = useState('');
  const asked = useSettled(search);
  const found = useQuery(actionRepositoriesQuery(issueKey, use, asked));
  const repositories = found.data?.repositories ?? [];
  return (
    <Combobox
      label={words.repository.label}
      placeholder={words.repository.placeholder}
      chosen={chosen?.name ?? ''}
      options={repositories.map((each) => ({ id: String(each.id), label: each.name, detail: whyOf(each), each }))}
      isLoading={isUnderWay(found, search, asked)}
      nothing={nothingOf(found, words.repository.nothing)}
      more={found.data?.isCut === true ? words.repository.more : undefined}
      onSearch={setSearch}
      onChoose={({ each }) => onChoose(each)}
    />
  );
}

function whyOf({ integrationName, namesIssue, projectCommits }: RepositoryForAction): string {
  return [
    integrationName,
    ...(namesIssue ? [words.repository.namesIssue] : []),
    ...(projectCommits > 0 ? [words.repository.commits(projectCommits)] : []),
  ].join(' · ');
}

export interface BranchChoiceProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly issueKey: string;
  readonly repositoryId: number;
  readonly chosen: string;
  /** A tag or a hash will do as well. */
  readonly takesOthers?: boolean;
  readonly onChoose: (name: string) => void;
}

export function BranchChoice(props: BranchChoiceProps): ReactElement {
  const { label, hint, issueKey, repositoryId, chosen, takesOthers = false, onChoose } = props;
  const [search, setSearch] = useState('');
  const asked = useSettled(search);
  const found = useQuery(sourceBranchesQuery(issueKey, repositoryId, asked));
  const branches = found.data?.branches ?? [];
  const options = branches.map(({ name, isDefault, namesIssue }) => ({
    id: name,
    label: name,
    detail: isDefault ? words.branch.isDefault : namesIssue ? words.branch.namesIssue : undefined,
  }));
  // Not before it is known that no branch is called so.
  const isOther = takesOthers && asked !== '' && found.isSuccess && !branches.some(({ name }) => name === asked);
  return (
    <Combobox
      label={label}
      hint={hint}
      placeholder={words.branch.placeholder}
      chosen={chosen}
      options={isOther ? [...options, { id: asked, label: asked, detail: words.branch.asTyped }] : options}
      isLoading={isUnderWay(found, search, asked)}
      nothing={nothingOf(found, words.branch.nothing)}
      more={found.data?.isCut === true ? words.branch.more : undefined}
      onSearch={setSearch}
      onChoose={({ id }) => onChoose(id)}
    />
  );
}
