/** Looks in an issue for what we did there, by the mark that Jira keeps with it. */

import type { IssueKey } from '@branchline/domain';
import { z } from 'zod';
import type { EffectMark, MarkedEffect } from '../../ports/jira-site/writer.ts';
import type { AskPlatform } from './ask-platform.ts';
import { markName } from './effect-marks.ts';
import { momentFrom } from './jira-time.ts';
import { anchorOf } from './wiki-text.ts';

/** What is looked for. */
export interface EffectQuestion {
  readonly key: IssueKey;
  readonly effect: MarkedEffect;
  readonly mark: EffectMark;
  /** By our clock; nothing much older is looked through. */
  readonly since: Date;
}

/** Jira's clock and ours need not agree. */
const clockDoubtMilliseconds = 10 * 60_000;
/** Entries on one page, well below what Jira gives at most. */
const entriesAtOnce = 100;

const Properties = z.array(z.object({ key: z.string().optional(), value: z.unknown().optional() })).optional();
const Entry = z.object({ id: z.string(), created: z.string().optional(), properties: Properties });
const Text = z.object({
  created: z.string().optional(),
  body: z.unknown().optional(),
  comment: z.unknown().optional(),
});
const CommentPage = z.object({ comments: z.array(Entry.and(Text)), total: z.number() });
const MarkedComments = z.object({ values: z.array(Entry) });
const WorkLogPage = z.object({ worklogs: z.array(Entry.and(Text)), total: z.number() });
const Change = z.object({
  created: z.string().optional(),
  historyMetadata: z.object({ extraData: z.record(z.string(), z.unknown()).optional() }).nullish(),
});
const ChangePage = z.object({ values: z.array(Change), total: z.number() });
const IssueWithChanges = z.object({ changelog: z.object({ histories: z.array(Change) }) });

/** Whether it is there, the newest first. @throws Failure when Jira cannot be asked, or hides the issue */
export async function hasEffect(ask: AskPlatform, question: EffectQuestion): Promise<boolean> {
  switch (question.effect) {
    case 'comment':
      return hasComment(ask, question);
    case 'work-log':
      return hasWorkLog(ask, question);
    case 'transition':
      return hasTransition(ask, question);
  }
}

async function hasComment(ask: AskPlatform, question: EffectQuestion): Promise<boolean> {
  for (let startAt = 0; ;) {
    const query = `startAt=${startAt}&maxResults=${entriesAtOnce}&orderBy=-created`;
    const { comments, total } = await ask.get(`${pathOf(question)}/comment?${query}`, CommentPage);
    const recent = comments.filter((comment) => isRecent(comment, question));
    if (await areMarked(ask, question, recent)) return true;
    startAt += comments.length;
    if (comments.length === 0 || startAt >= total) return false;
    if (recent.length < comments.length && isNewestFirst(comments)) return false;
  }
}

/** Releases of Data Center that know no order tell the oldest first, whatever is asked for. */
function isNewestFirst(comments: z.infer<typeof CommentPage>['comments']): boolean {
  const [first, last] = [momentFrom(comments.at(0)?.created), momentFrom(comments.at(-1)?.created)];
  return first !== undefined && last !== undefined && first > last;
}

/** Lists of comments do not show their properties: those are asked for by the comments' ids. */
async function areMarked(
  ask: AskPlatform,
  { mark }: EffectQuestion,
  comments: z.infer<typeof CommentPage>['comments'],
): Promise<boolean> {
  if (ask.isDataCenter) return comments.some(({ body }) => holdsAnchor(body, mark));
  if (comments.length === 0) return false;
  const ids = comments.map(({ id }) => Number(id));
  const { values } = await ask.post('/comment/list?expand=properties', { ids }, MarkedComments);
  return values.some((comment) => holdsMark(comment, mark));
}

async function hasWorkLog(ask: AskPlatform, question: EffectQuestion): Promise<boolean> {
  const { mark } = question;
  return findBackwards(question, async (startAt, maxResults) => {
    const query = `startAt=${startAt}&maxResults=${maxResults}&expand=properties`;
    const page = await ask.get(`${pathOf(question)}/worklog?${query}`, WorkLogPage);
    return {
      total: page.total,
      entries: page.worklogs.map(({ created, comment, ...entry }) => ({
        created,
        isMarked: ask.isDataCenter ? holdsAnchor(comment, mark) : holdsMark(entry, mark),
      })),
    };
  });
}

async function hasTransition(ask: AskPlatform, question: EffectQuestion): Promise<boolean> {
  function entryOf({ created, historyMetadata }: z.infer<typeof Change>): FoundEntry {
    return { created, isMarked: historyMetadata?.extraData?.[markName] === question.mark };
  }
  if (ask.isDataCenter) {
    const issue = await ask.get(`${pathOf(question)}?fields=status&expand=changelog`, IssueWithChanges);
    return issue.changelog.histories.map(entryOf).some(({ isMarked }) => isMarked);
  }
  return findBackwards(question, async (startAt, maxResults) => {
    const query = `startAt=${startAt}&maxResults=${maxResults}`;
    const page = await ask.get(`${pathOf(question)}/changelog?${query}`, ChangePage);
    return { total: page.total, entries: page.values.map(entryOf) };
  });
}

interface FoundEntry {
  readonly created: string | undefined;
  readonly isMarked: boolean;
}

interface FoundPage {
  readonly total: number;
  /** The oldest first. */
  readonly entries: readonly FoundEntry[];
}

/** Walks a list that begins with the oldest from its end, until what it finds is too old. */
async function findBackwards(
  question: EffectQuestion,
  pageAt: (startAt: number, maxResults: number) => Promise<FoundPage>,
): Promise<boolean> {
  const first = await pageAt(0, entriesAtOnce);
  if (first.entries.some(({ isMarked }) => isMarked)) return true;
  for (let end = first.total; end > first.entries.length;) {
    const startAt = Math.max(first.entries.length, end - entriesAtOnce);
    const { entries } = await pageAt(startAt, end - startAt);
    if (entries.some(({ isMarked }) => isMarked)) return true;
    if (entries.some((entry) => !isRecent(entry, question))) return false;
    end = startAt;
  }
  return false;
}

function pathOf({ key }: EffectQuestion): string {
  return `/issue/${encodeURIComponent(key)}`;
}

function isRecent({ created }: { readonly created?: string | undefined }, { since }: EffectQuestion): boolean {
  const at = momentFrom(created);
  return at === undefined || at.getTime() >= since.getTime() - clockDoubtMilliseconds;
}

function holdsMark({ properties = [] }: z.infer<typeof Entry>, mark: EffectMark): boolean {
  return properties.some(({ key, value }) => key === markName && markIn(value) === mark);
}

function markIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'mark' in value ? value.mark : undefined;
}

function holdsAnchor(text: unknown, mark: EffectMark): boolean {
  return typeof text === 'string' && text.includes(anchorOf(mark));
}
