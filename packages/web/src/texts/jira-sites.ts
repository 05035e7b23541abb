/** Words about Jira sites: the list, what is sent, what works. */

import type { JiraFinding, Reconciliation } from '@branchline/contract';
import { counted, listed, numbered } from '@branchline/issue-panel';

const entries = (count: number) => counted(count, 'entry', 'entries');
const repositories = (count: number) => counted(count, 'repository', 'repositories');

export const abilityTexts: Readonly<Record<JiraFinding['ability'], string>> = {
  'development-information': 'Show commits, branches and pull requests in issues',
  account: 'Use the account',
  projects: 'Know the projects',
  issues: 'Read issues',
  comments: 'Comment',
  'work-logs': 'Log work',
  transitions: 'Move issues along',
  edits: 'Edit issues',
  assignments: 'Assign issues',
  people: 'Find people',
  'permissions-of-others': 'Know what other people may do',
  'forge-app': 'Stand inside Jira, by the Forge app',
};

export const jiraSiteTexts = {
  title: 'Jira',
  loadingList: 'Loading Jira sites',
  loading: 'Loading the Jira site',
  add: 'Connect a Jira site',
  lead: (sites: number, needing: number) =>
    `${counted(sites, 'Jira site is', 'Jira sites are')} connected; ` +
    (needing === 0 ? 'nothing needs you.' : `${counted(needing, 'one needs', 'need')} you.`.replace('1 one', 'one')),
  empty: {
    title: 'No Jira site is connected',
    text:
      'Connected sites are listed here with what works, what was sent, what waits and what Jira refused. Until then the ' +
      'issue pages of Branchline show the same information.',
  },
  columns: { site: 'Site', parts: 'Connected by', works: 'What works', sending: 'Sending' },
  parts: {
    oauth: 'OAuth credentials',
    account: 'an account',
    forge: 'the Forge app',
    token: 'a personal access token',
  },
  partsOf: (parts: readonly string[]) => (parts.length === 0 ? 'Nothing yet' : `By ${listed(parts)}`),
  worksOf: (works: number, all: number) =>
    works === all ? `All ${numbered(all)} abilities` : `${numbered(works)} of ${counted(all, 'ability', 'abilities')}`,
  notChecked: 'Not checked yet',
  dataCenter: 'Jira Data Center',
  cloud: 'Jira Cloud',
  tabs: {
    label: 'About this Jira site',
    overview: 'Overview',
    projects: 'Projects',
    associations: 'Associations',
    clear: 'Clear',
    comparison: 'Comparison',
    credentials: 'Credentials',
    forge: 'Forge app',
    webhook: 'Webhook',
  },
  actions: {
    pause: 'Pause',
    resume: 'Resume',
    resend: 'Send everything again',
    remove: 'Disconnect',
  },
  resend: {
    title: (site: string) => `Send everything to ${site} again?`,
    text: (sent: number, from: number) =>
      `${entries(sent)} of ${repositories(from)} are sent once more as history, which starts no automation. ` +
      'What is pushed meanwhile goes first.',
    why: 'This helps when Jira lost something. The comparison finds out whether it did.',
  },
  remove: {
    title: (site: string) => `Disconnect ${site}?`,
    takesBack: (sent: number) => `${entries(sent)} will be taken back from Jira.`,
    forgets: 'Its credentials, associations and settings will be forgotten here. Git and Jira keep their own.',
    refused: 'When Jira refuses, the site stays connected and paused.',
  },
  sending: {
    title: 'Sending',
    events: (count: number) => `${entries(count)} that just happened ${count === 1 ? 'goes' : 'go'} first`,
    history: (count: number) => `${entries(count)} of history ${count === 1 ? 'waits' : 'wait'}`,
    rate: (perSecond: number) => `${numbered(Math.max(1, Math.round(perSecond)))}/s`,
    left: (words: string) => `${words} left`,
    nothing: 'Nothing waits.',
  },
  works: {
    title: 'What works here',
    check: 'Check now',
    never: 'It was not checked yet.',
    checked: 'Checked',
    yes: 'Works',
    no: 'Does not work',
    summary: (works: number, all: number) => `${numbered(works)} of ${numbered(all)} work`,
  },
  repositories: {
    title: 'Repositories',
    label: 'Repositories that this site may see',
    none: 'No project of this site sees a repository yet: nothing is sent. Say which projects see what:',
    associate: 'Open associations',
    some: (shown: number, all: number) =>
      `The ${numbered(shown)} of ${numbered(all)} with most that waits or was refused.`,
    name: 'Repository',
    sent: 'Sent',
    waiting: 'Waiting',
    refused: 'Refused',
  },
  unknownKeys: {
    title: 'Keys that Jira does not know',
    text: 'They are sent again as soon as the issue exists.',
  },
  projects: {
    search: 'Find projects by key or name',
    placeholder: 'Key or part of a name',
    loading: 'Loading projects',
    label: 'Projects of this site',
    lead: (count: number) => `${counted(count, 'project', 'projects')} of this site`,
    unknown: {
      title: 'Nobody could ask this site which projects it has',
      text:
        'With an account or the Forge app Branchline knows them, and takes only their keys for issue keys. Until then ' +
        'every key in capital letters counts.',
      action: 'Add an account',
    },
    nothing: { title: 'No project matches', text: 'Search for the beginning of another key, or a part of a name.' },
    key: 'Project',
    name: 'Name',
    former: 'Former keys',
    processor: 'Smart commits',
    sees: 'Sees',
    processors: { jira: 'Run by Jira', branchline: 'Run by Branchline', off: 'Not run' },
    seenBy: (integrations: number, own: number) => {
      const parts = [
        ...(integrations > 0 ? [counted(integrations, 'integration', 'integrations')] : []),
        ...(own > 0 ? [counted(own, 'single repository', 'single repositories')] : []),
      ];
      return parts.length === 0 ? 'nothing' : listed(parts);
    },
    more: 'Show more projects',
    settings: 'Set link sources, templates and who runs smart commits, project by project',
  },
  places: {
    title: 'Who sees what',
    lead: 'Each integration says which projects see its repositories; a repository may say it for itself.',
    none: {
      title: 'No project sees anything yet',
      text: 'Nothing is sent to this site until somebody says which projects see which repositories. Choose an integration below.',
    },
    label: 'Associations of this site',
    place: 'Integration or repository',
    may: 'See',
    act: 'Act',
    wholeIntegration: 'all others of the integration',
    choose: 'For an integration',
    chooseNone: 'Choose an integration',
    find: 'For a repository',
    placeholder: 'Part of a name',
    finding: 'Looking for repositories',
    notFound: 'No repository matches.',
    found: 'Repositories found',
    back: 'All associations',
    effective: {
      repository: 'It has projects of its own.',
      integration: 'It follows its integration.',
      none: 'Nothing is said for it or its integration.',
    },
    acts: (actions: readonly string[]) => (actions.length === 0 ? 'nothing' : listed(actions)),
    short: {
      'create-branch': 'branches',
      'create-pull-request': 'pull requests',
      'smart-commit': 'smart commits',
    },
  },
  clear: {
    title: 'Take back what was sent',
    lead: 'Clearing takes back what this site was sent of a place, and sends nothing of it until the clearing is lifted.',
    what: 'What',
    scopes: { site: 'Everything at this site', integration: 'One integration', repository: 'One repository' },
    integration: 'Integration',
    action: 'Clear',
    paused: 'Sending is paused. Resume the site first: nothing can be taken back while it is paused.',
    counting: 'Counting what would be taken back',
    counted: (of: number, count: number) =>
      count === 0 ? 'Nothing of it is at this site.' : `${entries(count)} of ${repositories(of)} will be taken back.`,
    question: (place: string) => `Clear ${place}?`,
    stays: 'Nothing of it is sent again, whatever is pushed or reindexed, until somebody lifts the clearing.',
    list: 'Cleared',
    none: 'Nothing is cleared.',
    label: 'Clearings of this site',
    place: 'What',
    progress: 'Taken back',
    at: 'Asked for',
    lift: 'Lift',
    goingOn: 'Going on',
    waits: 'Waits',
    done: 'Cleared',
    wholeSite: 'the whole site',
    bar: (done: number, all: number) => `${numbered(done)} of ${entries(all)}`,
  },
  comparison: {
    title: 'Does Jira have what it was sent?',
    lead: 'Every night the newest entries of some repositories are compared with what Jira says it has.',
    now: 'Compare now',
    resend: 'Send what differs again',
    never: 'It was not compared yet: the first comparison is made next night.',
    outcomes: {
      'nothing-sent': 'Nothing was sent to this site yet.',
      same: 'Jira has what it was sent, as far as it was asked.',
      different: 'Jira does not have all that it was sent.',
      'all-gone': 'Jira had nothing left of what it was sent. Everything is sent again.',
    } satisfies Readonly<Record<Reconciliation['outcome'], string>>,
    asked: (asked: number, compared: number) => `${repositories(asked)} asked for, ${entries(compared)} compared`,
    again: (count: number) => `${repositories(count)} ${count === 1 ? 'is' : 'are'} sent again by itself.`,
    label: 'Repositories that differ',
    repository: 'Repository',
    missing: 'Missing',
    unexpected: 'Unexpected',
    gone: 'gone altogether',
    compared: 'Compared',
  },
} as const;
