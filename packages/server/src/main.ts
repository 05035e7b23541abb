/** The program: reads the command line, runs one command, and ends with its exit code. */

import { text as readAll } from 'node:stream/consumers';
import { addApiCommands } from '@branchline/cli';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Failure } from '@branchline/domain';
import { programVersion } from './compose/program-version.ts';
import { ConfigProblem, configVariables, processEnvironment } from './config.ts';

/** Exit codes, as documented in docs/command-line.md. */
const exitCodes = { failed: 1, usage: 2, config: 78 } as const;

/** From 1 to 65,535: every port, and more rounds than anybody waits for. */
function wholeNumber(text: string): number {
  return wholeNumberTo(text, 65_535);
}

/** Commits of a measurement; more would take hours to make. */
function commitCount(text: string): number {
  return wholeNumberTo(text, 50_000_000);
}

function wholeNumberTo(text: string, most: number): number {
  const number = Number(text);
  if (!/^[1-9]\d*$/.test(text) || number > most) {
    throw new InvalidArgumentError(`It is not a whole number from 1 to ${most}.`);
  }
  return number;
}

function commaSeparated(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function environmentHelp(): string {
  const lines = Object.values(configVariables).map(
    ({ name, about, standard }) => `  ${name.padEnd(32)}${about} (${standard})`,
  );
  return `\nEnvironment:\n${lines.join('\n')}\n`;
}

/** Runs what a command loads; its exit code becomes the program's. */
function run(work: () => Promise<number>): () => Promise<void> {
  return async () => {
    process.exitCode = await work();
  };
}

const projectsOption = new Option('--projects <keys>', 'known project keys, separated by commas').argParser(
  commaSeparated,
);
const dialectOption = new Option('--dialect <dialect>', 'how smart commits are read')
  .choices(['line', 'multi-line'])
  .default('line');

function addServerCommands(program: Command): void {
  program
    .command('start')
    .description('run the server')
    .addOption(new Option('--role <role>', 'what this process does').choices(['all', 'web', 'worker']).default('all'))
    .addHelpText('after', environmentHelp())
    .action(({ role }) => run(async () => (await import('./commands/start.ts')).start(role))());
  program
    .command('demo')
    .description('index repositories, send them to a small Jira of its own, and show both')
    .argument('[repositories...]', 'folders or addresses; this repository when none is given')
    .option('--port <port>', 'port of the pages', wholeNumber)
    .option('--service <id>', 'also the repositories of this Git service: github, gitlab, gitea, forgejo …')
    .option('--url <address>', 'address of the Git service, where there is more than one')
    .option('--token-file <file>', 'file with an access token for the Git service')
    .option('--include <pattern...>', 'only repositories whose names match one: acme/*, *-service')
    .action((repositories, options) =>
      run(async () => (await import('./commands/demo.ts')).demo(repositories, options))(),
    );
  program
    .command('doctor')
    .description('check everything an installation needs and say what to do')
    .option('--server [address]', 'ask the running server instead (BRANCHLINE_URL, else here)')
    .option('--access-token-file <file>', 'file that holds the access token (else BRANCHLINE_ACCESS_TOKEN)')
    .option('--json', 'print one JSON object')
    .action((options) => run(async () => (await import('./commands/doctor.ts')).doctor(options))());
}

function addKeepingCommands(program: Command): void {
  program
    .command('backup')
    .description('write the whole database into one file, while the server goes on')
    .argument('<file>', 'file to be made')
    .option('--without-rows', 'leave out commits, branches and pull requests, which a new index brings back')
    .option('--keys-with-passphrase <file>', 'put the key ring in, sealed with the passphrase in this file')
    .option('--json', 'print one JSON object')
    .action((file, options) => run(async () => (await import('./commands/backup.ts')).backup(file, options))());
  program
    .command('restore')
    .description('put a backup in the place of the database; the server must not run')
    .argument('<file>', 'file made by backup')
    .option('--replace', 'also when there is something in the database')
    .option('--keys-with-passphrase <file>', 'take the key ring out of it with the passphrase in this file')
    .option('--json', 'print one JSON object')
    .action((file, options) => run(async () => (await import('./commands/restore.ts')).restore(file, options))());
  program
    .command('rotate-key')
    .description('seal every stored secret anew with a new key, while the server goes on')
    .option('--status', 'only say how many secrets are sealed with which key')
    .option('--drop-unused', 'take keys that seal nothing any more out of the key file')
    .option('--json', 'print one JSON object')
    .action((options) => run(async () => (await import('./commands/rotate-key.ts')).rotateKeys(options))());
  program
    .command('migrate')
    .description('bring the database up to date and end; start does so by itself')
    .action(() => run(async () => (await import('./commands/migrate.ts')).migrate())());
}

function addToolCommands(program: Command): void {
  program
    .command('index')
    .description('list the issues a repository speaks of, with their commits, branches and tags')
    .argument('<repository>', 'folder or address')
    .option('--key <key>', 'show one issue')
    .addOption(projectsOption)
    .option('--json', 'print one JSON object a line, sorted by key')
    .action((repository, options) =>
      run(async () => (await import('./commands/index.ts')).index(repository, options))(),
    );
  program
    .command('explain')
    .description(
      'say which issue keys a commit, a branch or a text names, what was refused and why, and its smart commits',
    )
    .argument('[thing]', 'a commit or branch of the repository in this folder')
    .option('--text <text>', 'explain this text; - reads standard input')
    .option('--branch', 'the text is the name of a branch')
    .addOption(projectsOption)
    .addOption(dialectOption)
    .option('--json', 'print one JSON object')
    .action((thing, options, command) => {
      if ((thing === undefined) === (options.text === undefined)) {
        command.error('error: give a commit or a branch, or --text with a text (- for standard input)');
      }
      return run(async () => (await import('./commands/explain.ts')).explain(thing, options))();
    });
  program
    .command('test')
    .description('run format check, lint, types and every test')
    .argument('[paths...]', 'only these test files')
    .action((paths) => run(async () => (await import('./commands/test.ts')).runTests(paths))());
}

function addWebhookCommands(program: Command): void {
  program
    .command('webhooks')
    .description('what Git services send')
    .command('explain')
    .description('say how a webhook would be read, without a server')
    .requiredOption('--service <id>', 'the Git service it comes from: github, gitlab, gitea, forgejo …')
    .option(
      '--header <header>',
      "'Name: value', once for each",
      (line: string, before: readonly string[]) => [...before, line],
      [],
    )
    .requiredOption('--body <file>', 'file with the body as it was sent; - reads standard input')
    .option('--secret-file <file>', "file with the webhook's secret: verify the proof as well")
    .option('--json', 'print one JSON object')
    .action((options) => run(async () => (await import('./commands/webhooks-explain.ts')).webhooksExplain(options))());
}

function addForgeCommands(program: Command): void {
  program
    .command('forge')
    .description('the app that shows Branchline inside Jira')
    .command('render')
    .description("write the app of your server into a folder, ready for Atlassian's command line (docs/forge.md)")
    .requiredOption('--url <address>', 'public https address of your server')
    .requiredOption('--out <folder>', 'where to; rendering again keeps the id of the app that is there')
    .option('--app-id <id>', 'id of an app that was registered elsewhere')
    .addOption(
      new Option('--sink <way>', 'how development information reaches Jira')
        .choices(['oauth', 'forge'])
        .default('oauth'),
    )
    .action((options) => run(async () => (await import('./commands/forge-render.ts')).forgeRender(options))());
}

function addBenchCommands(program: Command): void {
  const bench = program.command('bench').description('measure this machine and this version');
  bench
    .command('webhooks')
    .description('compare the webhook door with a bare server, and kill the server while webhooks arrive')
    .option('--seconds <number>', 'how long webhooks arrive', wholeNumber, 30)
    .option('--rate <number>', 'webhooks a second', wholeNumber, 1000)
    .option('--json', 'print one JSON object')
    .action((options) => run(async () => (await import('./commands/bench-webhooks.ts')).benchWebhooks(options))());
  bench
    .command('backfill')
    .description('send a long history to a Jira that counts, while somebody goes on pushing')
    .option('--commits <number>', 'how long it is', commitCount, 1_000_000)
    .option('--json', 'print one JSON object')
    .action((options) => run(async () => (await import('./commands/bench-history.ts')).benchHistory(options))());
  bench
    .command('index')
    .description('index a repository several times, paired with git, and print medians')
    .argument('<repository>', 'folder of a git repository')
    .option('--rounds <number>', 'how often', wholeNumber, 3)
    .option('--json', 'print one JSON object')
    .action((repository, options) =>
      run(async () => (await import('./commands/bench-index.ts')).benchIndex(repository, options))(),
    );
  bench
    .command('browse')
    .description('look into a repository as people do, paired with git, and print medians')
    .argument('<repository>', 'folder of a git repository')
    .option('--rounds <number>', 'how often each', wholeNumber, 5)
    .option('--text <text>', 'what is looked for', 'transaction')
    .option('--json', 'print one JSON object')
    .action((repository, options) =>
      run(async () => (await import('./commands/bench-browse.ts')).benchBrowse(repository, options))(),
    );
  bench
    .command('issues')
    .description('look at issues in a small installation, and in one with millions of linked commits')
    .option('--rounds <number>', 'how many issues', wholeNumber, 500)
    .option('--commits <number>', 'linked commits of the large one', commitCount, 5_000_000)
    .option('--json', 'print one JSON object')
    .action((options) => run(async () => (await import('./commands/bench-issues.ts')).benchIssues(options))());
  bench
    .command('pages')
    .description('ask for every list that pages show, in an installation as large as they come')
    .option('--rounds <number>', 'how often each', wholeNumber, 20)
    .option('--small', 'with a hundredth of everything, to try it')
    .option('--json', 'print one JSON object')
    .action((options) => run(async () => (await import('./commands/bench-pages.ts')).benchPages(options))());
  bench
    .command('scrolling')
    .description('scroll through the change of a very long file in a browser, and count the pictures')
    .option('--lines <number>', 'how long it is', wholeNumber, 50_000)
    .option('--seconds <number>', 'how long each way of scrolling is measured', wholeNumber, 8)
    .option('--json', 'print one JSON object')
    .action((options) => run(async () => (await import('./commands/bench-scrolling.ts')).benchScrolling(options))());
}

/** What went wrong, in words; a defect of ours shows where. */
function explainError(error: unknown): { readonly words: string; readonly code: number } {
  if (error instanceof ConfigProblem) return { words: error.message, code: exitCodes.config };
  if (error instanceof Failure) return { words: error.message, code: exitCodes.failed };
  if (error instanceof Error)
    return { words: process.exitCode === undefined ? error.message : '', code: exitCodes.failed };
  return { words: String(error), code: exitCodes.failed };
}

async function main(): Promise<void> {
  const program = new Command('branchline')
    .description('Open-source, self-hosted Git integration for Jira')
    .version(programVersion(), '-v, --version')
    .showHelpAfterError()
    .configureHelp({ sortSubcommands: true });
  program.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.usage));
  addServerCommands(program);
  addKeepingCommands(program);
  addToolCommands(program);
  addBenchCommands(program);
  addWebhookCommands(program);
  addForgeCommands(program);
  addApiCommands(program, {
    environment: processEnvironment(),
    fetch: (url, init) => fetch(url, init),
    print: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    readInput: () => readAll(process.stdin),
    exit: (code) => {
      process.exitCode = code;
    },
  });
  try {
    await program.parseAsync();
  } catch (error) {
    const { words, code } = explainError(error);
    process.stderr.write(`branchline: ${words}\n`);
    process.exitCode = code;
  }
  // Whatever is still open has had its time to end; standard output is written out first.
  process.stdout.write('', () => process.exit());
}

await main();
