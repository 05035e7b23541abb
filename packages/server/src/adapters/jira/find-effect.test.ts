/** Looking for marks where Jira does not tell the newest first: every page is looked at. */

import type { IssueKey } from '@branchline/domain';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import type { AskPlatform } from './ask-platform.ts';
import { hasEffect } from './find-effect.ts';
import { anchorOf } from './wiki-text.ts';

/** 250 comments, a day apart, the last with a mark, told in the order in which they were made. */
const comments = Array.from({ length: 250 }, (_, at) => ({
  id: String(at),
  created: new Date(Date.UTC(2025, 0, 1 + at)).toISOString().replace('Z', '+0000'),
  body: at === 249 ? `done${anchorOf('smart-commit/1')}` : 'done',
}));

function oldDataCenter(asked: string[]): AskPlatform {
  return {
    isDataCenter: true,
    async get<Answer>(path: string, answer: z.ZodType<Answer>): Promise<Answer> {
      asked.push(path);
      const startAt = Number(/startAt=(\d+)/.exec(path)?.[1]);
      return answer.parse({ comments: comments.slice(startAt, startAt + 100), total: comments.length });
    },
    post: () => Promise.reject(new Error('There is no such question.')),
    change: () => Promise.reject(new Error('Nothing is to be changed.')),
  };
}

it('looks through all pages of a list that begins with the oldest', async () => {
  const asked: string[] = [];
  const ask = oldDataCenter(asked);
  const question = { key: 'DEMO-1' as IssueKey, effect: 'comment', since: new Date(Date.UTC(2025, 8, 6)) } as const;
  expect(await hasEffect(ask, { ...question, mark: 'smart-commit/1' })).toBe(true);
  expect(asked).toHaveLength(3);
  expect(await hasEffect(ask, { ...question, mark: 'smart-commit/2' })).toBe(false);
});
