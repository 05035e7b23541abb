/** Words about settings: of the installation, of projects, and the configuration as a file. */

import type { LinkSource, SmartCommitProcessor } from '@branchline/domain';
import { counted, listed } from '@branchline/issue-panel';

const sources: Readonly<Record<LinkSource, string>> = {
  'commit-title': 'Commit titles',
  'commit-body': 'Commit messages below the title',
  'commit-trailer': 'Trailers of commit messages',
  'commit-notes': 'Git notes',
  'branch-name': 'Branch names',
  'pull-request-title': 'Pull request titles',
  'pull-request-description': 'Pull request descriptions',
  'pull-request-branch': 'Source branches of pull requests',
};

const processors: Readonly<Record<SmartCommitProcessor, string>> = {
  jira: 'Jira itself',
  branchline: 'Branchline',
  off: 'Nobody',
};

export const settingsTexts = {
  title: 'Settings',
  lead: 'What holds for the whole installation, and what single Jira projects have of their own.',
  loading: 'Loading the settings',
  save: 'Save',
  saved: 'Saved.',
  tabs: {
    label: 'Settings',
    general: 'General',
    'branch-names': 'Branch names',
    projects: 'Projects',
    mail: 'Mail',
    retention: 'Retention',
    configuration: 'Configuration',
  },
  general: {
    address: 'Address',
    addressHint:
      'Where people and Git services reach this server. It is set where Branchline is started, as BRANCHLINE_URL.',
    mail: 'Mail server',
    sendsMail: 'Named; mails can be sent',
    noMail: 'None; no mails are sent. Name one where Branchline is started, as BRANCHLINE_SMTP.',
    branches: 'Branches are called',
    kept: 'Webhooks are kept',
    days: (days: number) => counted(days, 'day', 'days'),
  },
  branchNames: {
    text: 'How a branch is called that somebody makes for an issue. They may still change the name.',
    template: 'Template',
    templateHint:
      '${issuekey} must be in it. There are also ${summary}, ${projectkey}, ${issuetype}, ${sourcebranch} and ${displayname}.',
    separator: 'In place of blanks',
    separators: { '-': 'A dash', _: 'An underscore', '.': 'A dot' },
    types: 'Templates for single issue types',
    typesHint: 'One to a line: Bug = fix/${issuekey}-${summary}',
    badLine: (line: string) => `Write the issue type, an equals sign and the template; this is not so: ${line}`,
    preview: 'Preview',
    previewText: 'What branches would be called, with the form as it is now.',
    type: 'Issue type',
    summary: 'Summary of the issue',
    example: { type: 'Bug', summary: 'Sign in with a security key fails' },
    result: 'The branch',
  },
  projects: {
    text: 'What single projects have of their own: how branches are called, where keys link, and who runs smart commits.',
    site: 'Jira site',
    search: 'Find projects by a part of their key',
    placeholder: 'Part of a key',
    onlySet: 'Any project',
    set: 'With settings of their own',
    show: 'Which projects',
    label: 'Projects',
    key: 'Project',
    template: 'Branches',
    links: 'Where keys link',
    processor: 'Smart commits',
    sources,
    processors,
    everywhere: 'Keys link everywhere',
    without: (off: readonly LinkSource[]) =>
      `No links in ${listed(off.map((source) => sources[source].toLowerCase()))}`,
    total: (count: number) => counted(count, 'project', 'projects'),
    more: 'Show more projects',
    back: 'All projects',
    noSite: {
      title: 'No Jira site is connected',
      text: 'Projects are set for each Jira site. Connect one first.',
      action: 'Connect a Jira site',
    },
    nothing: {
      title: 'No project matches',
      text: 'Search for another part of the key. A project that Jira has not told of is set with: branchline projects set.',
    },
    notKnown: 'Jira does not have this project, as far as it told.',
    linksTitle: 'Where keys link',
    linksHint:
      'A key counts as long as one of the places where it stands does. What is switched off goes from issues within seconds, and comes back when it is switched on; links made by hand stay.',
    ownNames: 'Branch names of its own',
    ownNamesHint: (template: string) => `Otherwise as the installation has it: ${template}`,
    smartTitle: 'Smart commits',
    smartHint: 'Exactly one runs the commands in commit messages. More is set with the smart commits of the Jira site.',
    runBy: 'Run by',
  },
  mail: {
    text: 'Who is told by mail, once a day, what needs somebody. Nothing is sent when nothing does.',
    alertsTo: 'Addresses',
    alertsToHint: 'One to a line.',
    about: 'What they hear of',
    alerts: {
      'paused-integrations': 'Integrations that are paused',
      'failed-repositories': 'Repositories that could not be indexed',
      'expiring-credentials': 'Credentials that end soon, or lack a right',
    },
    tellsAuthors: 'Authors hear of commands in their commits that were not run',
    tellsAuthorsHint: 'Each can say for themselves that they want no mails.',
    test: 'Try it out',
    testText: 'Sends a mail that says nothing but that mails arrive.',
    testTo: 'Address',
    send: 'Send a test mail',
  },
  retention: {
    text: 'How long things are kept. What is older goes within a minute of saving.',
    fields: {
      webhookDeliveries: 'What webhooks brought, in days',
      auditLog: 'The audit log, in days',
      indexRuns: 'The log of indexing, in days',
      failedJobs: 'Jobs that were given up, in days',
    },
    hints: {
      webhookDeliveries: 'Also who pushed what. Only what is kept can be replayed.',
      auditLog: 'It names people: as long as your audits look back, and no longer.',
      indexRuns: 'The latest of each repository always stays.',
      failedJobs: 'They can be tried again for as long.',
    },
    limits: (least: number, most: number) => `From ${least} to ${most} days.`,
  },
  configuration: {
    text: 'Everything that is set, as one YAML file: keep it with your code, and apply it here or with the command line.',
    download: 'Download the configuration',
    downloadHint: 'Secrets are not in it: in their place stands where the command line could take them from.',
    fileName: 'branchline.yaml',
    apply: 'Apply a file',
    applyHint:
      'Here secrets stay as they are. What is new and needs one is applied with the command line: branchline apply.',
    choose: 'Choose a file',
    paste: 'Or paste it',
    prunes: 'Also remove what is not in the file',
    prunesHint: 'Only of the kinds it speaks of.',
    plan: 'Show what would change',
    problems: 'The file cannot be read',
    line: (line: number) => `Line ${line}`,
    nothing: 'Nothing would change.',
    changes: (count: number) => `${counted(count, 'change', 'changes')} would be made.`,
    left: (count: number) => `${counted(count, 'thing', 'things')} not in the file would stay.`,
    same: (count: number) => `${counted(count, 'thing is', 'things are')} as the file says.`,
    difference: (path: string, before: unknown, after: unknown) =>
      `${path}: ${valueText(before)} → ${valueText(after)}`,
    do: (count: number) => `Make ${counted(count, 'change', 'changes')}`,
    list: 'Changes',
    report: 'What became of it',
    complete: 'Everything was done.',
    incomplete: 'Not everything could be done.',
    outcomes: { done: 'Done', failed: 'Failed', skipped: 'Skipped', waits: 'Waits' },
  },
} as const;

function valueText(value: unknown): string {
  if (value === null) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
