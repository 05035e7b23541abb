/** Reads whose an issue is and how far it is, as Jira tells it at this moment. */

import type { AtlassianAccountId, IssueKey } from '@branchline/domain';
import { z } from 'zod';
import type { IssueStanding, StatusCategory } from '../../ports/jira-site/writer.ts';
import type { AskPlatform } from './ask-platform.ts';

/** A status, and what Jira counts it among; administrators cannot add categories. */
export const Status = z.object({
  name: z.string(),
  statusCategory: z.object({ key: z.string() }).optional(),
});
type Status = z.infer<typeof Status>;

/** Jira Cloud names people by account ids, Data Center by keys. */
const Person = z.object({
  accountId: z.string().optional(),
  key: z.string().optional(),
  displayName: z.string().optional(),
});
const Standing = z.object({ fields: z.object({ status: Status, assignee: Person.nullish() }) });

const categories: readonly StatusCategory[] = ['new', 'indeterminate', 'done'];

/** Undefined for "no category", and where Jira does not say. */
export function categoryOf({ statusCategory }: Status): StatusCategory | undefined {
  return categories.find((category) => category === statusCategory?.key);
}

/** See `IssueWriter.standing`. */
export async function readStanding(ask: AskPlatform, key: IssueKey): Promise<IssueStanding> {
  const path = `/issue/${encodeURIComponent(key)}?fields=status,assignee`;
  const { status, assignee } = (await ask.get(path, Standing)).fields;
  const accountId = assignee?.accountId ?? assignee?.key;
  return {
    assignee:
      accountId === undefined
        ? undefined
        : { accountId: accountId as AtlassianAccountId, displayName: assignee?.displayName ?? accountId },
    status: status.name,
    category: categoryOf(status),
  };
}
