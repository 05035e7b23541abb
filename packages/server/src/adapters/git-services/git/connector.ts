/** Plain git: one repository at one address, known by nothing but git itself. */

import {
  Failure,
  parseCloneAddress,
  repositoryNameOf,
  type Credential,
  type RemoteRepository,
  type ServiceSettings,
} from '@branchline/domain';
import { z } from 'zod';
import type { GitServiceConnector } from '../../../ports/git-service.ts';
import { linksFrom, presetNames, problemOfPage, problemOfTemplate } from './links.ts';

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
    credentialKinds: ['none', 'user-and-password', 'ssh-key'],
    parseSettings,
    links: (settings) => linksFrom((settings as PlainGitSettings).webLinks ?? {}),
    connect: (settings, credential) => connect(settings as PlainGitSettings, credential),
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

function connect(settings: PlainGitSettings, credential: Credential) {
  const { cloneUrl, webLinks } = settings;
  const unlinked = { remoteId: cloneUrl, name: repositoryNameOf(cloneUrl), cloneUrl, webUrl: undefined };
  const repository: RemoteRepository = { ...unlinked, webUrl: linksFrom(webLinks ?? {}).repository(unlinked) };
  return {
    async *listRepositories() {
      yield repository;
    },
    gitAccess: async () => ({ url: cloneUrl, credential }),
  };
}
