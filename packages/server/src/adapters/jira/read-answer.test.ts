import { describe, expect, it } from 'vitest';
import { branchRow, commitRow, hashOf, makeTarget } from '../../test-support/development-rows.ts';
import { mergeReports, reportOf, submissionAnswer } from './read-answer.ts';
import { shapeBranch, shapeCommit } from './shape-entities.ts';

const target = makeTarget();
const commit = shapeCommit(target, commitRow(1, { keys: ['DEMO-1', 'DEMO-2'] }), 'associations');
const branch = shapeBranch(target, branchRow(2), 'associations');

function report(answer: unknown) {
  return reportOf('i1-7', [commit, branch], submissionAnswer.parse(answer));
}

describe('reportOf', () => {
  it('never takes silence for consent', () => {
    expect(report({}).refused).toEqual([
      { kind: 'commit', name: hashOf(1), messages: ['Jira did not mention it.'] },
      { kind: 'branch', name: 'feature/DEMO-2', messages: ['Jira did not mention it.'] },
    ]);
  });

  it('takes silence about an entity of unknown issues for what it is: no place for it yet', () => {
    const { refused, unknownKeys } = report({
      unknownIssueKeys: ['DEMO-1'],
      unknownAssociations: [{ associationType: 'issueIdOrKeys', values: ['DEMO-2'] }],
    });
    expect(refused).toEqual([]);
    expect(unknownKeys).toEqual(['DEMO-1', 'DEMO-2']);
  });

  it('forgets unknown issues that were never sent', () => {
    expect(report({ unknownIssueKeys: ['OTHER-1'] }).unknownKeys).toEqual([]);
  });

  it('refuses with words even where Jira gives none', () => {
    const failed = { 'i1-7': { commits: [{ id: hashOf(1) }], branches: [{ id: branch.id, errorMessages: [] }] } };
    const messages = report({ failedDevinfoEntities: failed }).refused.map((one) => one.messages);
    expect(messages).toEqual([['Jira gave no reason.'], ['Jira gave no reason.']]);
  });

  it('does not take another repository’s answer for ours', () => {
    const accepted = { other: { commits: [hashOf(1)], branches: [branch.id] } };
    expect(report({ acceptedDevinfoEntities: accepted }).acceptedCommits).toEqual([]);
  });
});

describe('mergeReports', () => {
  it('adds up, and names repositories and keys once', () => {
    const complaint = { 'i1-7': { errorMessages: [{ message: 'Too old.' }] } };
    const one = report({ failedDevinfoEntities: complaint, unknownIssueKeys: ['DEMO-1'] });
    const merged = mergeReports([one, one]);
    expect(merged.refused.map((each) => each.kind)).toEqual(['repository', 'commit', 'branch']);
    expect(merged.refused[1]?.messages).toEqual(['Too old.']);
    expect(merged.unknownKeys).toEqual(['DEMO-1']);
  });

  it('of nothing is nothing', () => {
    expect(mergeReports([])).toEqual({
      acceptedCommits: [],
      acceptedBranches: [],
      acceptedPullRequests: [],
      refused: [],
      unknownKeys: [],
    });
  });
});
