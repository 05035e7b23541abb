/** What is held against a description, with a small one of our own. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createJudge, type JudgedExchange } from './judge.ts';

const folder = mkdtempSync(join(tmpdir(), 'branchline-judge-'));
const schema = { type: 'object', properties: { name: { type: 'string' } } };
const answered = (status: number) => ({ [status]: { content: { 'application/json': { schema } } } });

beforeAll(() => {
  mkdirSync(join(folder, 'specs'));
  const paths = {
    '/files/{path}': { get: { responses: answered(200) } },
    '/things': { post: { requestBody: { content: { 'application/json': { schema } } }, responses: answered(200) } },
  };
  writeFileSync(join(folder, 'specs', 'things.json'), JSON.stringify({ openapi: '3.0.3', paths }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const description = { file: 'things.json', below: '/api/v1', is: '', forgivesNull: true };
const query = new URLSearchParams();
const post: JudgedExchange = { method: 'POST', path: '/api/v1/things', query, body: { name: 1, colour: 'red' } };

it('tells what differs from the description, on both sides', () => {
  const judge = createJudge({ descriptions: [{ ...description, exceptions: [] }] }, folder);
  judge.judgeRequest(post);
  judge.judgeAnswer(post, { status: 200, body: { name: null } });
  judge.judgeAnswer(post, { status: 201, body: {} });
  judge.judgeRequest({ ...post, path: '/api/v1/things/7' });
  judge.judgeRequest({ ...post, method: 'GET', path: '/api/v1/files/a/b', body: undefined });
  judge.judgeRequest({ ...post, path: '/login/oauth' });
  expect(judge.violations).toEqual([
    'POST /things (request): body/name: must be string',
    'POST /things (request): body/colour is not described',
    'POST /things (answer 201): status 201 is not described',
    'POST /things/7 (request): it is not described',
  ]);
});

it('forgives what the description is known to have wrong, and nothing else', () => {
  const exceptions = [{ operation: /^POST \/things$/, problem: /colour/, because: 'it has had colours since 2020' }];
  const judge = createJudge({ descriptions: [{ ...description, exceptions }] }, folder);
  judge.judgeRequest(post);
  expect(judge.violations).toEqual(['POST /things (request): body/name: must be string']);
});

it('says nothing without descriptions', () => {
  const judge = createJudge({ descriptions: [{ ...description, exceptions: [] }] }, undefined);
  judge.object('The stand-in broke.');
  expect(judge.violations).toEqual(['The stand-in broke.']);
});
