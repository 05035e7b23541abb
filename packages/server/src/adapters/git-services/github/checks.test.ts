import { plainNetwork, Secret } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../test-support/failure-of.ts';
import { setChecks } from '../../../test-support/stand-in/checks.ts';
import { github as standInFamily } from '../../../test-support/stand-in/github/family.ts';
import { startStandIn } from '../../../test-support/stand-in/start-stand-in.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { stateOfRun } from './checks.ts';
import { github } from './connector.ts';

describe('a check run of GitHub', () => {
  it.each([
    ['queued', null, 'running'],
    ['in_progress', null, 'running'],
    ['waiting', null, 'running'],
    ['completed', 'success', 'passed'],
    ['completed', 'neutral', 'passed'],
    ['completed', 'skipped', undefined],
    ['completed', 'failure', 'failed'],
    ['completed', 'cancelled', 'failed'],
    ['completed', 'timed_out', 'failed'],
    ['completed', 'action_required', 'failed'],
    ['completed', 'stale', 'failed'],
  ])('%s with %s is %s', (status, conclusion, state) => {
    expect(stateOfRun({ status, conclusion })).toBe(state);
  });
});

describe('checks at GitHub', () => {
  it('are not known without both rights, and the refusal names the one that is missing', async () => {
    const standIn = await startStandIn(standInFamily);
    try {
      const ada = standIn.addPerson({ login: 'ada' });
      const repository = await standIn.addRepository('team/app', { isPrivate: true });
      const head = await repository.git.commit('ABC-1 Start', { 'a.txt': 'a' });
      await standIn.push(repository);
      setChecks(repository, head, { build: 'passed', 'status/scan': 'passed' });
      const connector = github(testNetwork(), standIn.state.clock);
      const settings = connector.parseSettings({ url: standIn.url, apiUrl: `${standIn.url}/api` });
      const remote = { remoteId: String(repository.id), name: 'team/app', cloneUrl: '', webUrl: undefined };
      const checksWith = async (...more: readonly string[]) => {
        const value = `github_pat_marked${more.length}${more[0] ?? ''}`;
        standIn.addToken(ada, { value, kind: 'fine-grained', scopes: ['metadata:read', 'contents:read', ...more] });
        const credential = { kind: 'token', token: new Secret(value) } as const;
        const connection = connector.connect({
          settings,
          credential,
          network: plainNetwork,
          budget: 'trial',
          for: 'background',
        });
        return connection.pullRequests?.checks?.(remote, { remoteId: '1', head, webUrl: '' });
      };
      const neither = await failureOf(checksWith());
      expect(neither).toMatchObject({ kind: 'forbidden', message: expect.stringMatching(/Checks: read/i) });
      const withoutStatuses = await failureOf(checksWith('checks:read'));
      expect(withoutStatuses).toMatchObject({ kind: 'forbidden', message: expect.stringMatching(/Statuses: read/i) });
      const told = await checksWith('checks:read', 'statuses:read');
      expect(told).toEqual({ head, state: 'passed', passed: 2, failed: 0, running: 0, webUrl: undefined });
    } finally {
      await standIn.close();
    }
  });
});
