/** Forge's events → ours: what happened to which issue. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { IssueKey } from '@branchline/domain';
import type { IssueEvent } from '../ports/store/issue-watches.ts';

const Named = z.object({ name: z.string() }).nullish();
const text = z.string().min(1).max(300);

/** The fields we use. Source: Forge's "Jira events" and "Life cycle events"; the latter say no type. */
const Payload = z.object({
  eventType: z.string().optional(),
  issue: z
    .object({
      id: z.union([z.string(), z.number()]).transform(String),
      key: text,
      fields: z
        .object({ summary: z.string().nullish(), issuetype: Named, status: Named, updated: z.string().nullish() })
        .optional(),
    })
    .optional(),
  changelog: z
    .object({
      items: z.array(z.object({ field: z.string().nullish(), fromString: z.string().nullish() })).optional(),
    })
    .nullish(),
});
type Payload = z.infer<typeof Payload>;

const Body = z.union([z.object({ payload: z.looseObject({}) }).transform(({ payload }) => payload), z.looseObject({})]);

export interface ForgeEvent {
  /** The same each time Forge sends the event again. */
  readonly identifier: string;
  /** The app was installed, or may do more than before. */
  readonly isAboutApp: boolean;
  /** Undefined for what says nothing of an issue or a project. */
  readonly event: IssueEvent | undefined;
}

/** Undefined when it is no event of Forge. @param receivedAt for what Jira does not date */
export function forgeEventFrom(body: unknown, receivedAt: Date): ForgeEvent | undefined {
  const outer = Body.safeParse(body);
  const parsed = outer.success ? Payload.safeParse(outer.data) : undefined;
  if (!outer.success || parsed?.success !== true) return undefined;
  // Says only how often it was sent.
  const { retryContext: _, ...content } = outer.data;
  const identifier = `forge/${createHash('sha256').update(JSON.stringify(content)).digest('base64url')}`;
  const { eventType } = parsed.data;
  const isAboutApp = eventType === undefined || eventType.startsWith('avi:forge:');
  return { identifier, isAboutApp, event: eventFrom(parsed.data, receivedAt) };
}

function eventFrom({ eventType = '', issue, changelog }: Payload, receivedAt: Date): IssueEvent | undefined {
  if (/^avi:jira:[a-z]+:project$/.test(eventType)) return { kind: 'projects' };
  if (issue === undefined) return undefined;
  const key = issue.key.toUpperCase() as IssueKey;
  if (eventType === 'avi:jira:deleted:issue') return { kind: 'deleted', key };
  if (eventType !== 'avi:jira:created:issue' && eventType !== 'avi:jira:updated:issue') return undefined;
  const { summary, issuetype, status, updated } = issue.fields ?? {};
  const formerKeys = (changelog?.items ?? [])
    .filter(({ field }) => field === 'Key')
    .flatMap(({ fromString }) => (fromString ? [fromString.toUpperCase() as IssueKey] : []));
  return {
    kind: 'changed',
    issue: { id: issue.id, key, summary: summary ?? '', type: issuetype?.name ?? '', status: status?.name ?? '' },
    formerKeys,
    at: momentFrom(updated) ?? receivedAt,
  };
}

function momentFrom(text: string | null | undefined): Date | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}
