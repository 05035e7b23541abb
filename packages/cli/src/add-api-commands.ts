/** Adds the commands that ask a running server, whichever program they are part of. */

import type { Command } from 'commander';
import { addAccountCommands } from './commands/accounts.ts';
import { addApiDescriptionCommand } from './commands/api-description.ts';
import { addAssociationCommands } from './commands/associations.ts';
import { addAuditCommands } from './commands/audit.ts';
import { addBrowseCommands } from './commands/browse.ts';
import { addBrowseHistoryCommands } from './commands/browse-history.ts';
import { addBranchCommands } from './commands/branches.ts';
import { addBudgetCommand } from './commands/budgets.ts';
import { addConfigurationCommands } from './commands/configuration.ts';
import { addDraftCommands } from './commands/drafts.ts';
import { addIdentityProviderCommands } from './commands/identity-providers.ts';
import { addIntegrationCommands } from './commands/integrations.ts';
import { addIssueCommands } from './commands/issues.ts';
import { addJiraSiteCommands } from './commands/jira-sites.ts';
import { addJobCommands } from './commands/jobs.ts';
import { addLinkCommands } from './commands/links.ts';
import { addMeCommands } from './commands/me.ts';
import { addPeopleCommands } from './commands/people.ts';
import { addPullRequestCommands } from './commands/pull-requests.ts';
import { addRepositoryCommands } from './commands/repositories.ts';
import { addSettingsCommands } from './commands/settings.ts';
import { addSmartCommitCommands } from './commands/smart-commits.ts';
import { addSignInCommands } from './commands/sign-in.ts';
import { addStartWorkCommand } from './commands/start-work.ts';
import { addWebhookCommands } from './commands/webhooks.ts';
import { addWhyCommand } from './commands/why.ts';
import type { Commands } from './commands.ts';
import { openSession, type SessionTools } from './session.ts';

export interface ApiCommandsOptions extends SessionTools {
  /** Takes the exit code of a command that has ended: 0 or 1. */
  readonly exit: (code: number) => void;
}

/** Adds them all to the program. */
export function addApiCommands(program: Command, options: ApiCommandsOptions): void {
  const commands: Commands = {
    program,
    define: (command) =>
      command
        .option('--server <address>', 'address of the server (BRANCHLINE_URL, else http://127.0.0.1:8095)')
        .option('--access-token-file <file>', 'file that holds the access token (else BRANCHLINE_ACCESS_TOKEN)')
        .option('--json', 'print JSON and nothing else'),
    async run(command, work) {
      const session = await openSession(command.optsWithGlobals(), options);
      options.exit(session === undefined ? 1 : await session.attempt(() => work(session)));
    },
  };
  addAccountCommands(commands);
  addApiDescriptionCommand(commands);
  addAssociationCommands(commands);
  addDraftCommands(commands);
  addIdentityProviderCommands(commands);
  addIntegrationCommands(commands);
  addIssueCommands(commands);
  addJiraSiteCommands(commands);
  addJobCommands(commands);
  addLinkCommands(commands);
  addMeCommands(commands);
  addPeopleCommands(commands);
  addRepositoryCommands(commands);
  addBranchCommands(commands);
  addPullRequestCommands(commands);
  addStartWorkCommand(commands);
  addBudgetCommand(commands);
  addSignInCommands(commands);
  addSettingsCommands(commands);
  addConfigurationCommands(commands);
  addSmartCommitCommands(commands);
  addAuditCommands(commands);
  addWebhookCommands(commands);
  addWhyCommand(commands);
  addBrowseCommands(commands);
  addBrowseHistoryCommands(commands);
}
