/** `branchline jira-sites projects`: which projects a site has, and what they see. */

import type { JiraProject } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted } from '../print.ts';
import { integerArgument } from './arguments.ts';

interface ProjectOptions {
  readonly search?: string;
  readonly after?: string;
}

const nobodyKnows = 'Nobody could ask this site yet: it needs an account or the Forge app.';

function seenBy({ integrations, repositories }: JiraProject['seenBy']): string {
  const own = repositories === 0 ? [] : [counted(repositories, 'repository of its own', 'repositories of their own')];
  return [counted(integrations, 'integration', 'integrations'), ...own].join(', ');
}

function lineOf({ key, name, formerKeys, processor, seenBy: seen }: JiraProject): readonly string[] {
  return [key, name ?? '', formerKeys.join(', '), processor, seenBy(seen)];
}

/** Adds `projects` to `jira-sites`. */
export function addJiraProjectCommands({ define, run }: Commands, sites: Command): void {
  define(sites.command('projects <id>'))
    .description('the projects of a site, who runs their smart commits, and what they see')
    .option('--search <text>', 'those whose key begins so, or whose name has it')
    .option('--after <key>', 'the next page, as the one before names it')
    .action((text: string, { search, after }: ProjectOptions, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, text) };
        const page = await session.client.listJiraProjects({ params, query: { search, after } });
        const head = ['KEY', 'NAME', 'FORMERLY', 'SMART COMMITS', 'SEES'];
        const nothing = page.isKnown ? 'No project matches.' : nobodyKnows;
        session.answerTable(page, head, page.projects.map(lineOf), nothing);
        if (page.next !== null) session.note(`There are more: --after ${page.next}`);
      }),
    );
}
