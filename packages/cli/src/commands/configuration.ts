/** `branchline export`, `branchline apply`: the whole configuration as one file. */

import { readFile, writeFile } from 'node:fs/promises';
import {
  readConfiguration,
  type ConfigurationChange,
  type ConfigurationInput,
  type ConfigurationPlan,
  type ConfigurationReport,
} from '@branchline/contract';
import type { Command } from 'commander';
import { LineCounter, parseDocument, stringify } from 'yaml';
import type { Commands } from '../commands.ts';
import { counted, printable } from '../print.ts';
import { resolveSecrets } from '../resolve-secrets.ts';
import type { Session } from '../session.ts';

interface ApplyOptions {
  readonly dryRun?: boolean;
  readonly prune?: boolean;
  readonly keepSecrets?: boolean;
}

const head = `# The configuration of Branchline. Secrets are not in it: where each comes from is.
# Its fields: docs/configuration-as-code.md
`;

async function exportConfiguration(command: Command, session: Session, file: string | undefined): Promise<void> {
  const document = await session.client.exportConfiguration();
  const text = `${head}${stringify(document, { lineWidth: 120 })}`;
  if (file === undefined) return session.answer(document, [text.trimEnd()]);
  // What is configured is nobody's business but its owner's.
  await writeFile(file, text, { mode: 0o600 }).catch((error: unknown) => {
    command.error(`error: ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  });
  session.answer({ file }, [
    `The configuration is in ${printable(file)}. Set the variables it names before applying it.`,
  ]);
}

async function textOf(command: Command, session: Session, file: string): Promise<string> {
  if (file === '-') return session.tools.readInput();
  return readFile(file, 'utf8').catch((error: unknown) =>
    command.error(`error: ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`),
  );
}

/** Ends the command with words about everything that is wrong. */
async function documentOf(
  command: Command,
  session: Session,
  file: string,
  keepsSecrets: boolean,
): Promise<ConfigurationInput> {
  const read = readConfiguration(await textOf(command, session, file), { LineCounter, parseDocument });
  if (!read.isGood) {
    const lines = read.problems.map(({ line, path, message }) => {
      const place = [line === undefined ? '' : `line ${line}`, path].filter((part) => part !== '').join(', ');
      return `  ${printable(`${place}: ${message}`)}`;
    });
    return command.error(`error: ${file} cannot be applied:\n${lines.join('\n')}`);
  }
  if (keepsSecrets) return read.file;
  const places = { environment: session.tools.environment, configurationFile: file === '-' ? undefined : file };
  const resolved = await resolveSecrets(read.file, places);
  if (resolved.isGood) return resolved.configuration;
  const lines = resolved.missing.map((each) => `  ${printable(each)}`);
  return command.error(
    `error: these secrets are missing:\n${lines.join('\n')}\nGive them, or leave those that are there alone: --keep-secrets.`,
  );
}

function valueText(value: unknown): string {
  return value === null ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}

function changeLines({ words, differences, problem, action }: ConfigurationChange): readonly string[] {
  const details = differences.map(
    ({ path, before, after }) => `    ${path}: ${valueText(before)} → ${valueText(after)}`,
  );
  return [
    printable(words),
    ...(action === 'change' ? details.map(printable) : []),
    ...(problem === null ? [] : [`    Not possible: ${printable(problem)}`]),
  ];
}

function tellPlan(session: Session, plan: ConfigurationPlan, prunes: boolean): void {
  const { changes, notInDocument, same } = plan;
  const lines = changes.flatMap(changeLines);
  const left =
    notInDocument === 0 || prunes
      ? []
      : [`${counted(notInDocument, 'thing', 'things')} not in the file would stay: --prune removes.`];
  const sum =
    changes.length === 0
      ? 'Nothing would change.'
      : `${counted(changes.length, 'change', 'changes')}; nothing was done.`;
  session.answer(plan, [...lines, ...left, `${sum} ${counted(same, 'thing is', 'things are')} as the file says.`]);
}

function tellReport(command: Command, session: Session, report: ConfigurationReport): void {
  const { changes } = report;
  const lines = changes.map(({ words, outcome, because }) => {
    const rest = because === null ? '' : ` ${because}`;
    return printable(`${outcome.toUpperCase().padEnd(8)}${words}${rest}`);
  });
  session.answer(report, changes.length === 0 ? ['Everything is as the file says. Nothing was changed.'] : lines);
  const bad = changes.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped');
  if (bad.length > 0)
    command.error(`error: ${bad.length} of ${counted(changes.length, 'change', 'changes')} could not be made.`);
}

/** Adds `export` and `apply`. */
export function addConfigurationCommands({ program, define, run }: Commands): void {
  define(program.command('export').description('the whole configuration as YAML, without secrets'))
    .option('--file <file>', 'write it there instead')
    .action(({ file }: { readonly file?: string }, command: Command) =>
      run(command, (session) => exportConfiguration(command, session, file)),
    );
  define(
    program.command('apply <file>').description('make the configuration what the file says; - reads standard input'),
  )
    .option('--dry-run', 'only say what would change')
    .option('--prune', 'also remove what is not in the file, of the kinds it speaks of')
    .option('--keep-secrets', 'do not look for secrets: those that are there stay')
    .action((file: string, options: ApplyOptions, command: Command) =>
      run(command, async (session) => {
        const { dryRun = false, prune: prunes = false, keepSecrets = false } = options;
        const body = { configuration: await documentOf(command, session, file, keepSecrets), prunes };
        if (dryRun) return tellPlan(session, await session.client.planConfiguration({ body }), prunes);
        tellReport(command, session, await session.client.applyConfiguration({ body }));
      }),
    );
}
