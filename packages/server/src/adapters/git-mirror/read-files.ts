/** Reads `git diff-tree`: which files commits changed, with line counts, in the order in which they were asked for. */

import { Failure, fileListLimit, type CommitFiles, type CommitHash, type FileChange } from '@branchline/domain';
import { decoded } from './lines-of.ts';

/**
 * Options of `git diff-tree` whose output `FileReader` reads. Hashes go in through its input; a merge changes nothing
 * of its own.
 */
export const diffTreeOptions: readonly string[] = [
  '--stdin',
  '-r',
  '--root',
  '--raw',
  '--numstat',
  '-z',
  '-M',
  '--always',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
];

const changes: Readonly<Record<string, FileChange['change']>> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
  T: 'type-changed',
};

/** One commit while its output comes: first all files, then the lines of each in the same order. */
interface Reading {
  readonly hash: CommitHash;
  readonly files: FileChange[];
  fileCount: number;
  /** Files whose line counts have come. */
  counted: number;
  linesAdded: number;
  linesRemoved: number;
}

/** Takes git's output piece by piece, and gives each commit as soon as the next one starts. */
export class FileReader {
  readonly #hashes: readonly CommitHash[];
  #next = 0;
  #rest = '';
  #reading: Reading | undefined;
  #done: CommitFiles[] = [];

  constructor(hashes: readonly CommitHash[]) {
    this.#hashes = hashes;
  }

  /** How many of the hashes, from the first, have been given or are in `take`. */
  get finished(): number {
    return this.#next - (this.#reading === undefined ? 0 : 1);
  }

  /** The commits completed since the last call. */
  take(): readonly CommitFiles[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  /** @throws Failure `invalid-response` when the output is not as asked for */
  add(piece: Buffer): void {
    const text = this.#rest + piece.toString('latin1');
    let start = 0;
    for (let end = this.#entry(text, start); end !== -1; end = this.#entry(text, start)) start = end;
    this.#rest = text.slice(start);
  }

  /** Git has ended well: whatever it did not speak of it could not find. */
  end(): void {
    this.#complete();
    while (this.#next < this.#hashes.length) this.#skipOne();
  }

  /** Git died: the commit it was at cannot be read. The ones after it have to be asked for again. */
  endBroken(): void {
    const reading = this.#reading;
    if (reading !== undefined && reading.counted < reading.fileCount) {
      this.#done.push(unreadable(reading.hash));
      this.#reading = undefined;
      return;
    }
    this.#complete();
    if (this.#next < this.#hashes.length) this.#skipOne();
  }

  /** Reads one entry and returns where the next one starts; -1 when this one has not come whole. */
  #entry(text: string, start: number): number {
    const end = text.indexOf('\0', start);
    if (end === -1) return -1;
    const first = text.charCodeAt(start);
    if (first === colon) return this.#file(text, end);
    if (this.#reading !== undefined && this.#reading.counted < this.#reading.fileCount) {
      return this.#lineCounts(text, start, end);
    }
    this.#begin(text.slice(start, end));
    return end + 1;
  }

  #begin(header: string): void {
    this.#complete();
    // Git repeats on a line of its own what it does not know.
    const hash = header.slice(header.lastIndexOf('\n') + 1) as CommitHash;
    while (this.#next < this.#hashes.length && this.#hashes[this.#next] !== hash) this.#skipOne();
    if (this.#next === this.#hashes.length) {
      throw new Failure('invalid-response', 'git', 'The output of git diff-tree is not as expected.');
    }
    this.#next += 1;
    this.#reading = { hash, files: [], fileCount: 0, counted: 0, linesAdded: 0, linesRemoved: 0 };
  }

  #file(text: string, end: number): number {
    const reading = this.#reading;
    const kind = text[text.lastIndexOf(' ', end) + 1] ?? '';
    const pathEnd = text.indexOf('\0', end + 1);
    const hasTwoPaths = kind === 'R' || kind === 'C';
    const lastEnd = hasTwoPaths && pathEnd !== -1 ? text.indexOf('\0', pathEnd + 1) : pathEnd;
    if (lastEnd === -1 || reading === undefined) return -1;
    reading.fileCount += 1;
    if (reading.files.length < fileListLimit) {
      const first = decoded(text.slice(end + 1, pathEnd));
      reading.files.push({
        path: hasTwoPaths ? decoded(text.slice(pathEnd + 1, lastEnd)) : first,
        previousPath: hasTwoPaths ? first : undefined,
        change: changes[kind] ?? 'modified',
        linesAdded: undefined,
        linesRemoved: undefined,
      });
    }
    return lastEnd + 1;
  }

  #lineCounts(text: string, start: number, end: number): number {
    const firstTab = text.indexOf('\t', start);
    const secondTab = text.indexOf('\t', firstTab + 1);
    let last = end;
    // After a rename the path is empty here, and both paths follow.
    if (secondTab + 1 === end) {
      const previousEnd = text.indexOf('\0', end + 1);
      last = previousEnd === -1 ? -1 : text.indexOf('\0', previousEnd + 1);
    }
    const reading = this.#reading;
    if (last === -1 || reading === undefined) return -1;
    // A binary file has dashes instead of numbers.
    if (text[start] !== '-')
      this.#count(reading, Number(text.slice(start, firstTab)), Number(text.slice(firstTab + 1, secondTab)));
    reading.counted += 1;
    return last + 1;
  }

  #count(reading: Reading, linesAdded: number, linesRemoved: number): void {
    reading.linesAdded += linesAdded;
    reading.linesRemoved += linesRemoved;
    const file = reading.files[reading.counted];
    if (file !== undefined) reading.files[reading.counted] = { ...file, linesAdded, linesRemoved };
  }

  #complete(): void {
    if (this.#reading === undefined) return;
    const { hash, files, fileCount, linesAdded, linesRemoved } = this.#reading;
    this.#done.push({ hash, files, fileCount, linesAdded, linesRemoved, unreadable: false });
    this.#reading = undefined;
  }

  #skipOne(): void {
    const hash = this.#hashes[this.#next];
    this.#next += 1;
    if (hash !== undefined) this.#done.push(unreadable(hash));
  }
}

const colon = 58;

function unreadable(hash: CommitHash): CommitFiles {
  return { hash, files: [], fileCount: 0, linesAdded: 0, linesRemoved: 0, unreadable: true };
}
