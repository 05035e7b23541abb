/** The fields of a new pull request. */

import type { PullRequestProposal, RepositoryForAction } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { CheckField } from '../../components/check-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useSettled } from '../../components/use-settled.ts';
import { reviewersQuery } from '../../queries/acting.ts';
import * as texts from '../../texts.ts';
import { BranchChoice } from './choices.tsx';
import { isUnderWay, nothingOf } from './found-words.ts';
import { Several } from './several.tsx';
import { TemplateChoice } from './template-choice.tsx';
import type { PullRequestWish } from './use-pull-request-wish.ts';

const words = texts.createPullRequest;

export interface PullRequestFieldsProps {
  readonly issueKey: string;
  readonly repository: RepositoryForAction;
  readonly proposal: PullRequestProposal;
  readonly pullRequest: PullRequestWish;
}

export function BranchesOfPullRequest(props: PullRequestFieldsProps): ReactElement {
  const { issueKey, repository, pullRequest } = props;
  const { source, target, kept } = pullRequest;
  const at = { issueKey, repositoryId: repository.id };
  return (
    <div className="branch-pair">
      <BranchChoice {...at} label={words.source} chosen={source} onChoose={(name) => kept.change({ source: name })} />
      <BranchChoice {...at} label={words.target} chosen={target} onChoose={(name) => kept.change({ target: name })} />
    </div>
  );
}

export function PullRequestFields(props: PullRequestFieldsProps): ReactElement {
  const { proposal, pullRequest } = props;
  const { title, description, labels, isDraft, kept } = pullRequest;
  const [search, setSearch] = useState('');
  const fitting = proposal.labels.filter((label) => label.toLowerCase().includes(search.toLowerCase()));
  return (
    <>
      <TextField
        label={words.name}
        name="title"
        value={title}
        onChange={(typed) => kept.change({ title: typed })}
        input={{ maxLength: 255, autoComplete: 'off', dir: 'auto', spellCheck: true }}
      />
      <TemplateChoice proposal={proposal} description={description} kept={kept} />
      <TextField
        label={words.description}
        name="description"
        isOptional
        rows={10}
        value={description}
        onChange={(typed) => kept.change({ description: typed, described: 'yes' })}
        input={{ maxLength: 65_000 }}
      />
      {proposal.can.reviewers && <Reviewers {...props} />}
      {proposal.can.labels && proposal.labels.length > 0 && (
        <Several
          words={words.labels}
          names={labels}
          options={fitting.slice(0, 50).map((label) => ({ id: label, label }))}
          isLoading={false}
          onSearch={setSearch}
          onChange={(names) => kept.change({ labels: names.join('\n') })}
        />
      )}
      {proposal.can.draft && (
        <CheckField
          label={words.draft}
          hint={words.draftHint}
          checked={isDraft}
          onChange={(on) => kept.change({ draft: on ? 'yes' : '' })}
        />
      )}
    </>
  );
}

/** Logins are what is sent; names are for finding them. */
function Reviewers({ issueKey, repository, pullRequest }: PullRequestFieldsProps): ReactElement {
  const [search, setSearch] = useState<string>();
  const asked = useSettled(search ?? '');
  const found = useQuery({ ...reviewersQuery(issueKey, repository.id, asked), enabled: search !== undefined });
  const people = found.error === null ? (found.data?.reviewers ?? []) : [];
  return (
    <Several
      words={{ ...words.reviewers, nothing: nothingOf(found, words.reviewers.nothing) }}
      names={pullRequest.reviewers}
      options={people.map(({ login, name }) => ({ id: login, label: login, detail: name === login ? '' : name }))}
      isLoading={isUnderWay(found, search ?? '', asked)}
      onSearch={setSearch}
      onChange={(names) => pullRequest.kept.change({ reviewers: names.join('\n') })}
    />
  );
}
