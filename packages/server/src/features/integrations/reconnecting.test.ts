/** What a reconnecting connection offers: all that the connection does, with the token that is good now. */

import { countChecks, Failure, Secret, type CommitHash } from '@branchline/domain';
import { expect, it } from 'vitest';
import type { GitServiceConnection, PullRequestReader } from '../../ports/git-service.ts';
import { reconnecting } from './reconnecting.ts';

const head = 'a'.repeat(40) as CommitHash;
const repository = { remoteId: '7', name: 'team/app', cloneUrl: '', webUrl: undefined };
const checks = countChecks(head, ['passed'], undefined);

/** Whoever comes with another token than the good one is refused. */
function opened(token: string, offers: boolean) {
  const readsChecks: PullRequestReader['checks'] = async () => {
    if (token !== 'good') throw new Failure('unauthorized', 'git-service', 'The token has ended.');
    return checks;
  };
  const pullRequests = { ...(offers ? { checks: readsChecks } : {}), get: async () => undefined };
  const connection = { pullRequests } as unknown as GitServiceConnection;
  return { connection, accessToken: new Secret(token) };
}

it('tells of checks with a new token when the old one is refused', async () => {
  const connection = await reconnecting(async (refused) => opened(refused === undefined ? 'old' : 'good', true));
  expect(await connection.pullRequests?.checks?.(repository, { remoteId: '1', head, webUrl: '' })).toEqual(checks);
});

it('offers no checks where the service tells of none', async () => {
  const connection = await reconnecting(async () => opened('good', false));
  expect(connection.pullRequests?.checks).toBeUndefined();
});
