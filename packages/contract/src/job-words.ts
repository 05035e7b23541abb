/** The work of each kind of job in English, for pages and terminals. */

/** Begins a line; what it is about follows. */
export const jobWords: Readonly<Record<string, string>> = {
  'discover-repositories': 'List repositories',
  'list-for-draft': 'List repositories to choose from',
  'index-repository': 'Index',
  'index-pull-requests': 'Read pull requests',
  'look-at-checks': 'Look at checks of pull requests',
  'read-files': 'Read changed files',
  'push-development-information': 'Send to Jira',
  'remove-development-information': 'Take back from Jira',
  'apply-association': 'Apply a changed association',
  'apply-link-sources': 'Apply changed link sources',
  'queue-pushes': 'Queue what goes to Jira',
  'clear-jira-site': 'Clear a Jira site',
  'clear-repository': 'Clear at Jira',
  'lift-clearing': 'Send what was cleared again',
  'reconcile-jira-site': 'Compare with Jira',
  'save-issue-properties': 'Write how much git issues have',
  'refresh-projects': 'Learn Jira’s projects',
  'follow-issue-events': 'Follow events of issues',
  'look-for-issue-changes': 'Look for changed issues',
  'check-forge': 'Check the Forge app',
  'follow-sink': 'Send by another way',
  'resend-unknown-keys': 'Send again what named unknown issues',
  'run-smart-commit': 'Read smart commits',
  'run-smart-commands': 'Run smart commits',
  'mail-smart-commit': 'Mail about a smart commit',
  'collect-people': 'Collect people',
  'report-accounts': 'Report kept accounts to Atlassian',
  'remove-mirror': 'Remove a local copy',
  'read-webhooks': 'Read webhooks',
  'set-up-webhooks': 'Set up webhooks',
  'check-integration': 'Check the credential',
  'check-integrations': 'Check all credentials',
  'remove-integration': 'Disconnect',
  'schedule-indexing': 'Plan the next looks',
};

/** `Index team/code`; a kind that has no words yet is called by its name. */
export function jobInWords(job: {
  readonly name: string;
  readonly repository: { readonly name: string } | null;
  readonly integration: { readonly name: string } | null;
  readonly jiraSite: { readonly name: string } | null;
}): string {
  const about = job.repository?.name ?? job.integration?.name ?? job.jiraSite?.name;
  const words = jobWords[job.name] ?? job.name.replaceAll('-', ' ');
  return about === undefined ? words : `${words}: ${about}`;
}
