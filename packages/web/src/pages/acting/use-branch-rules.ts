/** What a Git service's own rules make of a name while it is typed. */

import type { BranchNameCheck } from '@branchline/contract';
import { branchNameProblem, branchRuleProblems } from '@branchline/domain';
import { visibleText } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useSettled } from '../../components/use-settled.ts';
import { branchNameCheckQuery } from '../../queries/acting.ts';

/** Milliseconds: the service is asked about one name a second at most. */
const calm = 1000;

export interface BranchRuleNotes {
  /** What the service will refuse, as far as it says: whole sentences. */
  readonly refusals: readonly string[];
  /** What it may refuse, and what it could not be asked. */
  readonly warnings: readonly string[];
}

/** Where the name is for. */
export interface NamePlace {
  readonly issueKey: string;
  /** Undefined until one is chosen. */
  readonly repositoryId: number | undefined;
  /** It was not typed, so it need not come to rest. */
  readonly isProposed: boolean;
}

const nothing: BranchRuleNotes = { refusals: [], warnings: [] };

export function useBranchRules(name: string, { issueKey, repositoryId, isProposed }: NamePlace): BranchRuleNotes {
  const settled = useSettled(name, calm);
  const asked = isProposed ? name : settled;
  const check = useQuery({
    ...branchNameCheckQuery(issueKey, repositoryId ?? 0, asked),
    enabled: repositoryId !== undefined && isFit(asked),
  });
  if (check.data === undefined || !isFit(name)) return nothing;
  return notesOf(name, check.data, asked === name && !check.isPlaceholderData);
}

function isFit(name: string): boolean {
  return name !== '' && branchNameProblem(name) === undefined;
}

/** Rules of another name may not be those of this one: until they are known, nothing is refused by them. */
function notesOf(
  name: string,
  { rules, serviceTitle, isForEveryName, shortcoming }: BranchNameCheck,
  isOfName: boolean,
): BranchRuleNotes {
  const known = rules.map((rule) => ({ ...rule, title: rule.title ?? undefined }));
  const problems = branchRuleProblems(name, known, serviceTitle);
  const isSure = isOfName || isForEveryName;
  const said = (isRefused: boolean) =>
    problems
      .filter(({ isCertain }) => (isCertain && isSure) === isRefused)
      .map(({ sentence }) => visibleText(sentence));
  const warnings = [...said(false), ...(shortcoming === null ? [] : [shortcoming])];
  // Two rulesets may say the same.
  return { refusals: [...new Set(said(true))], warnings: [...new Set(warnings)] };
}
