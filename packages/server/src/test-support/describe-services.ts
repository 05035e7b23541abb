/** Says in a page for people what each Git service offers, read off the connectors themselves. */

import type { CredentialKind } from '@branchline/domain';
import type { Capability, GitServiceConnector } from '../ports/git-service.ts';

const credentialWords: Readonly<Record<CredentialKind, string>> = {
  none: 'none',
  'user-and-password': 'user and password',
  'ssh-key': 'SSH key',
  token: 'access token',
  oauth: 'OAuth',
  app: 'app',
};

const capabilityWords: readonly (readonly [Capability, string])[] = [
  ['pull-requests', 'reads pull requests'],
  ['checks', 'tells of checks'],
  ['actions', 'branches and pull requests made, merged, approved'],
  ['webhook-setup', 'makes its webhooks itself'],
  ['missed-webhooks', 'asks again for missed webhooks'],
  ['token-rotation', 'renews tokens by themselves'],
];

const head = ['Git service', 'Called there', 'Signs in by', 'Webhooks read', 'Rows from webhooks alone'];

function yesOrNo(is: boolean): string {
  return is ? 'yes' : '–';
}

function lineOf(connector: GitServiceConnector): readonly string[] {
  const { id, title, words, credentialKinds, capabilities, webhook } = connector;
  return [
    `[${title}](${id}.md)`,
    words.pullRequest.toLowerCase(),
    credentialKinds.map((kind) => credentialWords[kind]).join(', '),
    yesOrNo(webhook !== undefined),
    yesOrNo(webhook?.readRows !== undefined),
    ...capabilityWords.map(([capability]) => yesOrNo(capabilities.includes(capability))),
  ];
}

/** The page `docs/git-services/README.md`. */
export function describeServices(connectors: Iterable<GitServiceConnector>): string {
  const titles = [...head, ...capabilityWords.map(([, words]) => words[0]?.toUpperCase() + words.slice(1))];
  const lines = [titles, titles.map(() => '---'), ...[...connectors].map(lineOf)];
  return `# Git services

What each Git service offers here, as its connector says. This page is made from the connectors by
\`npx vitest run packages/server/src/adapters/git-services/index.test.ts -u\`, and a test fails when it is old.

${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

Each page says which credential with which rights is needed, how an OAuth client or an app is made, how webhooks are set
up by hand where Branchline may not, and which limits there are.
`;
}
