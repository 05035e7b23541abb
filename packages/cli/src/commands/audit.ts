/** `branchline audit …`: who did what, to what, and what came of it. */

import { auditHead, auditLine, auditPageSize, type AuditEntry, type AuditFormat } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText } from '../print.ts';
import type { Session } from '../session.ts';

interface AuditOptions {
  readonly who?: string;
  readonly what?: string;
  readonly about?: string;
  readonly result?: AuditEntry['result'];
  readonly since?: string;
  readonly until?: string;
  readonly text?: string;
  readonly cursor?: string;
  readonly format?: AuditFormat;
}

function lineOf({ id, at, who, whoName, what, about, result, origin, note }: AuditEntry): readonly string[] {
  return [
    String(id),
    momentText(at),
    whoName === null ? who : `${who} (${whoName})`,
    what,
    about,
    result,
    origin,
    note,
  ];
}

/** A day stands for its beginning in UTC. Ends the command with words when it is no moment. */
function momentFrom(command: Command, option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime()))
    command.error(`error: ${option} takes a moment like 2026-03-01 or 2026-03-01T12:00Z.`);
  return moment.toISOString();
}

function filtersFrom(command: Command, options: AuditOptions) {
  const { who, what, about, result, text } = options;
  const since = momentFrom(command, '--since', options.since);
  const until = momentFrom(command, '--until', options.until);
  return { who, what, about, result, text, since, until };
}

function withFilters(command: Command): Command {
  return command
    .option('--who <name>', 'administrator, account/3, person/7, branchline …')
    .option('--what <deed>', 'smart-commit/comment, or with a slash at its end all of a subject')
    .option('--about <subject>', 'ABC-1, jira-site/1, person/7 …')
    .addOption(new Option('--result <result>', 'what came of it').choices(['done', 'refused', 'failed']))
    .option('--since <moment>', 'from this moment on; a day is its beginning in UTC')
    .option('--until <moment>', 'before this moment')
    .option('--text <text>', 'in what led to it and in the note');
}

/** Page by page, so that a long log needs no room. */
async function exportTo(session: Session, filters: ReturnType<typeof filtersFrom>, format: AuditFormat): Promise<void> {
  const head = auditHead(format);
  if (head !== '') session.tools.print(withoutEnd(head));
  let cursor: string | undefined;
  do {
    const page = await session.client.listAuditLog({ query: { ...filters, cursor, limit: auditPageSize.most } });
    if (page.entries.length > 0) {
      session.tools.print(withoutEnd(page.entries.map((entry) => auditLine(entry, format)).join('')));
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** Printing ends the line itself. */
function withoutEnd(text: string): string {
  return text.replace(/\n$/u, '');
}

export function addAuditCommands({ program, define, run }: Commands): void {
  const audit = program.command('audit').description('who did what');
  withFilters(define(audit.command('list')))
    .description('the newest first')
    .option('--cursor <cursor>', 'the next page, as the one before names it')
    .action((options: AuditOptions, command: Command) =>
      run(command, async (session) => {
        const query = { ...filtersFrom(command, options), cursor: options.cursor };
        const page = await session.client.listAuditLog({ query });
        const head = ['ID', 'AT (UTC)', 'WHO', 'WHAT', 'ABOUT', 'RESULT', 'FROM', ''];
        const { entries, next, lookedBackTo } = page;
        const since = lookedBackTo === null ? '' : ` since ${momentText(lookedBackTo)}`;
        session.answerTable(page, head, entries.map(lineOf), `Nothing was written down${since} that matches.`);
        if (next === null) return;
        session.note(
          `${lookedBackTo === null ? 'There are more' : `Looked back to ${momentText(lookedBackTo)}, further with`}: --cursor ${next}`,
        );
      }),
    );
  withFilters(define(audit.command('export')))
    .description('all that matches, the newest first, as a file for elsewhere')
    .addOption(new Option('--format <format>', 'how').choices(['csv', 'json-lines']).default('csv'))
    .action((options: AuditOptions, command: Command) =>
      run(command, (session) => exportTo(session, filtersFrom(command, options), options.format ?? 'csv')),
    );
}
