/** Who may import whom: the law of the floors as data. ARCHITECTURE.md shows the same table to people. */

export interface Floor {
  readonly name: string;
  /** Path prefixes from the repository's root. The longest matching prefix of all floors decides. */
  readonly where: readonly string[];
  /** Names of floors. A floor's own folder is always allowed; what that means is in `ownFolder`. */
  readonly mayImport: readonly string[];
  /** How far "its own folder" reaches: the whole floor, or only the sub-folder a file is in. */
  readonly ownFolder: 'whole floor' | 'sub-folder';
  /** How far tests reach where that is farther: they bring about what they look at. */
  readonly testsReach?: 'whole floor';
  /** Single files that are allowed besides. */
  readonly alsoFiles?: readonly string[];
  /** Outside packages; `node:` stands for Node's own modules, `virtual:` for what our own settings of Vite make. */
  readonly packages: readonly string[] | 'any';
  /** When given, only files on these floors (and tests) may import this one. */
  readonly importedBy?: readonly string[];
}

/** Every part of the server below its doors. */
const serverInside = [
  'domain',
  'contract',
  'server/ports',
  'server/features',
  'server/adapters',
  'server/adapters/http-client',
  'server/config',
];

const everythingInTheServer = [...serverInside, 'server/http', 'server/jobs', 'server/compose'];

export const floors: readonly Floor[] = [
  { name: 'domain', where: ['packages/domain/'], mayImport: [], ownFolder: 'whole floor', packages: [] },
  {
    name: 'contract',
    where: ['packages/contract/'],
    mayImport: ['domain'],
    ownFolder: 'whole floor',
    packages: ['zod'],
  },
  {
    name: 'server/ports',
    where: ['packages/server/src/ports/'],
    mayImport: ['domain'],
    ownFolder: 'whole floor',
    packages: [],
  },
  {
    name: 'server/features',
    where: ['packages/server/src/features/'],
    mayImport: ['domain', 'server/ports'],
    ownFolder: 'sub-folder',
    testsReach: 'whole floor',
    alsoFiles: [
      'packages/server/src/features/integrations/connect.ts',
      'packages/server/src/features/integrations/webhook-endpoints.ts',
      'packages/server/src/features/issues/send-keys-again.ts',
      'packages/server/src/features/jira-sites/connect-jira.ts',
      'packages/server/src/features/permissions/short-memory.ts',
    ],
    // Digests only: time, randomness and the network are given.
    packages: ['node:crypto'],
  },
  {
    name: 'server/adapters',
    where: ['packages/server/src/adapters/', 'packages/server/src/adapters/git-services/'],
    mayImport: ['domain', 'server/ports', 'server/adapters/http-client'],
    ownFolder: 'sub-folder',
    packages: 'any',
  },
  {
    name: 'server/adapters/http-client',
    where: ['packages/server/src/adapters/http-client/'],
    mayImport: ['domain', 'server/ports'],
    ownFolder: 'whole floor',
    packages: 'any',
  },
  {
    name: 'server/http',
    where: ['packages/server/src/http/'],
    mayImport: ['domain', 'contract', 'server/ports', 'server/features'],
    ownFolder: 'whole floor',
    packages: 'any',
  },
  {
    name: 'server/jobs',
    where: ['packages/server/src/jobs/'],
    mayImport: ['domain', 'server/ports', 'server/features'],
    ownFolder: 'whole floor',
    packages: ['node:'],
  },
  {
    name: 'server/config',
    where: ['packages/server/src/config.', 'packages/server/src/config/'],
    mayImport: ['domain'],
    ownFolder: 'whole floor',
    packages: ['zod', 'node:'],
    importedBy: ['server/compose', 'server/commands', 'server/main', 'server/test-support'],
  },
  {
    name: 'server/compose',
    where: ['packages/server/src/compose.', 'packages/server/src/compose/', 'packages/server/src/serve.'],
    mayImport: everythingInTheServer,
    ownFolder: 'whole floor',
    packages: 'any',
    importedBy: ['server/commands', 'server/main', 'server/test-support'],
  },
  {
    name: 'server/commands',
    where: ['packages/server/src/commands/'],
    mayImport: [...serverInside, 'server/compose', 'jira-sandbox', 'forge-app'],
    ownFolder: 'whole floor',
    packages: 'any',
    importedBy: ['server/main', 'server/test-support'],
  },
  {
    name: 'server/main',
    where: ['packages/server/src/main.'],
    mayImport: [...everythingInTheServer, 'server/commands', 'cli'],
    ownFolder: 'whole floor',
    packages: 'any',
    importedBy: [],
  },
  {
    name: 'server/test-support',
    where: ['packages/server/src/test-support/'],
    mayImport: [...everythingInTheServer, 'jira-sandbox', 'cli'],
    ownFolder: 'whole floor',
    packages: 'any',
    importedBy: [],
  },
  {
    name: 'jira-sandbox',
    where: ['packages/jira-sandbox/'],
    mayImport: [],
    ownFolder: 'whole floor',
    packages: ['fastify', 'zod', 'ajv', 'ajv-formats', 'node:'],
    importedBy: ['server/commands', 'server/test-support'],
  },
  {
    name: 'issue-panel',
    where: ['packages/issue-panel/'],
    mayImport: ['contract', 'domain'],
    ownFolder: 'whole floor',
    packages: ['react', '@tanstack/react-virtual', 'diff', 'lowlight'],
  },
  {
    name: 'web',
    where: ['packages/web/'],
    mayImport: ['issue-panel', 'contract', 'domain'],
    ownFolder: 'whole floor',
    packages: [
      'react',
      'react-dom',
      '@tanstack/react-query',
      '@tanstack/react-router',
      '@tanstack/react-virtual',
      '@atlaskit/tokens',
      'uqr',
      'yaml',
      'virtual:',
    ],
  },
  {
    name: 'cli',
    where: ['packages/cli/'],
    mayImport: ['contract', 'domain'],
    ownFolder: 'whole floor',
    packages: ['commander', 'cli-table3', 'yaml', 'node:'],
    importedBy: ['server/main'],
  },
  {
    name: 'forge-app',
    where: ['packages/forge-app/'],
    mayImport: ['issue-panel', 'contract', 'domain'],
    ownFolder: 'whole floor',
    packages: ['react', 'react-dom', 'zod', '@forge/bridge', 'virtual:'],
    importedBy: ['server/commands'],
  },
  { name: 'scripts', where: ['scripts/'], mayImport: [], ownFolder: 'whole floor', packages: ['node:', 'vite'] },
];

/** Outside packages that belong to some floors only, wherever "any" is allowed. */
export const keptTo: Readonly<Record<string, readonly string[]>> = {
  kysely: ['packages/server/src/adapters/store/'],
  pg: [
    'packages/server/src/adapters/store/',
    'packages/server/src/adapters/job-runner/',
    'packages/server/src/adapters/embedded-postgres/',
  ],
  'graphile-worker': ['packages/server/src/adapters/job-runner/', 'packages/server/src/adapters/store/'],
  undici: ['packages/server/src/adapters/http-client/', 'packages/server/src/compose.ts'],
  'prom-client': ['packages/server/src/adapters/metrics/'],
  'openid-client': ['packages/server/src/adapters/oauth/'],
  jose: [
    'packages/server/src/adapters/git-services/github/',
    'packages/server/src/adapters/forge-token/',
    'packages/server/src/test-support/stand-in/github/',
  ],
  nodemailer: ['packages/server/src/adapters/mail/'],
  fastify: ['packages/server/src/http/', 'packages/jira-sandbox/'],
  commander: ['packages/server/src/main.ts', 'packages/server/src/commands/', 'packages/cli/'],
  'cli-progress': ['packages/server/src/commands/', 'packages/cli/'],
  'cli-table3': ['packages/server/src/commands/', 'packages/cli/'],
};
