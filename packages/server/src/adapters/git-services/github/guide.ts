/** How GitHub's administrators make what Branchline signs in with, in words. */

import type { CredentialGuide, ServiceGuide } from '../../../ports/git-service/guide.ts';
import { githubCom, type GitHubKind } from './settings.ts';

const mark =
  'M9 21v-3.2c-3.5.7-4.2-1.7-4.2-1.7M15 21v-3.6c0-1-.3-1.7-.8-2.1 2.9-.3 5.3-1.4 5.3-6a4.6 4.6 0 0 0-1.2-3.2 4.2 4.2 0 0 0-.1-3.1s-1.1-.3-3.4 1.3a11.8 11.8 0 0 0-6 0C6.500 2.700 5.400 3 5.400 3a4.200 4.200 0 0 0-.1 3.100 4.600 4.600 0 0 0-1.200 3.200c0 4.600 2.400 5.700 5.300 6-.4.4-.7.9-.7 1.700V21';

const app: CredentialGuide = {
  title: 'GitHub App',
  steps: [
    'Say which organisation is to own the app, or nothing for your own account. You must be its owner.',
    'GitHub shows a form that is filled in: choose "Create GitHub App".',
    'Choose "Install", and all repositories or some.',
    'One app serves several organisations: install it in each, and connect each.',
  ],
  rights: [
    'Contents, Pull requests: read and write, since people who act from Jira may never do more than the app',
    'Metadata, Members, Checks, Commit statuses: read',
  ],
  page: undefined,
};

const oauth: CredentialGuide = {
  title: 'Sign in with GitHub',
  steps: [
    'Sign in with an account that belongs to no person, and that sees the repositories.',
    'An organisation that restricts OAuth apps must grant this one: the page that asks for consent lists them.',
  ],
  rights: ['repo: repositories and pull requests', 'read:org: organisations', 'admin:org_hook: webhooks'],
  page: undefined,
};

const token: CredentialGuide = {
  title: 'Personal access token',
  steps: [
    'Use an account that belongs to no person, and that sees the repositories.',
    'Open Settings → Developer settings → Personal access tokens → Tokens (classic) → Generate new token.',
    'Tick the scopes below, choose how long it lasts, and copy it.',
    'Where an organisation asks for single sign-on, choose "Configure SSO" beside the token and authorise it.',
  ],
  rights: [
    'repo: repositories and pull requests',
    'read:org: organisations and their repositories',
    'admin:org_hook: webhooks that Branchline makes',
  ],
  page: '/settings/tokens/new?scopes=repo,read:org,admin:org_hook&description=Branchline',
};

export function guideOf(kind: GitHubKind): ServiceGuide {
  const about =
    kind === githubCom
      ? 'github.com, and GitHub Enterprise Cloud with a domain of its own.'
      : 'A GitHub server that your organisation runs itself.';
  return { about, mark, credentials: { app, oauth, token } };
}
