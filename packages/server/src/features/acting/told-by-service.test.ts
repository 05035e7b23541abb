/** What a service refused is told as a deed that somebody wanted, with the service's own words and nothing of requests. */

import { Failure } from '@branchline/domain';
import { expect, it } from 'vitest';
import { toldByService } from './told-by-service.ts';

const service = { title: 'GitLab.com', who: 'ada' };
const deed = { doing: 'create the branch x in team/app', conflict: 'team/app has a branch called x already.' };
const at = '(POST git.example/api/v4/projects/1/repository/branches answered 403)';

function told(kind: Failure['kind'], message: string) {
  const { kind: becomes, message: words } = toldByService(new Failure(kind, 'git-service', message), service, deed);
  return [becomes, words];
}

it.each([
  [
    'forbidden',
    `GitLab.com does not allow this to our account ${at}. It said: 403 Forbidden`,
    'forbidden',
    'GitLab.com does not let ada create the branch x in team/app. It said: 403 Forbidden',
  ],
  [
    'forbidden',
    `The token lacks the scope api. ${at.replace(')', '.)')}`,
    'forbidden',
    'GitLab.com does not let ada create the branch x in team/app. The token lacks the scope api.',
  ],
  [
    'conflict',
    `GitLab.com says that somebody was faster ${at}. It said: Branch already exists`,
    'conflict',
    'team/app has a branch called x already. It said: Branch already exists',
  ],
  [
    'conflict',
    `GitLab.com says that somebody was faster ${at}.`,
    'conflict',
    'team/app has a branch called x already.',
  ],
  [
    'not-found',
    `GitLab.com does not know what was asked for ${at}.`,
    'rejected',
    'GitLab.com did not find what it needs to create the branch x in team/app: perhaps ada may not see the repository there, or a branch is gone.',
  ],
  [
    'rejected',
    `GitLab.com refused the request ${at}. It said: Invalid reference name: y`,
    'rejected',
    'GitLab.com refused to create the branch x in team/app. It said: Invalid reference name: y',
  ],
  [
    'unavailable',
    `GitLab.com is not available at the moment ${at.replace('403', '503')}. It said: Down`,
    'unavailable',
    'GitLab.com could not be asked to create the branch x in team/app. GitLab.com is not available at the moment. It said: Down',
  ],
] as const)('%s: %s', (kind, message, becomes, words) => {
  expect(told(kind, message)).toEqual([becomes, words]);
});

it.each(['rate-limited', 'invalid-response', 'unauthorized'] as const)('%s is no answer to it', (kind) => {
  const failure = new Failure(kind, 'git-service', 'As it came.');
  expect(toldByService(failure, service, deed)).toBe(failure);
});
