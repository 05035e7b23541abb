/** `branchline explain`: why a commit, a branch or a text names an issue or does not (C3). */

import { spawn } from 'node:child_process';
import { text as readAll } from 'node:stream/consumers';
import { Failure, type KeyField, type SmartCommitDialect } from '@branchline/domain';
import { processEnvironment, readConfig } from '../config.ts';
import { explainText, type Explanation } from '../features/explain/explain-text.ts';
import { ruleFor } from './index.ts';

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

/** Git's answer in the folder we are in, or undefined when it says no. */
async function askGit(words: readonly string[]): Promise<string | undefined> {
  const { gitProgram, path } = readConfig(processEnvironment());
  const environment = { PATH: path, LANG: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  const git = spawn(gitProgram, ['--no-pager', ...words], { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  const [output, code] = await Promise.all([
    readAll(git.stdout),
    new Promise<number | null>((resolve) => {
      git.on('error', () => resolve(null));
      git.on('close', resolve);
    }),
  ]);
  return code === 0 ? output : undefined;
}

/** A branch by its name, here or at a remote; else a commit by anything git understands. */
async function subjectInRepository(thing: string): Promise<Subject> {
  const refs = await askGit(['for-each-ref', '--format=%(refname)', `refs/heads/${thing}`, `refs/remotes/*/${thing}`]);
  if (refs === undefined) {
    throw new Failure('not-found', 'git', 'This folder is in no git repository; go to one, or use --text.');
  }
  const isBranch = refs.split('\n').some((ref) => ref === `refs/heads/${thing}` || ref.endsWith(`/${thing}`));
  if (isBranch) return { text: thing, field: 'branch-name', title: `branch ${thing}` };
  const format = '--format=%H%n%B%n%N';
  const log = await askGit([
    'log',
    '-1',
    '--no-color',
    '--no-show-signature',
    '--notes=*',
    format,
    '--end-of-options',
    thing,
    '--',
  ]);
  if (log === undefined)
    throw new Failure('not-found', 'git', `There is no branch or commit "${thing}" in this repository.`);
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
  if (thing !== undefined) return subjectInRepository(thing);
  throw new Failure(
    'rejected',
    'git',
    'Say what to explain: a commit, a branch, or --text with a text (- for standard input).',
  );
}

const reasons: Readonly<Record<string, string>> = {
  'unknown-project': 'no such project is known',
  'lower-case': 'keys in text are upper case as long as the projects are not known',
  'leading-zero': 'issue numbers do not begin with 0',
  'number-too-large': 'Jira has no numbers that large',
  'project-key-too-long': 'project keys are shorter',
  'version-string': 'a dot and a digit follow: it looks like a version',
  'email-address': 'it is part of an e-mail address',
  'change-id': 'it is part of a Change-Id',
  'beyond-limit': 'only the first 500 keys are taken',
};

function inWords({ keys, refused, commands }: Explanation, title: string): string {
  return [
    keys.length === 0 ? `No issue keys in ${title}.` : `Issue keys in ${title}: ${keys.join(', ')}`,
    ...refused.map(({ text, why }) => `  refused ${text}: ${reasons[why] ?? why}`),
    ...commands.map(
      ({ key, command, arguments: words }) => `  command #${command} on ${key}${words === '' ? '' : `: ${words}`}`,
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
