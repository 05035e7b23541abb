/** What a form says about branch names, and what that would make of an issue. */

import type { BranchNames } from '@branchline/contract';
import { branchNameFromTemplate, templateFor, templateProblem, type IssueKey } from '@branchline/domain';
import * as texts from '../../texts.ts';

export interface BranchNamesDraft {
  readonly template: string;
  readonly separator: BranchNames['separator'];
  /** As it was typed: `Bug = fix/${issuekey}`, one to a line. */
  readonly types: string;
}

export function draftFrom({ template, separator, byIssueType }: BranchNames): BranchNamesDraft {
  const lines = Object.entries(byIssueType).map(([type, each]) => `${type} = ${each}`);
  return { template, separator, types: lines.join('\n') };
}

function linesOf({ types }: BranchNamesDraft): readonly string[] {
  return types
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function namesFrom(draft: BranchNamesDraft): BranchNames {
  const types = linesOf(draft).map((line): readonly [string, string] => {
    const sign = line.indexOf('=');
    return [line.slice(0, sign).trim(), line.slice(sign + 1).trim()];
  });
  return { template: draft.template.trim(), separator: draft.separator, byIssueType: Object.fromEntries(types) };
}

/** What is wrong with the template; undefined: nothing. */
export function templateMistake({ template }: BranchNamesDraft): string | undefined {
  return template.trim() === '' ? undefined : templateProblem(template);
}

/** What is wrong with the first line of types that is not right. */
export function typesMistake(draft: BranchNamesDraft): string | undefined {
  for (const line of linesOf(draft)) {
    const sign = line.indexOf('=');
    if (sign < 1 || line.slice(sign + 1).trim() === '') return texts.settings.branchNames.badLine(line);
    const problem = templateProblem(line.slice(sign + 1));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The branch of an issue. */
export function exampleName(draft: BranchNamesDraft, type: string, summary: string): string {
  const names = namesFrom(draft);
  const issue = { key: 'ABC-123' as IssueKey, type, summary };
  const options = { separator: names.separator, sourceBranch: 'main', displayName: 'Ada Lovelace' };
  return branchNameFromTemplate(templateFor(names, type), issue, options);
}
