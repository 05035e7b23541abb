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

const words = texts.acting;

/** Of the issues that were found; others can be opened by their address. */
export function IssueChoice({ onChoose }: { readonly onChoose: (key: string) => void }): ReactElement {
  const [search, setSearch] = useState('');
  const found = useInfiniteQuery(issuesQuery(useSettled(search)));
  const issues = found.data?.pages[0]?.issues ?? [];
  return (
    <Combobox
      label={words.issue.label}
      placeholder={words.issue.placeholder}
      chosen=""
      options={issues.map(({ key, issue }) => ({ id: key, label: key, detail: issue?.summary ?? '' }))}
      isLoading={found.isPending}
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
  const found = useQuery(actionRepositoriesQuery(issueKey, use, useSettled(search)));
  const repositories = found.data?.repositories ?? [];
  return (
    <Combobox
      label={words.repository.label}
      placeholder={words.repository.placeholder}
      chosen={chosen?.name ?? ''}
      options={repositories.map((each) => ({ id: String(each.id), label: each.name, detail: whyOf(each), each }))}
      isLoading={found.isPending || found.isPlaceholderData}
      nothing={words.repository.nothing}
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
  const isOther = takesOthers && asked !== '' && !branches.some(({ name }) => name === asked);
  return (
    <Combobox
      label={label}
      hint={hint}
      placeholder={words.branch.placeholder}
      chosen={chosen}
      options={isOther ? [...options, { id: asked, label: asked, detail: words.branch.asTyped }] : options}
      isLoading={found.isPending || found.isPlaceholderData}
      nothing={words.branch.nothing}
      more={found.data?.isCut === true ? words.branch.more : undefined}
      onSearch={setSearch}
      onChoose={({ id }) => onChoose(id)}
    />
  );
}
