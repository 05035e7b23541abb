/** What the routes are about: the subjects by which the description of the API is ordered. */

export interface Subject {
  readonly name: string;
  readonly description: string;
}

/** By the first word of the path behind the version. */
const subjects: Readonly<Record<string, Subject>> = {
  overview: { name: 'Overview', description: 'What is connected, what moves, and what needs attention.' },
  integrations: { name: 'Integrations', description: 'Connections with Git services.' },
  'integration-drafts': { name: 'Integrations', description: 'Connections with Git services.' },
  'git-services': { name: 'Connecting', description: 'Kinds of Git services, and ways to sign in at them.' },
  'oauth-clients': { name: 'Connecting', description: 'Kinds of Git services, and ways to sign in at them.' },
  oauth: { name: 'Connecting', description: 'Kinds of Git services, and ways to sign in at them.' },
  apps: { name: 'Connecting', description: 'Kinds of Git services, and ways to sign in at them.' },
  'ssh-keys': { name: 'Connecting', description: 'Kinds of Git services, and ways to sign in at them.' },
  repositories: { name: 'Repositories', description: 'What is indexed, how far that is, and its settings.' },
  browse: { name: 'Looking into repositories', description: 'Files, history and changes, as git has them.' },
  projects: { name: 'Looking into repositories', description: 'Files, history and changes, as git has them.' },
  issues: { name: 'Issues', description: 'What git has of an issue.' },
  links: { name: 'Issues', description: 'What git has of an issue.' },
  'jira-sites': { name: 'Jira sites', description: 'Where development information goes, and who sees what there.' },
  people: { name: 'People', description: 'Who is who, in git, at Git services and in Jira.' },
  'identity-links': { name: 'People', description: 'Who is who, in git, at Git services and in Jira.' },
  triggers: { name: 'Triggers', description: 'How build servers and hooks tell of changes.' },
  jobs: { name: 'Queue', description: 'Jobs that wait, run, or have failed.' },
  queue: { name: 'Queue', description: 'Jobs that wait, run, or have failed.' },
  budgets: { name: 'Queue', description: 'Jobs that wait, run, or have failed.' },
  me: { name: 'Oneself', description: 'The account of whoever asks.' },
  'api-tokens': { name: 'Oneself', description: 'The account of whoever asks.' },
  session: { name: 'Signing in', description: 'Sessions of browsers.' },
  'password-links': { name: 'Signing in', description: 'Sessions of browsers.' },
  'sign-in-ways': { name: 'Signing in', description: 'Sessions of browsers.' },
  accounts: { name: 'Accounts', description: 'Who may sign in, and by which identity provider.' },
  'identity-providers': { name: 'Accounts', description: 'Who may sign in, and by which identity provider.' },
  settings: { name: 'Settings', description: 'Settings of the whole installation.' },
  configuration: { name: 'Settings', description: 'Settings of the whole installation.' },
  'smart-commits': { name: 'Smart commits', description: 'Commands in commit messages, and what became of them.' },
  'smart-commit-mails': {
    name: 'Smart commits',
    description: 'Commands in commit messages, and what became of them.',
  },
  'audit-log': { name: 'Audit log', description: 'Who did what.' },
  webhooks: { name: 'Webhooks', description: 'What Git services sent, and where they send it.' },
  explain: { name: 'Explain', description: 'Why something was decided as it was.' },
  health: { name: 'Operations', description: 'How the installation is, and this description.' },
  doctor: { name: 'Operations', description: 'How the installation is, and this description.' },
  events: { name: 'Operations', description: 'How the installation is, and this description.' },
  'openapi.json': { name: 'Operations', description: 'How the installation is, and this description.' },
};

/** Undefined for paths whose subject nobody has named. */
export function subjectOf(path: string): Subject | undefined {
  return subjects[path.replace('/api/v1/', '').split('/')[0] ?? ''];
}
