/** Plain git: one repository at one address, known by nothing but git itself. */

import {
  Failure,
  parseCloneAddress,
  problemOfPage,
  problemOfTemplate,
  repositoryNameOf,
  type ListedRepository,
  type ServiceSettings,
} from '@branchline/domain';
import { z } from 'zod';
import type { ConnectionRequest, GitServiceConnection, GitServiceConnector } from '../../../ports/git-service.ts';
import { plainGitGuide } from './guide.ts';
import { linksFrom, presetNames } from './links.ts';

const example = 'https://git.example.com/team/app.git';

const CloneUrl = z
  .string({ error: `must be an address such as ${example}` })
  .trim()
  .transform((text, context) => {
    const address = parseCloneAddress(text);
    if (address.kind === 'refused') {
      context.issues.push({ code: 'custom', message: `${address.reason} Example: ${example}`, input: text });
      return z.NEVER;
    }
    return address.kind === 'https' || address.kind === 'http' ? address.url : text;
  });

const Template = textWithout(problemOfTemplate);

const PlainGitSettings = z.strictObject({
  cloneUrl: CloneUrl,
  webLinks: z
    .strictObject({
      preset: z.enum(presetNames, { error: `must be one of ${presetNames.join(', ')}` }).optional(),
      repository: textWithout(problemOfPage).optional(),
      commit: Template.optional(),
      branch: Template.optional(),
      tag: Template.optional(),
      file: Template.optional(),
    })
    .optional(),
});
type PlainGitSettings = z.infer<typeof PlainGitSettings>;

/** The connector for any address git can fetch from. */
export function plainGit(): GitServiceConnector {
  return {
    id: 'git',
    title: 'Git',
    words: { pullRequest: 'Pull request' },
    settingsForm: [
      {
        name: 'cloneUrl',
        label: 'Clone URL',
        kind: 'address',
        isRequired: true,
        help: 'The address git clones from, by https or ssh, or a folder that the installation allows.',
        example,
        standard: undefined,
      },
    ],
    credentialKinds: ['none', 'user-and-password', 'ssh-key'],
    capabilities: [],
    guide: plainGitGuide,
    parseSettings,
    links: (settings) => linksFrom((settings as PlainGitSettings).webLinks ?? {}),
    connect: ({ settings, ...request }) => connect(settings as PlainGitSettings, request),
  };
}

function textWithout(problemOf: (text: string) => string | undefined) {
  return z.string().superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== undefined) context.addIssue(problem);
  });
}

function parseSettings(input: unknown): ServiceSettings {
  const parsed = PlainGitSettings.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const setting = path.length === 0 ? 'The settings' : `The setting "${path.join('.')}"`;
    return `${setting}: ${message}`;
  });
  throw new Failure('rejected', 'git-service', problems.join(' '));
}

function listedFrom({ cloneUrl, webLinks }: PlainGitSettings): ListedRepository {
  const unlinked = { remoteId: cloneUrl, name: repositoryNameOf(cloneUrl), cloneUrl, webUrl: undefined };
  return {
    ...unlinked,
    webUrl: linksFrom(webLinks ?? {}).repository(unlinked),
    owner: '',
    isArchived: false,
    isEmpty: false,
    activeAt: undefined,
    mayAdminister: undefined,
    raw: undefined,
  };
}

/** Git alone cannot say who we are; whether it lets us in is seen at the first look. */
const nothingToCheck = { account: undefined, version: undefined, missingRights: [], expiresAt: undefined };

function connect(
  settings: PlainGitSettings,
  { credential, network }: Pick<ConnectionRequest, 'credential' | 'network'>,
): GitServiceConnection {
  const repository = listedFrom(settings);
  return {
    check: async () => nothingToCheck,
    async *listRepositories() {
      yield { repositories: [repository], raw: undefined, next: undefined };
    },
    findRepository: async (remoteId) => (remoteId === repository.remoteId ? repository : undefined),
    gitAccess: async () => ({ url: settings.cloneUrl, credential, network }),
  };
}
