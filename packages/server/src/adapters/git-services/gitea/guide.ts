/** How administrators of Gitea and Forgejo make what Branchline signs in with, in words. */

import type { ServiceGuide } from '../../../ports/git-service/guide.ts';
import { giteaFacts, type FamilyFacts } from './facts.ts';

const teaCup =
  'M4 8h13v6.500a4.500 4.500 0 0 1-4.500 4.500h-4A4.500 4.500 0 0 1 4 14.500ZM17 9.500h1.500a2.500 2.500 0 0 1 0 5H17M8.500 5V3.500M12.500 5V3.500';
const twoBranches =
  'M8 21V11a5 5 0 0 1 5-5h2M8 21v-2a4 4 0 0 1 4-4h3M15 6h.01M17 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM17 13a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z';

const account =
  'Take an account that belongs to no person, and that may read the repositories: as collaborator, or by a team.';

const scopes = [
  'User: read',
  'Organization: read, or read and write for one webhook per organisation',
  'Repository: read and write, for webhooks that Branchline makes',
  'Issue: read, for labels',
];

/** For either of them. */
export function familyGuide(facts: FamilyFacts): ServiceGuide {
  const { title } = facts;
  return {
    about: facts === giteaFacts ? 'A Gitea server, 1.22 or later.' : 'A Forgejo server, Codeberg among them.',
    mark: facts === giteaFacts ? teaCup : twoBranches,
    credentials: {
      token: {
        title: 'Access token',
        steps: [
          account,
          'Open your picture → Settings → Applications → Generate new token.',
          'Choose "All (public, private, and limited)", select the permissions below, and copy the token.',
        ],
        rights: scopes,
        page: '/user/settings/applications',
      },
      oauth: {
        title: `Sign in with ${title}`,
        steps: [
          account,
          `${title} goes on with whoever is signed in there. To connect another account, sign out of ${title} first.`,
        ],
        rights: ['read:user, read:organization, read:issue and write:repository: Branchline asks for these'],
        page: undefined,
      },
      'user-and-password': {
        title: 'User name and password',
        steps: [account, 'This works where two-factor authentication is off. An access token is better.'],
        rights: ['Whatever the account may do'],
        page: undefined,
      },
    },
  };
}
