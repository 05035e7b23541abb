/** What a repository holds, as lines and rows for a terminal: text of strangers, which must not write over it. */

import type {
  BlameView,
  BrowsedCommitView,
  BrowsedFileView,
  ChangesView,
  CodeMatchesView,
  FileDiffView,
  FileHistoryView,
  FolderView,
  ShownCommit,
} from '@branchline/contract';
import { counted, momentText, printable } from '../print.ts';

/** Characters of a hash that lines show. */
export const shortHash = 10;

/** A line of a file: tabs are no danger to a terminal. */
function printableLine(line: string): string {
  return line.split('\t').map(printable).join('\t');
}

function linesOf(text: string): readonly string[] {
  return text
    .replace(/\r?\n$/u, '')
    .split(/\r?\n/u)
    .map(printableLine);
}

const endings: Readonly<Record<FolderView['entries'][number]['kind'], string>> = {
  folder: '/',
  file: '',
  link: '@',
  submodule: '',
};

/** A row of a folder. */
export function entryRow({ name, kind, size }: FolderView['entries'][number]): readonly string[] {
  return [`${name}${endings[kind]}`, size === null ? '' : size.toLocaleString('en')];
}

/** The text of a file, or what it is instead. */
export function fileLines({ kind, size, text }: BrowsedFileView): readonly string[] {
  if (text !== null) return linesOf(text);
  const what = { binary: 'It is no text', image: 'It is a picture', large: 'It is too large to be shown', text: '' };
  return [`${what[kind]}: ${counted(size, 'byte', 'bytes')}.`];
}

/** Each line of the answer with whose it is. @param file the same file, for its text */
export function blameLines({ stretches, commits }: BlameView, file: BrowsedFileView): readonly string[] {
  const text = file.text === null ? [] : linesOf(file.text);
  const named = new Map(commits.map((commit) => [commit.hash, commit]));
  return stretches.flatMap(({ commit: hash, firstLine, lines }) => {
    const commit = named.get(hash);
    const whose = printable(`${hash.slice(0, shortHash)} ${nameOf(commit)} ${commit?.authoredAt.slice(0, 10) ?? ''}`);
    return Array.from({ length: lines }, (_, at) => `${whose} ${firstLine + at}: ${text[firstLine + at - 1] ?? ''}`);
  });
}

function nameOf(commit: ShownCommit | undefined): string {
  return commit?.author.person ?? commit?.author.name ?? '';
}

/** A row of a file's history. */
export function historyRow({ path, commit }: FileHistoryView['revisions'][number]): readonly string[] {
  const { hash, authoredAt, title } = commit;
  return [hash.slice(0, shortHash), momentText(authoredAt), nameOf(commit), path, title];
}

/** A changed file with how many lines came and went. */
export function changedLine({
  path,
  previousPath,
  change,
  linesAdded,
  linesRemoved,
}: ChangesView['files'][number]): string {
  const counts = linesAdded === null || linesRemoved === null ? 'binary' : `+${linesAdded} -${linesRemoved}`;
  const from = previousPath === null ? '' : ` (from ${previousPath})`;
  return printable(`${change.padEnd(12)} ${counts.padEnd(12)} ${path}${from}`);
}

/** A commit with what it changed. */
export function commitLines(shown: BrowsedCommitView): readonly string[] {
  const { details, branches, tags, isContainedInMore, files, isCut } = shown;
  const keys = [...new Set(details.keys.map(({ key }) => key))];
  const names = (title: string, found: readonly string[]) =>
    found.length === 0 ? [] : [`${title}: ${found.map(printable).join(', ')}`];
  return [
    `commit ${details.hash}`,
    printable(`Author: ${nameOf(details)} <${details.author.email}>, ${momentText(details.authoredAt)}`),
    ...names('Issues', keys),
    ...names('Branches', branches),
    ...names('Tags', tags),
    ...(isContainedInMore ? ['It is contained in more branches or tags.'] : []),
    '',
    ...linesOf(details.message),
    '',
    ...files.map(changedLine),
    ...(isCut ? ['There are more changed files.'] : []),
  ];
}

const signs = { same: ' ', removed: '-', added: '+' } as const;

/** The lines of one file that differ, as git writes them. */
export function diffLines({ path, previousPath, isBinary, isCut, hunks }: FileDiffView): readonly string[] {
  return [
    `--- ${printable(previousPath ?? path)}`,
    `+++ ${printable(path)}`,
    ...(isBinary ? ['It is no text.'] : []),
    ...hunks.flatMap(({ beforeStart, beforeLines, afterStart, afterLines, heading, lines }) => [
      `@@ -${beforeStart},${beforeLines} +${afterStart},${afterLines} @@ ${printableLine(heading)}`.trimEnd(),
      ...lines.map(({ kind, text }) => `${signs[kind]}${printableLine(text)}`),
    ]),
    ...(isCut ? ['There is more.'] : []),
  ];
}

/** A line of code in which a text was found. */
export function matchLine({ path, line, text }: CodeMatchesView['matches'][number]): string {
  return `${printable(path)}:${line}: ${printableLine(text)}`;
}
