/** As whom Jira is written to: as the person where it lets us, else as our account, and only what the person may. */

import type { AtlassianAccountId, IssueKey } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { JiraSite } from '../../ports/jira-site.ts';
import type { PermissionAnswer } from '../../ports/jira-site/people.ts';
import type { IssueWriter } from '../../ports/jira-site/writer.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { chooseWriter } from './choose-writer.ts';
import { reasonOf } from './refusal.ts';

const ours = { name: 'ours' } as unknown as IssueWriter;
const theirs = { name: 'theirs' } as unknown as IssueWriter;
const ada = 'ada' as AtlassianAccountId;

const question = {
  accountId: ada,
  key: 'ABC-1' as IssueKey,
  needs: ['ADD_COMMENTS'],
  settings: { withoutPermissionCheck: false },
} as const;

function siteWith(site: Partial<JiraSite>, answer?: PermissionAnswer): JiraSite {
  const people = answer && ({ may: async () => answer } as unknown as NonNullable<JiraSite['people']>);
  return { check: async () => ({ findings: [] }), ...(people === undefined ? {} : { people }), ...site };
}

function holding(...held: readonly ('BROWSE_PROJECTS' | 'ADD_COMMENTS')[]): PermissionAnswer {
  return { kind: 'known', held: new Set(held) };
}

describe('the writer', () => {
  it('is the person, whom Jira itself keeps to what they may, where it lets us act as them', async () => {
    const asked: AtlassianAccountId[] = [];
    const writerFor = async (account: AtlassianAccountId) => {
      asked.push(account);
      return theirs;
    };
    const jira = siteWith({ writer: ours, writerFor }, holding());
    expect(await chooseWriter({ ...question, jira })).toEqual({ writer: theirs, inTheirName: false });
    expect(asked).toEqual([ada]);
  });

  it('is our account in their name where Jira refuses this, and the person may do it', async () => {
    const jira = siteWith(
      { writer: ours, writerFor: async () => undefined },
      holding('BROWSE_PROJECTS', 'ADD_COMMENTS'),
    );
    expect(await chooseWriter({ ...question, jira })).toEqual({ writer: ours, inTheirName: true });
  });

  it.each([
    [
      'a permission is missing',
      siteWith({ writer: ours }, holding('BROWSE_PROJECTS')),
      'no-permission',
      /Add Comments/,
    ],
    [
      'they may not see the issue',
      siteWith({ writer: ours }, holding('ADD_COMMENTS')),
      'no-permission',
      /is not there/,
    ],
    [
      'nobody can tell',
      siteWith({ writer: ours }, { kind: 'cannot-tell', because: 'Our account does not administer Jira.' }),
      'no-permission',
      /Our account does not administer Jira\. Until then/,
    ],
    ['nobody can be asked about', siteWith({ writer: ours }), 'no-permission', /cannot ask what others may do/],
    ['there is no account', siteWith({}, holding('BROWSE_PROJECTS', 'ADD_COMMENTS')), 'no-account', /docs\/jira\.md/],
  ] as const)('is nobody when %s', async (_what, jira, reason, words) => {
    const failure = await failureOf(chooseWriter({ ...question, jira }));
    expect(reasonOf(failure)).toBe(reason);
    expect(failure.message).toMatch(words);
  });

  it('is our account unchecked only where it is set so, and never against an answer', async () => {
    const settings = { withoutPermissionCheck: true };
    const unchecked = await chooseWriter({ ...question, settings, jira: siteWith({ writer: ours }) });
    expect(unchecked.writer).toBe(ours);
    const refused = chooseWriter({ ...question, settings, jira: siteWith({ writer: ours }, holding()) });
    expect(reasonOf(await failureOf(refused))).toBe('no-permission');
  });
});
