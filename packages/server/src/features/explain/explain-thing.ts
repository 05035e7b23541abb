/** Explains why a commit, branch or pull request shows in Jira, or does not: the first answer to "mine is missing" (C3). */

import {
  decideAccess,
  partsOfMessage,
  presentAssociations,
  presentKey,
  projectOf,
  scanForIssueKeys,
  type FoundIn,
  type IssueKey,
  type KeyField,
  type KeyRule,
  type RefusedKey,
  type Repository,
} from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { ExplainedThing, SentThing, ThingName } from '../../ports/store/explained-things.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import type { ManualLink } from '../../ports/store/manual-links.ts';

export interface ExplainThingDeps {
  readonly store: Tables;
}

/** A key in one of the thing's texts, or said by hand. */
export interface KeyExplained {
  readonly key: IssueKey;
  readonly foundIn: FoundIn;
  /**
   * `not-indexed`: it is a key by the projects known today, and was none when the thing was last read;
   * `no-longer`: the other way round.
   */
  readonly verdict: 'counts' | 'removed-by-hand' | 'not-indexed' | 'no-longer';
}

/** What one Jira site has of a thing. */
export interface SiteExplained {
  readonly site: JiraSiteRow;
  /** As the issues are called there today. */
  readonly sent: readonly IssueKey[];
  readonly withheld: readonly { readonly key: IssueKey; readonly because: 'not-associated' | 'action-not-granted' }[];
  /** Of those sent, issues that Jira does not know. */
  readonly unknown: readonly IssueKey[];
  /**
   * `waiting`: it goes out with the next push. `reading-files`: its files are read before. `nothing-to-send`: none of
   * its keys may be seen there. The others are what Jira said, see `PushedEntity`.
   */
  readonly state:
    | 'waiting'
    | 'reading-files'
    | 'nothing-to-send'
    | 'sending'
    | 'accepted'
    | 'unplaced'
    | 'refused'
    | 'withdrawn';
  /** Jira's words when it refused. */
  readonly message: string | undefined;
}

/** Everything about one thing. */
export interface ThingExplained {
  readonly thing: ExplainedThing;
  /** `unlinked`: it is there and belongs to no issue. */
  readonly state: 'there' | 'gone' | 'unlinked';
  readonly keys: readonly KeyExplained[];
  /** What looks like a key and is none. */
  readonly refused: readonly (RefusedKey & { readonly foundIn: FoundIn })[];
  readonly said: readonly ManualLink[];
  readonly sites: readonly SiteExplained[];
}

/** Things shown for one name: a short hash or a branch name may be in many repositories. */
const thingsShown = 20;

/** Everything of that name, in every repository. @param rule the projects known today */
export async function explainThing(
  { store }: ExplainThingDeps,
  asked: string,
  rule: KeyRule,
): Promise<readonly ThingExplained[]> {
  const found: ExplainedThing[] = [];
  for (const name of namesFrom(asked)) {
    if (found.length === 0) found.push(...(await store.explainedThings.find(name, thingsShown)));
  }
  return Promise.all(found.map((thing) => explainOne(store, thing, rule)));
}

/** What it may be, the likeliest first: an address, a hash, the name of a branch. */
export function namesFrom(asked: string): readonly ThingName[] {
  const text = asked.trim();
  if (/^https?:\/\//iu.test(text) && URL.canParse(text)) {
    const { origin, pathname } = new URL(text);
    const hash = /\/commits?\/([0-9a-f]{7,64})(?:$|\/)/iu.exec(pathname)?.[1];
    const webUrl = `${origin}${pathname.replace(/\/+$/u, '')}`;
    return [...(hash === undefined ? [] : [commitNamed(hash)]), { kind: 'pull-request', webUrl }];
  }
  const branch = { kind: 'branch', name: text.replace(/^refs\/heads\//u, '') } as const;
  return /^[0-9a-f]{7,64}$/iu.test(text) ? [commitNamed(text), branch] : [branch];
}

function commitNamed(hash: string): ThingName {
  return { kind: 'commit', prefix: hash.toLowerCase() };
}

async function explainOne(store: Tables, thing: ExplainedThing, rule: KeyRule): Promise<ThingExplained> {
  const { repositoryId, kind, name, removed, links } = thing;
  const repository = await store.repositories.get(repositoryId);
  const said = kind === 'branch' ? [] : await store.manualLinks.of({ repositoryId, kind, name });
  const sent = await store.explainedThings.sent(thing);
  const scans = textsOf(thing).map(([foundIn, text, field]) => ({ foundIn, ...scanForIssueKeys(text, rule, field) }));
  const sites = await Promise.all(sent.map((each) => explainSite(store, repository, thing, each)));
  return {
    thing,
    state: !removed ? 'there' : links.length === 0 ? 'unlinked' : 'gone',
    keys: keysOf(thing, scans, said),
    refused: scans.flatMap(({ foundIn, refused }) => refused.map((each) => ({ ...each, foundIn }))),
    said,
    sites: sites.flat(),
  };
}

/** Where keys are looked for. */
function textsOf({
  kind,
  title,
  more,
  sourceBranch,
}: ExplainedThing): readonly (readonly [FoundIn, string, KeyField])[] {
  if (kind === 'branch') return [['branch-name', title, 'branch-name']];
  if (kind === 'pull-request') {
    return [
      ['title', title, 'text'],
      ['description', more, 'text'],
      ['branch-name', sourceBranch ?? '', 'branch-name'],
    ];
  }
  const parts = partsOfMessage(title);
  return [
    ['title', parts.title, 'text'],
    ['body', parts.body, 'text'],
    ['trailer', parts.trailer, 'text'],
    ['notes', more, 'text'],
  ];
}

function keysOf(
  { links }: ExplainedThing,
  scans: readonly { readonly foundIn: FoundIn; readonly keys: readonly IssueKey[] }[],
  said: readonly ManualLink[],
): readonly KeyExplained[] {
  const counting = new Set(links.map(({ key }) => key));
  const takenOff = new Set(said.filter(({ state }) => state === 'removed').map(({ key }) => key));
  const inText = scans.flatMap(({ foundIn, keys }) => keys.map((key) => ({ key, foundIn })));
  const isInText = new Set(inText.map(({ key }) => key));
  const elsewhere = links.filter(({ key, foundIn }) => foundIn === 'by-hand' || !isInText.has(key));
  return [
    ...inText.map((each): KeyExplained => {
      if (counting.has(each.key)) return { ...each, verdict: 'counts' };
      return { ...each, verdict: takenOff.has(each.key) ? 'removed-by-hand' : 'not-indexed' };
    }),
    ...elsewhere.map(({ key, foundIn }): KeyExplained => {
      return { key, foundIn, verdict: foundIn === 'by-hand' ? 'counts' : 'no-longer' };
    }),
  ];
}

async function explainSite(
  store: Tables,
  repository: Repository | undefined,
  thing: ExplainedThing,
  sent: SentThing,
): Promise<readonly SiteExplained[]> {
  const site = await store.jiraSites.get(sent.jiraSiteId);
  // Both may be gone since the row was read.
  if (site === undefined || repository === undefined) return [];
  const written = [...new Set(thing.links.map(({ key }) => key))];
  const former = await store.issueAliases.near(site.id, written);
  const keys = [...new Set(written.map((key) => presentKey(key, former)))];
  const associations = presentAssociations(await store.associations.list(site.id), former);
  const { id: repositoryId, integrationId } = repository;
  const where = { jiraSiteId: site.id, integrationId, repositoryId, action: 'see' } as const;
  const decided = keys.map((key) => ({ key, ...decideAccess({ ...where, project: projectOf(key) }, associations) }));
  const visible = thing.removed ? [] : decided.filter(({ allowed }) => allowed).map(({ key }) => key);
  const unknown = await store.pushes.unknownAmong(site.id, visible);
  return [
    {
      site,
      sent: visible,
      withheld: decided.flatMap((each) => (each.allowed ? [] : [{ key: each.key, because: each.because }])),
      unknown,
      state: stateOf(thing, sent, visible),
      message: sent.entity?.message,
    },
  ];
}

function stateOf(
  { sequence, isReady }: ExplainedThing,
  { pushedUpTo, entity }: SentThing,
  visible: readonly IssueKey[],
): SiteExplained['state'] {
  const isOwed = visible.length > 0 || (entity !== undefined && entity.state !== 'withdrawn');
  if (isOwed && sequence > pushedUpTo) return isReady ? 'waiting' : 'reading-files';
  return entity?.state ?? 'nothing-to-send';
}
