/** A pull request as somebody fills it in: what is proposed until they write something else. */

import type { PullRequestProposal } from '@branchline/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { api } from '../../api.ts';
import { pullRequestProposalQuery } from '../../queries/acting.ts';
import { useChosenRepository, type ChosenRepository } from './use-chosen-repository.ts';
import { useKept, type Kept } from './use-kept.ts';

/** Empty words stand for what is proposed; lists are lines. `described`: the description is somebody's own, even when empty. */
const nothingTyped = {
  repository: '',
  source: '',
  target: '',
  title: '',
  description: '',
  described: '',
  reviewers: '',
  labels: '',
  draft: '',
};

export type PullRequestFields = typeof nothingTyped;
export type NewPullRequest = Parameters<typeof api.createPullRequest>[0]['body'];

export interface PullRequestWish {
  readonly chosen: ChosenRepository;
  readonly proposal: UseQueryResult<PullRequestProposal>;
  readonly source: string;
  readonly target: string;
  readonly title: string;
  readonly description: string;
  readonly reviewers: readonly string[];
  readonly labels: readonly string[];
  readonly isDraft: boolean;
  readonly kept: Kept<PullRequestFields>;
  /** What to ask the server for; undefined while something is missing. */
  readonly wish: NewPullRequest | undefined;
}

export interface NamedPlaces {
  /** Its id, or empty. */
  readonly repository: string;
  readonly source: string;
  readonly target: string;
}

export function usePullRequestWish(issueKey: string, named: NamedPlaces): PullRequestWish {
  const kept = useKept(`create-pull-request ${issueKey} ${named.repository} ${named.source}`, nothingTyped);
  const { fields } = kept;
  const chosen = useChosenRepository(issueKey, 'create-pull-request', orElse(fields.repository, named.repository));
  const id = chosen.repository?.id;
  const isNamed = String(id) === named.repository;
  const asked = {
    source: orElse(fields.source, isNamed ? named.source : ''),
    target: orElse(fields.target, isNamed ? named.target : ''),
  };
  const proposal = useQuery({
    ...pullRequestProposalQuery(issueKey, id ?? 0, asked.source, asked.target),
    enabled: id !== undefined,
  });
  const { data } = proposal;
  const source = orElse(asked.source, data?.source ?? '');
  const target = orElse(asked.target, data?.target ?? '');
  const title = orElse(fields.title, data?.title ?? '');
  const description = fields.described === '' ? (data?.description ?? '') : fields.description;
  const reviewers = linesOf(fields.reviewers);
  const labels = linesOf(fields.labels);
  const isDraft = fields.draft !== '';
  const isReady = id !== undefined && source !== '' && target !== '' && title.trim() !== '' && source !== target;
  const wish = isReady
    ? { repositoryId: id, source, target, title, description, reviewers: [...reviewers], labels: [...labels], isDraft }
    : undefined;
  return { chosen, proposal, source, target, title, description, reviewers, labels, isDraft, kept, wish };
}

function orElse(first: string, second: string): string {
  return first === '' ? second : first;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}
