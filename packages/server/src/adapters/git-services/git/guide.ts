/** How one connects a single repository by its address, in words. */

import type { ServiceGuide } from '../../../ports/git-service/guide.ts';

export const plainGitGuide: ServiceGuide = {
  about: 'One repository at one address, on any server that git can clone from.',
  mark: 'M12 2.5 21.5 12 12 21.5 2.5 12ZM9.5 6.5v9.5M9.5 16.5h.01M9.5 9.5l4 3.5M13.8 13.2h.01',
  credentials: {
    none: {
      title: 'Nothing',
      steps: [
        'Nothing is needed where everybody may clone.',
        'A folder of this server can be read, too, when its administrator allows it.',
      ],
      rights: [],
      page: undefined,
    },
    'user-and-password': {
      title: 'User name and password',
      steps: [
        'Take an account that belongs to no person, and that may read this repository.',
        'Where the server has access tokens, make one for reading and enter it as the password.',
      ],
      rights: ['Read: to clone the repository'],
      page: undefined,
    },
    'ssh-key': {
      title: 'SSH key',
      steps: [
        'Let Branchline make a key, and copy its public half.',
        'Enter it at the server as a deploy key of this repository, or as a key of an account that may read it.',
        'Leave write access off: Branchline only reads.',
      ],
      rights: ['Read: to clone the repository'],
      page: undefined,
    },
  },
};
