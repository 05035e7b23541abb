/** The suite: checks of a pull request's newest commit, of that commit and no other. */

import type { CommitHash, PullRequestChecks } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { setChecks, type StandInCheck } from '../stand-in/checks.ts';
import type { StandInPullRequest } from '../stand-in/state.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, type Scene } from './scene.ts';
import { readerOf } from './walks.ts';

type States = Readonly<Record<string, StandInCheck['state']>>;

export function describePullRequestChecks(facts: GitServiceFacts): void {
  describe('checks of pull requests', () => {
    it(
      'are those of the newest commit, counted, with their page, for two requests at most, and more for many',
      inScene(facts, async (scene) => {
        const pullRequest = await open(scene);
        const { repository, standIn } = scene;
        for (const [states, state] of stories) {
          setChecks(repository, pullRequest.head, states);
          const told = await checks(scene, pullRequest);
          expect([states, told?.state]).toEqual([states, state]);
          if (state === undefined || told === undefined) continue;
          expect(countsOf(told)).toEqual(countsIn(facts, states, state));
          expect(told.head).toBe(pullRequest.head);
          expect(told.webUrl).toMatch(new RegExp(`^${standIn.url}/.*/${repository.name}/`));
        }
        const jobs = Array.from({ length: 230 }, (_, index) => [`job ${index}`, 'passed'] as const);
        const many = { ...Object.fromEntries(jobs), last: 'failed' } as const;
        setChecks(repository, pullRequest.head, many);
        const counted = await checks(scene, pullRequest, 6);
        expect(counted && countsOf(counted)).toEqual(countsIn(facts, many, 'failed'));
        // Of an earlier push they are nobody's once the branch has moved on; and an unknown commit has none.
        setChecks(repository, pullRequest.head, {});
        setChecks(repository, pullRequest.start, { build: 'failed' });
        expect(await checks(scene, pullRequest)).toBeUndefined();
        expect(await checks(scene, { number: 4711, head: 'f'.repeat(40) as CommitHash })).toBeUndefined();
      }),
    );
  });
}

const stories: readonly (readonly [States, PullRequestChecks['state'] | undefined])[] = [
  [{}, undefined],
  [{ build: 'skipped' }, undefined],
  [{ build: 'running' }, 'running'],
  [{ build: 'passed', lint: 'running', 'status/scan': 'passed' }, 'running'],
  [{ build: 'passed', lint: 'skipped', 'status/scan': 'passed' }, 'passed'],
  [{ build: 'failed', lint: 'running', 'status/scan': 'passed' }, 'failed'],
  [{ build: 'passed', 'status/scan': 'failed' }, 'failed'],
];

/** Where the service tells only how all stand together, they are one. */
function countsIn({ tellsOneCheck = false }: GitServiceFacts, states: States, state: PullRequestChecks['state']) {
  const told = tellsOneCheck ? [state] : Object.values(states);
  const of = (wanted: string): number => told.filter((one) => one === wanted).length;
  return { passed: of('passed'), failed: of('failed'), running: of('running') };
}

function countsOf({ passed, failed, running }: PullRequestChecks) {
  return { passed, failed, running };
}

function open({ standIn, repository, ada }: Scene): Promise<StandInPullRequest> {
  return standIn.openPullRequest(repository, { title: 'ABC-2 Go on', author: ada, source: 'topic' });
}

async function checks(
  scene: Scene,
  { number, head }: Pick<StandInPullRequest, 'number' | 'head'>,
  mostRequests = 2,
): Promise<PullRequestChecks | undefined> {
  const { checks: ask } = readerOf(scene);
  if (ask === undefined) throw new Error('Checks are not offered.');
  const repository = await scene.remote();
  const webUrl = `${repository.webUrl ?? scene.standIn.url}/pulls/${number}`;
  scene.standIn.requests.splice(0);
  const told = await ask(repository, { remoteId: String(number), head, webUrl });
  expect(scene.standIn.requests.length).toBeLessThanOrEqual(mostRequests);
  return told;
}
