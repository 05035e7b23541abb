import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewVerdicts } from '@branchline/domain';
import type { FileChangeKind } from '@branchline/domain';
import {
  batchOf,
  branchRow,
  commitRow,
  makeCommit,
  makeFile,
  makeTarget,
  pullRequestRow,
} from '../../test-support/development-rows.ts';
import { contractFolder, startTestJira } from '../../test-support/start-test-jira.ts';
import type { TestJira } from '../../test-support/start-test-jira.ts';

let jira: TestJira;

beforeAll(async () => {
  jira = await startTestJira({ issues: 'any' });
});

afterAll(() => jira.stop());

// Any code units, half surrogates and control characters included, short or beyond every maximum.
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  fc
    .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 2200 }))
    .map(([text, times]) => text.repeat(times)),
);
const anyTime = fc.date({ noInvalidDate: false });
const anyNumber = fc.oneof(fc.integer(), fc.double(), fc.constant(undefined));
const anySignature = fc.record({ name: anyText, email: anyText, at: anyTime });
const anyKeys = fc.array(fc.oneof(anyText, fc.constantFrom('DEMO-1', 'A_B-22', 'ÄÖ-3')), { maxLength: 4 });
const anyChange = fc.constantFrom<FileChangeKind>('added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed');
const anyFile = fc
  .record({ path: anyText, change: anyChange, linesAdded: anyNumber, linesRemoved: anyNumber })
  .map(({ path, ...changes }) => makeFile(path, changes));

const anyOptionalText = fc.option(anyText, { nil: undefined });
const anyPerson = fc.record({
  remoteId: anyOptionalText,
  login: anyText,
  name: anyOptionalText,
  email: anyOptionalText,
  webUrl: fc.oneof(anyText, fc.webUrl(), fc.constant(undefined)),
  avatarUrl: fc.oneof(anyText, fc.webUrl(), fc.constant(undefined)),
});
const anyPullRequest = fc.record({
  remoteId: anyText,
  title: anyText,
  state: fc.constantFrom('open' as const, 'merged' as const, 'declined' as const),
  isDraft: fc.boolean(),
  author: fc.option(anyPerson, { nil: undefined }),
  source: fc.record({
    branch: anyText,
    head: fc.constant(undefined),
    repositoryName: anyOptionalText,
    isFork: fc.boolean(),
  }),
  targetBranch: anyText,
  reviewers: fc.array(fc.record({ person: anyPerson, verdict: fc.constantFrom(...reviewVerdicts) }), { maxLength: 3 }),
  commentCount: fc.oneof(fc.integer(), fc.double()),
  updatedAt: anyTime,
  webUrl: fc.oneof(anyText, fc.webUrl()),
});

const anyRow = fc.record({
  keys: anyKeys,
  live: fc.boolean(),
  message: anyText,
  author: anySignature,
  files: fc.array(anyFile, { maxLength: 12 }),
  branch: anyText,
  pullRequest: anyPullRequest,
  address: fc.oneof(anyText, fc.webUrl(), fc.constant(undefined)),
});

describe('whatever git and its service say', () => {
  it(`becomes a request that Jira can take${contractFolder === undefined ? ' (without its description)' : ''}`, async () => {
    await fc.assert(
      fc.asyncProperty(anyRow, anyText, async (row, repositoryName) => {
        const { keys, live, message, author, files } = row;
        const plain = makeTarget();
        const target = makeTarget({
          repository: { ...plain.repository, name: repositoryName },
          links: { ...plain.links, commit: () => row.address, file: () => row.address, branch: () => row.address },
        });
        const commits = [commitRow(1, { keys, live, files, commit: { message, author } })];
        const branch = { name: row.branch, head: makeCommit(2, { message, author }) };
        const branches = [branchRow(2, { keys, live, branch })];
        const pullRequests = [pullRequestRow(3, { keys, live, pullRequest: row.pullRequest })];
        const report = await jira.development.push(target, batchOf(commits, branches, pullRequests));
        expect(report.refused).toEqual([]);
        jira.sandbox.expectNoViolations();
      }),
      { numRuns: 300 },
    );
  });
});
