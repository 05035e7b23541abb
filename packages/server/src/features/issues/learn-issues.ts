/** Takes in news about issues: what they say, which key they have today, and that they are there at all. */

import { formerKeysOf, presentKey, type IssueKey, type JiraSiteId } from '@branchline/domain';
import type { JiraIssue } from '../../ports/jira-site.ts';
import type { Tables } from '../../ports/store.ts';
import { sendKeysAgain } from './send-keys-again.ts';

/** What Jira told of an issue. */
export interface IssueNews {
  readonly issue: JiraIssue;
  /** Keys that it is known to have had, the one it was asked for with among them. */
  readonly formerKeys: readonly IssueKey[];
  /** When it was true. */
  readonly at: Date;
}

/**
 * Of all the issues of a site only those are kept that something of ours names; where an issue was moved is kept of
 * all, for somebody may still write the former key. What names an issue that was moved, or that the site did not know
 * before, is sent again. Call it in a transaction.
 */
export async function learnIssues(tables: Tables, id: JiraSiteId, told: readonly IssueNews[]): Promise<void> {
  const news = told.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const moves = news.flatMap(({ issue, formerKeys }) => formerKeys.map((former) => ({ former, present: issue.key })));
  const changed = new Set(await tables.issueAliases.learn(id, moves));
  for (const { issue, at } of await concerning(tables, id, news)) {
    const found = await tables.knownIssues.save(id, [issue], at);
    for (const key of await tables.issueAliases.learn(id, found)) changed.add(key);
  }
  const names = news.flatMap(({ issue, formerKeys }) => [issue.key, ...formerKeys]);
  const appeared = await tables.pushes.unknownAmong(id, names);
  await tables.pushes.forgetUnknownKeys(id, appeared);
  await sendKeysAgain(tables, id, appeared, 'as-it-was');
  await sendKeysAgain(tables, id, [...changed], 'quietly');
}

/** News of issues that something names, or that we know already. */
async function concerning(tables: Tables, id: JiraSiteId, news: readonly IssueNews[]): Promise<readonly IssueNews[]> {
  const keys = news.map(({ issue }) => issue.key);
  const former = await tables.issueAliases.near(id, keys);
  const namesOf = (key: IssueKey) => [key, ...formerKeysOf(presentKey(key, former), former)];
  const carried = await tables.issues.carried(keys.flatMap(namesOf));
  const known = await tables.knownIssues.keysOf(
    id,
    news.map(({ issue }) => issue.id),
  );
  return news.filter(({ issue }) => known.has(issue.id) || namesOf(issue.key).some((key) => carried.has(key)));
}
