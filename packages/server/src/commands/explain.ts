/** `branchline explain`: why a commit, a branch or a text names an issue or does not (C3). */

import { spawn } from 'node:child_process';
import { text as readAll } from 'node:stream/consumers';
import { refusalWords } from '@branchline/contract';
import { Failure, type KeyField, type SmartCommitDialect } from '@branchline/domain';
import { processEnvironment, readConfig } from '../config.ts';
import { explainText, type Explanation } from '../features/explain/explain-text.ts';
import { ruleFor } from './index.ts';
import { printable } from './printable.ts';

export interface ExplainOptions {
  /** The text itself, or `-` for standard input. */
  readonly text?: string;
  readonly branch?: boolean;
  readonly projects?: readonly string[];
  readonly dialect: SmartCommitDialect;
  readonly json?: boolean;
}

interface Subject {
  readonly text: string;
  readonly field: KeyField;
  /** How it is called in the answer. */
  readonly title: string;
}

interface GitAnswer {
  /** Undefined when git said no. */
  readonly output: string | undefined;
  /** Git's own words. */
  readonly words: string;
}

/** Asks git in the folder we are in, with the settings of the person at the keyboard: it may say whose folders are safe. */
async function askGit(words: readonly string[]): Promise<GitAnswer> {
  const environment = processEnvironment();
  const { gitProgram, path } = readConfig(environment);
  const env = {
    PATH: path,
    LC_ALL: 'C.UTF-8',
    ...(environment['HOME'] === undefined ? {} : { HOME: environment['HOME'] }),
  };
  const git = spawn(gitProgram, ['--no-pager', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    git.on('error', () => reject(new Error(`${gitProgram} cannot be run. Install git, or set BRANCHLINE_GIT.`)));
    git.on('close', resolve);
  });
  const [output, complaint, code] = await Promise.all([readAll(git.stdout), readAll(git.stderr), ended]);
  return { output: code === 0 ? output : undefined, words: printable(complaint.trim().split('\n')[0] ?? '') };
}

/** A branch by its name, here or at a remote; else a commit by anything git understands. */
async function subjectInRepository(thing: string): Promise<Subject> {
  const patterns = [`refs/heads/${thing}`, `refs/remotes/*/${thing}`];
  const { output: refs, words } = await askGit(['for-each-ref', '--format=%(refname)', ...patterns]);
  if (refs === undefined) {
    const reason = words.includes('not a git repository')
      ? 'This folder is in no git repository; go to one, or use --text.'
      : `Git cannot read this repository: ${words}`;
    throw new Failure('not-found', 'git', reason);
  }
  const isBranch = refs.split('\n').some((ref) => ref === `refs/heads/${thing}` || ref.endsWith(`/${thing}`));
  if (isBranch) return { text: thing, field: 'branch-name', title: `branch ${thing}` };
  const options = ['-1', '--no-color', '--no-show-signature', '--notes=*', '--format=%H%n%B%n%N'];
  const { output: log } = await askGit(['log', ...options, '--end-of-options', thing, '--']);
  if (log === undefined) {
    throw new Failure('not-found', 'git', `There is no branch or commit "${thing}" in this repository.`);
  }
  const end = log.indexOf('\n');
  return { text: log.slice(end + 1), field: 'text', title: `commit ${log.slice(0, end)}` };
}

async function subjectOf(thing: string | undefined, options: ExplainOptions): Promise<Subject> {
  if (options.text !== undefined) {
    const text = options.text === '-' ? await readAll(process.stdin) : options.text;
    const field = options.branch === true ? 'branch-name' : 'text';
    // A name has no line end; one that comes from a pipe is not part of it.
    return { text: field === 'text' ? text : text.replace(/\r?\n$/, ''), field, title: 'the text' };
  }
  // The command line sees to it that there is one or the other.
  return subjectInRepository(thing ?? 'HEAD');
}

function inWords({ keys, refused, commands }: Explanation, title: string): string {
  return [
    keys.length === 0 ? `No issue keys in ${title}.` : `Issue keys in ${title}: ${keys.join(', ')}`,
    ...refused.map(({ text, why }) => `  refused ${printable(text)}: ${refusalWords[why]}`),
    ...commands.map(
      ({ key, command, arguments: words }) =>
        `  command #${printable(command)} on ${key}${words === '' ? '' : `: ${words.split('\n').map(printable).join('\n    ')}`}`,
    ),
  ].join('\n');
}

/** Prints the explanation. @throws Failure when there is nothing to explain */
export async function explain(thing: string | undefined, options: ExplainOptions): Promise<number> {
  const subject = await subjectOf(thing, options);
  const explanation = explainText(subject.text, ruleFor(options.projects), subject.field, options.dialect);
  const { keys, refused, commands } = explanation;
  const answer =
    options.json === true ? JSON.stringify({ keys, refused, commands }) : inWords(explanation, subject.title);
  process.stdout.write(`${answer}\n`);
  return 0;
}
