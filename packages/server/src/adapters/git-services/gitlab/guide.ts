/** How GitLab's administrators make what Branchline signs in with, in words. */

import type { ServiceGuide } from '../../../ports/git-service/guide.ts';

const mark = 'M12 21 2.800 13.900 5.600 4l3 7h6.800l3-7 2.800 9.900ZM8.600 11 12 21l3.400-10';

const rights = [
  'api: projects, merge requests and webhooks',
  'read_repository: to clone',
  'the role Maintainer, for webhooks that Branchline makes; Reporter is enough to read',
];

/** @param about which GitLab this is */
export function gitlabGuide(about: string): ServiceGuide {
  return {
    about,
    mark,
    credentials: {
      token: {
        title: 'Access token',
        steps: [
          'Best is a group access token: it belongs to nobody and sees one group. Open the group → Settings → Access tokens → Add new token.',
          'A personal one is made under your picture → Edit profile → Access → Personal access tokens.',
          'Choose the role Maintainer where GitLab asks for one, tick the scopes below, and copy the token.',
        ],
        rights,
        page: '/-/user_settings/personal_access_tokens?name=Branchline&scopes=api,read_repository',
      },
      oauth: {
        title: 'Sign in with GitLab',
        steps: [
          'Sign in with an account that belongs to no person, and that sees the projects.',
          'GitLab goes on with whoever is signed in there. To connect another account, sign out of GitLab first.',
        ],
        rights,
        page: undefined,
      },
    },
  };
}
