/** The reading half of the mirror: everything that asks only the local copy. */

import {
  Failure,
  isNotesRef,
  type Branch,
  type Commit,
  type CommitFiles,
  type CommitHash,
  type Repository,
} from '@branchline/domain';
import type { CommitChunk, CommitRange, GitMirror } from '../../ports/git-mirror.ts';
import { branchesPerPass, standingsOf, type Standing } from './branch-standing.ts';
import { groupByContainment } from './containments.ts';
import { linesOf } from './lines-of.ts';
import type { MirrorContext } from './mirror-context.ts';
import { logOptions, readCommits } from './read-commits.ts';
import { merged } from './merged.ts';
import { diffTreeOptions, FileReader } from './read-files.ts';
import { patchIdentity } from './patch-identity.ts';
import { readAnnotatedBetween } from './read-notes.ts';
import { branchHeads, readDefaultHead, readHeads, readTags, type MirrorReading } from './read-refs.ts';

type Reader = Omit<GitMirror, 'look' | 'update' | 'remove'>;

/** Starts every read: what is done, on which repository, until when. */
type Open = (doing: string, repository: Repository, stopping?: AbortSignal) => MirrorReading;

export function mirrorReader(context: MirrorContext): Reader {
  const { git, timeLimits } = context;
  const open: Open = (doing, repository, stopping) => ({
    git,
    call: {
      doing: `${doing} ${repository.name}`,
      mirror: context.mirrorOf(repository.id),
      timeLimit: timeLimits.read,
      stopping,
    },
  });
  return {
    heads: (repository) => readHeads(open('Reading the refs of', repository)),
    count: (repository, range) => count(open('Counting the commits of', repository), range),
    commits: (repository, range, wanted, stopping) =>
      walkCommits(open('Reading the commits of', repository, stopping), range, wanted),
    commitsByHash: (repository, hashes) => commitsByHash(open('Reading commits of', repository), hashes),
    annotatedBetween: (repository, before, after) =>
      readAnnotatedBetween(open('Reading the notes of', repository), before, after),
    files: (repository, hashes, stopping) =>
      walkFiles(open('Reading the changed files of', repository, stopping), hashes),
    lostCommits: (repository, from, not) => lostCommits(open('Reading lost commits of', repository), from, not),
    branches: (repository, names) => branches(open('Reading the branches of', repository), names),
    tags: (repository) => readTags(open('Reading the tags of', repository)),
    containments: (repository, wanted, stopping) =>
      containments(open('Reading the releases of', repository, stopping), wanted),
    patchIdentity: (repository, hash) => patchIdentity(open('Comparing a change of', repository), hash),
    tidy: (repository) =>
      tidy(open('Tidying', repository)).catch((failure: unknown) => {
        // Only speed is lost.
        context.log.warn('A mirror was not tidied.', { repository: repository.name, failure: String(failure) });
      }),
  };
}

/** Packs beyond this slow every read down; each fetch leaves one. */
const manyPacks = 50;

/** Joins small packs into larger ones. Nothing is dropped, so that what became unreachable stays readable. */
async function tidy({ git, call }: MirrorReading): Promise<void> {
  const counts = (await git.output({ ...call, arguments: ['count-objects', '-v'] })).toString('latin1');
  const packs = Number(/^packs: (\d+)$/m.exec(counts)?.[1] ?? 0);
  if (packs > manyPacks) await git.output({ ...call, arguments: ['repack', '-d', '--geometric=2', '--quiet'] });
}

/** Hashes for git's input, a block at a time. A caret leaves out what a hash reaches. */
function* inputOf(from: readonly CommitHash[], not: readonly CommitHash[] = []): Generator<string> {
  for (let start = 0; start < from.length; start += inputBlock) {
    yield `${from.slice(start, start + inputBlock).join('\n')}\n`;
  }
  for (let start = 0; start < not.length; start += inputBlock) {
    yield `^${not.slice(start, start + inputBlock).join('\n^')}\n`;
  }
}

const inputBlock = 1000;

async function count({ git, call }: MirrorReading, range: CommitRange): Promise<number> {
  if (range.from.length === 0) return 0;
  const input = inputOf(range.from, range.not);
  const output = await git.output({
    ...call,
    arguments: ['rev-list', '--count', '--ignore-missing', '--stdin'],
    input,
  });
  return Math.max(0, Number(output.toString('latin1')) - range.skip);
}

async function* walkCommits(
  reading: MirrorReading,
  range: CommitRange,
  wanted: (text: string) => boolean,
): AsyncGenerator<CommitChunk> {
  // Without a tip git log would start at HEAD.
  if (range.from.length === 0) return;
  const withNotes = await hasNotes(reading);
  const input = inputOf(range.from, range.not);
  const log = ['log', ...logOptions(withNotes), `--skip=${range.skip}`];
  yield* readCommits(reading.git.stream({ ...reading.call, arguments: log, input }), withNotes, wanted);
}

async function commitsByHash(reading: MirrorReading, hashes: readonly CommitHash[]): Promise<readonly Commit[]> {
  if (hashes.length === 0) return [];
  const withNotes = await hasNotes(reading);
  const log = ['log', '--no-walk=unsorted', ...logOptions(withNotes)];
  const input = inputOf([...new Set(hashes)]);
  const output = reading.git.stream({ ...reading.call, arguments: log, input });
  const commits: Commit[] = [];
  for await (const chunk of readCommits(output, withNotes, () => true)) commits.push(...chunk.commits);
  return commits;
}

/** Reading notes costs time, and most repositories have none. */
async function hasNotes({ git, call }: MirrorReading): Promise<boolean> {
  const list = ['for-each-ref', '--count=1', '--format=%(refname)', 'refs/notes'];
  return isNotesRef((await git.output({ ...call, arguments: list })).toString('latin1'));
}

/** Comparing contents keeps a processor busy, so the commits are shared by this many runs of git. */
const fileReaders = 2;
/** Fewer commits than this are read before a second git has even started. */
const fewCommits = 50;

async function* walkFiles(
  { git, call }: MirrorReading,
  hashes: readonly CommitHash[],
): AsyncGenerator<readonly CommitFiles[]> {
  // Without a mirror git fails at every commit, and none of them would be to blame.
  await git.output({ ...call, arguments: ['rev-parse', '--git-dir'] });
  const share = hashes.length <= fewCommits ? hashes.length : Math.ceil(hashes.length / fileReaders);
  const shares = [hashes.slice(0, share), hashes.slice(share)].filter((each) => each.length > 0);
  yield* merged(shares.map((each) => walkShare({ git, call }, each)));
}

/** One run of git after another, until every commit was read or found to be unreadable. */
async function* walkShare(
  { git, call }: MirrorReading,
  hashes: readonly CommitHash[],
): AsyncGenerator<readonly CommitFiles[]> {
  let left = hashes;
  while (left.length > 0) {
    const reader = new FileReader(left);
    const output = git.stream({ ...call, arguments: ['diff-tree', ...diffTreeOptions], input: inputOf(left) });
    yield* readFiles(output, reader);
    left = left.slice(reader.finished);
  }
}

async function* readFiles(output: AsyncIterable<Buffer>, reader: FileReader): AsyncGenerator<readonly CommitFiles[]> {
  try {
    for await (const piece of output) {
      reader.add(piece);
      const done = reader.take();
      if (done.length > 0) yield done;
    }
    reader.end();
  } catch (failure) {
    // A damaged object ends git; git that was stopped must not be taken for that.
    if (!(failure instanceof Failure) || failure.kind !== 'invalid-response') throw failure;
    reader.endBroken();
  }
  yield reader.take();
}

async function* lostCommits(
  { git, call }: MirrorReading,
  from: readonly CommitHash[],
  not: readonly CommitHash[],
): AsyncGenerator<readonly CommitHash[]> {
  if (from.length === 0) return;
  const list = ['rev-list', '--ignore-missing', '--stdin'];
  const output = git.stream({ ...call, arguments: list, input: inputOf(from, not) });
  for await (const lines of linesOf(output)) if (lines.length > 0) yield lines as readonly CommitHash[];
}

/** One walk over all that the tips reach, children before parents. */
function ancestry({ git, call }: MirrorReading, tips: readonly CommitHash[]): AsyncIterable<readonly string[]> {
  const list = ['rev-list', '--parents', '--topo-order', '--ignore-missing', '--stdin'];
  return linesOf(git.stream({ ...call, arguments: list, input: inputOf(tips) }));
}

async function branches(reading: MirrorReading, names: readonly string[]): Promise<readonly Branch[]> {
  const all = await readHeads(reading);
  const defaultHead = await readDefaultHead(reading, all);
  const found = [...branchHeads(all, names)];
  const commits = new Map(
    (
      await commitsByHash(
        reading,
        found.map(([, hash]) => hash),
      )
    ).map((one) => [one.hash, one]),
  );
  const standings = await standingsByHead(reading, defaultHead?.hash, [...commits.keys()]);
  return found.flatMap(([name, hash]) => {
    const head = commits.get(hash);
    if (head === undefined) return [];
    const standing = standings.get(hash);
    return [
      {
        name,
        head,
        isDefault: defaultHead?.ref === `refs/heads/${name}`,
        ahead: standing?.ahead,
        behind: standing?.behind,
        merged: standing?.ahead === 0,
      },
    ];
  });
}

async function standingsByHead(
  reading: MirrorReading,
  defaultHead: CommitHash | undefined,
  heads: readonly CommitHash[],
): Promise<ReadonlyMap<CommitHash, Standing>> {
  const byHead = new Map<CommitHash, Standing>();
  if (defaultHead === undefined) return byHead;
  for (let start = 0; start < heads.length; start += branchesPerPass) {
    const some = heads.slice(start, start + branchesPerPass);
    const standings = await standingsOf(ancestry(reading, [defaultHead, ...some]), defaultHead, some);
    standings.forEach((standing, index) => {
      const head = some[index];
      if (head !== undefined) byHead.set(head, standing);
    });
  }
  return byHead;
}

async function containments(reading: MirrorReading, wanted: ReadonlySet<string>) {
  const tags = await readTags(reading);
  const defaultHead = (await readDefaultHead(reading, await readHeads(reading)))?.hash;
  const tips = [...tags.map(({ commit }) => commit), ...(defaultHead === undefined ? [] : [defaultHead])];
  const blocks = tips.length === 0 ? nothing() : ancestry(reading, tips);
  return groupByContainment(blocks, { tags, defaultHead }, wanted);
}

async function* nothing(): AsyncGenerator<readonly string[]> {}
