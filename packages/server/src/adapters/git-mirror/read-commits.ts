/** Reads `git log`: looks at every message cheaply, and takes the whole commit only where it is wanted. */

import { Failure, type Commit, type CommitHash, type Signature } from '@branchline/domain';
import type { CommitChunk } from '../../ports/git-mirror.ts';

/** Commits walked before a chunk is handed on. */
const chunkSize = 1000;
/** Bytes of wanted commits before a chunk is handed on, whatever their number. */
const chunkBytes = 4 * 1024 * 1024;

/**
 * Options of `git log` whose output `readCommits` reads. The message stands first, so that a commit nobody wants costs
 * two searches for a NUL. A commit is `message NUL notes NUL header NUL`, without the notes when there are none.
 */
export function logOptions(withNotes: boolean): readonly string[] {
  const header = '%H%n%P%n%an%n%ae%n%at%n%cn%n%ce%n%ct';
  const format = withNotes ? `%B%x00%N%x00${header}` : `%B%x00${header}`;
  return [
    '-z',
    `--format=tformat:${format}`,
    '--encoding=UTF-8',
    '--no-color',
    '--no-show-signature',
    '--no-mailmap',
    withNotes ? '--notes=refs/notes/*' : '--no-notes',
    '--ignore-missing',
    '--stdin',
  ];
}

/**
 * Git's output as chunks of commits. `wanted` gets message and notes with every byte as one character.
 * @throws Failure `invalid-response` when the output is not as asked for
 */
export async function* readCommits(
  output: AsyncIterable<Buffer>,
  withNotes: boolean,
  wanted: (text: string) => boolean,
): AsyncGenerator<CommitChunk> {
  let chunk = emptyChunk();
  let waiting: Buffer[] = [];
  for await (const piece of output) {
    waiting.push(piece);
    // A message of many megabytes comes in many pieces; they are joined once, when a field ends.
    if (!piece.includes(0)) continue;
    const block = waiting.length === 1 ? piece : Buffer.concat(waiting);
    const text = block.toString('latin1');
    let start = 0;
    for (let place = placeOf(text, start, withNotes); place !== undefined; place = placeOf(text, start, withNotes)) {
      chunk.walked += 1;
      if (wanted(searchedText(text, place))) {
        chunk.commits.push(commitFrom(block, place));
        chunk.bytes += place.end - place.start;
      }
      start = place.end + 1;
      if (chunk.walked < chunkSize && chunk.bytes < chunkBytes) continue;
      yield chunk;
      chunk = emptyChunk();
    }
    waiting = start < block.length ? [block.subarray(start)] : [];
  }
  if (waiting.length > 0) throw unexpected();
  if (chunk.walked > 0) yield chunk;
}

function emptyChunk(): { walked: number; bytes: number; readonly commits: Commit[] } {
  return { walked: 0, bytes: 0, commits: [] };
}

/** Where the commit that starts at `start` has its parts; undefined when it does not end in this text. */
function placeOf(text: string, start: number, withNotes: boolean): RecordPlace | undefined {
  const messageEnd = text.indexOf('\0', start);
  if (messageEnd === -1) return undefined;
  const notesEnd = withNotes ? text.indexOf('\0', messageEnd + 1) : messageEnd;
  if (notesEnd === -1) return undefined;
  const end = text.indexOf('\0', notesEnd + 1);
  return end === -1 ? undefined : { start, messageEnd, notesEnd, end };
}

function searchedText(text: string, { start, messageEnd, notesEnd }: RecordPlace): string {
  const message = text.slice(start, messageEnd);
  return notesEnd <= messageEnd + 1 ? message : `${message}\n${text.slice(messageEnd + 1, notesEnd)}`;
}

interface RecordPlace {
  readonly start: number;
  readonly messageEnd: number;
  readonly notesEnd: number;
  readonly end: number;
}

/** Decodes from the bytes, so that nothing kept holds on to the whole block. */
function commitFrom(block: Buffer, place: RecordPlace): Commit {
  const lines = block.toString('utf8', place.notesEnd + 1, place.end).split('\n');
  const [hash = '', parents = '', authorName, authorEmail, authorTime, name, email, time] = lines;
  if (lines.length !== 8 || !/^[0-9a-f]{40,64}$/.test(hash)) throw unexpected();
  return {
    hash: hash as CommitHash,
    parents: parents === '' ? [] : (parents.split(' ') as CommitHash[]),
    author: signature(authorName, authorEmail, authorTime),
    committer: signature(name, email, time),
    message: block.toString('utf8', place.start, place.messageEnd).trimEnd(),
    notes:
      place.notesEnd === place.messageEnd ? '' : block.toString('utf8', place.messageEnd + 1, place.notesEnd).trimEnd(),
  };
}

/** Years 0 to 9999, in seconds: what a database and Jira can take. */
const earliest = -62_167_219_200;
const latest = 253_402_300_799;

function signature(name = '', email = '', time = ''): Signature {
  const seconds = Number(time);
  const sane = Number.isFinite(seconds) ? Math.min(Math.max(seconds, earliest), latest) : 0;
  return { name, email, at: new Date(sane * 1000) };
}

function unexpected(): Failure {
  return new Failure('invalid-response', 'git', 'The output of git log is not as expected. Is git 2.35 or newer?');
}
