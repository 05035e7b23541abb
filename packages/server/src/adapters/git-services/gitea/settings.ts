/** The settings of a Gitea or Forgejo integration: one address. */

import { Failure, type ServiceSettings } from '@branchline/domain';
import { z } from 'zod';
import type { FormField } from '../../../ports/git-service.ts';
import type { FamilyFacts } from './facts.ts';

/** What the settings are once they are parsed. */
export interface FamilySettings extends ServiceSettings {
  /** Where people find the server, without a slash at the end. */
  readonly url: string;
}

const Settings = z.strictObject({ url: z.string() });

export function settingsForm(facts: FamilyFacts): readonly FormField[] {
  return [
    {
      name: 'url',
      label: 'Address',
      kind: 'address',
      isRequired: true,
      help: `Where you open ${facts.title} in your browser, with its path when it has one.`,
      example: facts.example,
      standard: undefined,
    },
  ];
}

/** @throws Failure `rejected` naming the setting, its problem and an example */
export function parseSettings(facts: FamilyFacts, input: unknown): FamilySettings {
  const parsed = Settings.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const setting = issue === undefined || issue.path.length === 0 ? 'The settings' : 'The setting "url"';
    throw refusal(`${setting}: ${issue?.message ?? 'they cannot be read'}.`, facts);
  }
  return { url: normalised(parsed.data.url.trim(), facts) };
}

function normalised(text: string, facts: FamilyFacts): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw refusal('The setting "url" must be an address that starts with https:// (or http://).', facts);
  }
  if (url.username !== '' || url.password !== '') {
    throw refusal(
      'The setting "url" has a user or a password in it. Take them out: the token is asked for apart.',
      facts,
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw refusal('The setting "url" has a "?" or "#" part. Give only the address of the start page.', facts);
  }
  // People copy the address of the page or of the API they are looking at.
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
}

function refusal(problem: string, { example }: FamilyFacts): Failure {
  return new Failure('rejected', 'git-service', `${problem} Example: ${example}`);
}

/** Piece by piece, so that slashes stay. */
export function encodedPath(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
