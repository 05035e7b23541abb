/** The words of the contract and the jobs there are. */

import { jobInWords, jobWords } from '@branchline/contract';
import { expect, it } from 'vitest';
import { everyJob } from '../../test-support/every-job.ts';

it('there are words for every kind of job, and for nothing else', () => {
  const kinds = Object.keys(everyJob(() => Promise.resolve()));
  expect(Object.keys(jobWords).sort()).toEqual(kinds.sort());
});

it('a job is named with what it is about, the nearest first', () => {
  const [repository, integration] = [{ name: 'team/code' }, { name: 'Code' }];
  const index = { name: 'index-repository', repository, integration, jiraSite: null };
  expect(jobInWords(index)).toBe('Index: team/code');
  expect(jobInWords({ ...index, repository: null })).toBe('Index: Code');
  expect(jobInWords({ ...index, name: 'of-tomorrow', repository: null, integration: null })).toBe('of tomorrow');
});
