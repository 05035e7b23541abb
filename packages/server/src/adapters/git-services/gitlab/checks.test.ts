import type { CommitHash } from '@branchline/domain';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { GitlabApi } from './api.ts';
import { checksAtGitlab } from './checks.ts';

const head = 'a'.repeat(40);
const page = 'https://gitlab.example/team/app/-/pipelines/61';
const repository = { remoteId: '7', name: 'team/app', cloneUrl: '', webUrl: undefined };

function told(pipeline: object | null, sha: string | null = head) {
  const answer = { sha, head_pipeline: pipeline };
  const get = async (_path: string, shape: z.ZodType) => shape.parse(answer);
  const api = { url: 'https://gitlab.example', get } as unknown as GitlabApi;
  return checksAtGitlab(api, repository, { remoteId: '3', head: head as CommitHash, webUrl: '' });
}

function pipeline(status: string, changes: object = {}) {
  return { sha: head, ref: 'topic', status, web_url: page, ...changes };
}

it.each([
  ['success', 'passed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
  ['skipped', undefined],
  ['created', 'running'],
  ['waiting_for_resource', 'running'],
  ['preparing', 'running'],
  ['pending', 'running'],
  ['running', 'running'],
  ['manual', 'running'],
  ['scheduled', 'running'],
  ['toString', 'running'],
])('a pipeline that is "%s" counts as one check that is %s', async (status, state) => {
  const checks = await told(pipeline(status));
  expect(checks?.state).toBe(state);
  if (checks === undefined) return;
  expect(checks).toMatchObject({ head, webUrl: page });
  expect(checks.passed + checks.failed + checks.running).toBe(1);
});

it('belongs to the newest commit, or is a trial merge of it; what is of an earlier push tells nothing', async () => {
  const trial = { sha: 'b'.repeat(40), ref: 'refs/merge-requests/3/merge' };
  expect(await told(pipeline('failed', trial))).toMatchObject({ head, state: 'failed' });
  expect(await told(pipeline('failed', { sha: 'b'.repeat(40) }))).toBeUndefined();
  expect(await told(pipeline('failed'), null)).toBeUndefined();
});

it('may be none, also where our account may not see it', async () => {
  expect(await told(null)).toBeUndefined();
});
