/** What people tell us about a GitHub: where its pages are and, where that does not follow, where its API is. */

import { isIP } from 'node:net';
import { Failure, type ServiceSettings } from '@branchline/domain';
import { z } from 'zod';
import type { FormField } from '../../../ports/git-service.ts';

/** In what the kinds of GitHub differ. */
export interface GitHubKind {
  readonly id: string;
  readonly title: string;
  /** Undefined: everybody has their own. */
  readonly standardUrl: string | undefined;
  readonly exampleUrl: string;
  /** The API's address where it follows from that of the pages. */
  apiUrlOf(url: URL): string | undefined;
  /** The folder of apps' public pages. */
  readonly appsFolder: string;
  /** It says its version. */
  readonly saysVersion: boolean;
}

export const githubCom: GitHubKind = {
  id: 'github',
  title: 'GitHub',
  standardUrl: 'https://github.com',
  exampleUrl: 'https://acme.ghe.com',
  apiUrlOf: (url) => (isIP(hostOf(url)) !== 0 || url.pathname !== '/' ? undefined : `${url.protocol}//api.${url.host}`),
  appsFolder: 'apps',
  saysVersion: false,
};

export const enterpriseServer: GitHubKind = {
  id: 'github-enterprise-server',
  title: 'GitHub Enterprise Server',
  standardUrl: undefined,
  exampleUrl: 'https://github.example.com',
  apiUrlOf: (url) => `${addressOf(url)}/api/v3`,
  appsFolder: 'github-apps',
  saysVersion: true,
};

/** Where one GitHub is, without slashes at the end. */
export interface GitHubAddresses {
  readonly url: string;
  readonly apiUrl: string;
}

interface GitHubSettings {
  readonly url: string;
  readonly apiUrl?: string | undefined;
}

export function settingsFormOf(kind: GitHubKind): readonly FormField[] {
  const { standardUrl, exampleUrl } = kind;
  return [
    {
      name: 'url',
      label: 'Address',
      kind: 'address',
      isRequired: standardUrl === undefined,
      help: `The address at which people open ${kind.title} in their browser.`,
      example: exampleUrl,
      standard: standardUrl,
    },
    {
      name: 'apiUrl',
      label: 'Address of the API',
      kind: 'address',
      isRequired: false,
      help: 'Only where it does not follow from the address, behind a proxy for example.',
      example: kind.apiUrlOf(new URL(exampleUrl)) ?? exampleUrl,
      standard: undefined,
    },
  ];
}

/** @throws Failure `rejected` naming the setting, its problem and an example */
export function parseSettingsOf(kind: GitHubKind, input: unknown): ServiceSettings {
  const address = addressLike(kind.exampleUrl);
  const shape = z
    .strictObject({
      url: kind.standardUrl === undefined ? address : address.default(kind.standardUrl),
      apiUrl: address.optional(),
    })
    .superRefine((settings, context) => {
      if (settings.apiUrl !== undefined || kind.apiUrlOf(new URL(settings.url)) !== undefined) return;
      const message = 'must be given, because it does not follow from the address. Example: https://api.example.com';
      context.addIssue({ code: 'custom', path: ['apiUrl'], message });
    });
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const setting = path.length === 0 ? 'The settings' : `The setting "${path.join('.')}"`;
    return `${setting}: ${message}`;
  });
  throw new Failure('rejected', 'git-service', problems.join(' '));
}

/** Of settings that `parseSettingsOf` made. */
export function addressesFrom(kind: GitHubKind, settings: ServiceSettings): GitHubAddresses {
  const { url, apiUrl } = settings as unknown as GitHubSettings;
  const found = apiUrl ?? kind.apiUrlOf(new URL(url));
  if (found === undefined) throw new Failure('rejected', 'git-service', 'The setting "apiUrl" is missing.');
  return { url, apiUrl: found };
}

function addressLike(example: string) {
  return z.string({ error: `must be an address such as ${example}` }).transform((text, context) => {
    const url = URL.parse(text.trim());
    const problem = problemOf(url);
    if (url !== null && problem === undefined) return addressOf(url);
    context.issues.push({ code: 'custom', message: `${problem ?? ''} Example: ${example}`, input: text });
    return z.NEVER;
  });
}

function problemOf(url: URL | null): string | undefined {
  if (url === null || !/^https?:$/.test(url.protocol)) return 'must be a web address that begins with https://.';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or password.';
  if (url.search !== '' || url.hash !== '') return 'must not have anything behind a question mark or number sign.';
  return undefined;
}

function addressOf(url: URL): string {
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}
