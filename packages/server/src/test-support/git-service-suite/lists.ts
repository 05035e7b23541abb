/** The suite: lists of repositories, and finding one again. */

import { describe, expect, it } from 'vitest';
import type { GitServiceConnection, RepositoryPage } from '../../ports/git-service.ts';
import type { StandIn } from '../stand-in/stand-in.ts';
import type { GitServiceFacts } from './facts.ts';
import { inScene, listAll, one } from './scene.ts';

/** Services say in prose how long a place in a list may be; the port says this. */
const longestNext = 2000;

export function describeLists(facts: GitServiceFacts): void {
  describe('repositories', () => {
    it(
      'are listed past the first page',
      inScene(facts, async ({ standIn, connect }) => {
        const names = await addSeveral(standIn);
        const pages = await pagesOf(connect());
        expect(pages.length).toBeGreaterThan(2);
        expect(pages.flatMap(namesIn).toSorted()).toEqual(names);
        expect(pages.at(-1)?.next).toBeUndefined();
        for (const page of pages) expect(JSON.parse(JSON.stringify(page.raw))).toEqual(page.raw);
      }),
    );

    it(
      'are listed on from any page, by another connection',
      inScene(facts, async ({ standIn, connect }) => {
        await addSeveral(standIn);
        const pages = await pagesOf(connect());
        for (const [at, { next }] of pages.entries()) {
          if (next === undefined) continue;
          expect(next.length).toBeLessThanOrEqual(longestNext);
          const rest = await listAll(connect(), { after: next });
          expect(rest.map(({ name }) => name)).toEqual(pages.slice(at + 1).flatMap(namesIn));
        }
      }),
    );

    it(
      'are not listed without a page that fails',
      inScene(facts, async ({ standIn, connect, refused }) => {
        await addSeveral(standIn);
        standIn.faults.add({ after: 1, fault: { kind: 'status', status: 500 } });
        const pages: RepositoryPage[] = [];
        const failure = await refused(pagesOf(connect(), pages));
        expect(failure.kind).toBe('unavailable');
        expect(pages).toHaveLength(1);
      }),
    );
    describeOtherLists(facts);
    describeNested(facts);
  });
  describeOneRepository(facts);
}

function describeOtherLists(facts: GitServiceFacts): void {
  it(
    'are listed by a path of one’s own',
    inScene(facts, async ({ standIn, connect }) => {
      await standIn.addRepository('others/thing');
      const names = (await listAll(connect(), { path: facts.ownerListPath('team') })).map(({ name }) => name);
      expect(names).toEqual(['team/app']);
    }),
  );

  it.each([
    'https://elsewhere.example/list',
    '//elsewhere.example/list',
    '/\\elsewhere.example/list',
    '/../../admin',
    '/groups/../../../oauth/token/info',
    'list',
    '',
  ])('are not listed by the path "%s"', (path) =>
    inScene(facts, async ({ standIn, connect, refused }) => {
      standIn.requests.splice(0);
      expect((await refused(listAll(connect(), { path }))).kind).toBe('rejected');
      expect(standIn.requests).toEqual([]);
    })(),
  );

  it(
    'say what is archived and what is empty',
    inScene(facts, async ({ standIn, repository, connect }) => {
      await standIn.addRepository('team/empty');
      await standIn.archive(repository);
      const all = await listAll(connect());
      const named = (name: string) => all.find((one) => one.name === name);
      expect(named('team/app')).toMatchObject({ owner: 'team', isArchived: true, isEmpty: false });
      expect(named('team/empty')).toMatchObject({ owner: 'team', isArchived: false });
      expect(named('team/empty')?.mayAdminister ?? true).toBe(true);
      const { activeAt } = named('team/app') ?? {};
      expect(activeAt ?? repository.pushedAt).toBeInstanceOf(Date);
    }),
  );
}

function describeNested(facts: GitServiceFacts): void {
  it.skipIf(facts.nestsOwners !== true)(
    'may lie deep',
    inScene(facts, async ({ standIn, repository, connect, ada }) => {
      const deep = await standIn.addRepository('team/sub/deep.app', { like: repository.git });
      await standIn.openPullRequest(deep, { title: 'ABC-2', author: ada, source: 'topic' });
      const connection = connect();
      const found = one((await listAll(connection)).filter(({ remoteId }) => remoteId === String(deep.id)));
      expect(found).toMatchObject({ name: 'team/sub/deep.app', owner: 'team/sub' });
      expect((await connection.gitAccess(found)).url).toBe(`${standIn.url}/team/sub/deep.app.git`);
      expect(await connection.pullRequests?.get(found, '1')).toMatchObject({
        source: { repositoryName: 'team/sub/deep.app' },
      });
    }),
  );
}

function describeOneRepository(facts: GitServiceFacts): void {
  describe('one repository', () => {
    it.each([
      ['renamed', 'team/new-name'],
      ['moved', 'others/app'],
    ])('is found when it was %s', (_what, fullName) =>
      inScene(facts, async ({ standIn, repository, connect, remote }) => {
        const { remoteId } = await remote();
        await standIn.rename(repository, fullName);
        const found = await connect().findRepository(remoteId);
        expect(found).toMatchObject({ remoteId, name: fullName, owner: fullName.split('/')[0] });
        expect(found?.cloneUrl).toContain(fullName);
      })(),
    );

    it(
      'is undefined when it is gone, or out of sight',
      inScene(facts, async ({ standIn, repository, connect, remote }) => {
        const hidden = await standIn.addRepository('others/hidden');
        const [shown, lost] = [await remote(), await remote(hidden)];
        hidden.standardAccess = 'none';
        expect(await connect().findRepository(lost.remoteId)).toBeUndefined();
        expect((await listAll(connect())).map(({ name }) => name)).toEqual(['team/app']);
        await standIn.removeRepository(repository);
        expect(await connect().findRepository(shown.remoteId)).toBeUndefined();
      }),
    );
  });
}

/** Five in all, two on a page; their names in order. */
async function addSeveral(standIn: StandIn): Promise<readonly string[]> {
  const names = ['one', 'two', 'three', 'four'].map((name) => `team/${name}`);
  for (const name of names) await standIn.addRepository(name);
  standIn.state.largestPage = 2;
  return [...names, 'team/app'].toSorted();
}

async function pagesOf(
  connection: GitServiceConnection,
  pages: RepositoryPage[] = [],
): Promise<readonly RepositoryPage[]> {
  for await (const page of connection.listRepositories()) pages.push(page);
  return pages;
}

function namesIn({ repositories }: RepositoryPage): readonly string[] {
  return repositories.map(({ name }) => name);
}
