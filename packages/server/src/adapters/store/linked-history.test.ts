/** Linked commits by repository and by project, in order, page by page, with the links that count. */

import type { IssueKey, ProjectKey, RepositoryId } from '@branchline/domain';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import type { CommitPlace, PlacedCommit, ProjectNames } from '../../ports/store/linked-history.ts';
import {
  addExampleRepository,
  branchOf,
  commitOf,
  filesOf,
  hashOf,
  linked,
  linksTo,
} from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;
let one: RepositoryId;
let two: RepositoryId;
/** Of each test another, because the projects of all tests are in one database. */
let count = 0;
let abc: string;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  one = await addExampleRepository(store);
  two = await addExampleRepository(store);
  abc = `ABC${(count += 1)}`;
});

function namesOf(projects: readonly string[], moved: readonly string[] = []): ProjectNames {
  return { projects: projects as readonly ProjectKey[], moved: moved as readonly IssueKey[] };
}

const titles = (commits: readonly PlacedCommit[]) => commits.map(({ commit }) => commit.message);

/** The titles of each page until there is nothing more. */
async function pages(
  limit: number,
  read: (after: CommitPlace | undefined) => Promise<readonly PlacedCommit[]>,
): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  for (let page = await read(undefined); page.length > 0; page = await read(page.at(-1)?.place)) {
    found.push(titles(page));
    if (page.length < limit) break;
  }
  return found;
}

describe('which commits are linked', () => {
  it('is told with where each key was found, and without what a project leaves out', async () => {
    const links = [...linksTo(`${abc}-1`), { key: 'HID-1' as IssueKey, foundIn: 'body' as const }];
    await store.development.saveCommits(one, [{ commit: commitOf(1), links }, linked(2, 'HID-2')], true);
    await store.settings.hideSources(['HID' as ProjectKey], ['commit-title', 'commit-body']);
    const found = await store.linkedHistory.linksOf(one, [hashOf(1), hashOf(2), hashOf(3)]);
    await store.settings.hideSources(['HID' as ProjectKey], []);
    expect([...found]).toEqual([[hashOf(1), linksTo(`${abc}-1`)]]);
    expect(await store.linkedHistory.linksOf(two, [hashOf(1)])).toEqual(new Map());
  });

  it('is nothing once they are gone', async () => {
    await store.development.saveCommits(one, [linked(1, `${abc}-1`)], true);
    await store.development.markCommitsRemoved(one, [hashOf(1)]);
    expect(await store.linkedHistory.linksOf(one, [hashOf(1)])).toEqual(new Map());
    expect(await store.linkedHistory.ofRepository(one, { after: undefined, limit: 9 })).toEqual([]);
  });

  it('is told of branches by their names', async () => {
    const hostile = 'a\'b"<script>';
    const links = linksTo(`${abc}-1`);
    await store.development.saveBranches(one, [{ branch: branchOf(hostile, 1), links }], [], true);
    const found = await store.linkedHistory.linksOfBranches(one, [hostile, 'main']);
    expect([...found]).toEqual([[hostile, links]]);
  });

  it('comes with lines where files were read', async () => {
    await store.development.saveCommits(one, [linked(1, `${abc}-1`), linked(2, `${abc}-1`)], true);
    await store.development.saveFiles(one, [filesOf(1)]);
    const found = await store.linkedHistory.linesOf(one, [hashOf(1), hashOf(2)]);
    expect([...found]).toEqual([[hashOf(1), { added: 2, removed: 1 }]]);
  });
});

describe('linked commits of a repository', () => {
  it('come newest first, each once, page by page', async () => {
    const same = commitOf(3).committer;
    const together = { commit: commitOf(4, { committer: same }), links: linksTo(`${abc}-1`) };
    const commits = [linked(1, `${abc}-1`), linked(2, `${abc}-1`, `${abc}-2`), linked(3, `${abc}-1`), together];
    await store.development.saveCommits(one, commits, true);
    await store.development.saveCommits(two, [linked(9, `${abc}-1`)], true);
    const read = (after: CommitPlace | undefined) => store.linkedHistory.ofRepository(one, { after, limit: 1 });
    expect(await pages(1, read)).toEqual([['Change 4'], ['Change 3'], ['Change 2'], ['Change 1']]);
  });
});

describe('commits of a project', () => {
  const of = (names: ProjectNames, repositories: readonly RepositoryId[], limit = 2) =>
    pages(limit, (after) => store.linkedHistory.ofProject(names, repositories, { after, limit }));

  it('come newest first across repositories, and from no others', async () => {
    await store.development.saveCommits(one, [linked(1, `${abc}-1`), linked(4, `${abc}-2`)], true);
    await store.development.saveCommits(two, [linked(2, `${abc}-1`, `${abc}-3`), linked(3, 'OTHER-1')], true);
    expect(await of(namesOf([abc]), [one, two])).toEqual([['Change 4', 'Change 2'], ['Change 1']]);
    expect(await of(namesOf([abc]), [two])).toEqual([['Change 2']]);
    expect(await of(namesOf([abc]), [])).toEqual([]);
    expect(await store.linkedHistory.repositoriesOf(namesOf([abc]))).toEqual([one, two]);
  });

  it('are those of its former key and of issues moved into it, too', async () => {
    await store.development.saveCommits(one, [linked(1, `${abc}-1`), linked(2, `OLD${abc}-5`)], true);
    await store.development.saveCommits(two, [linked(3, `FAR${abc}-7`), linked(4, `FAR${abc}-8`)], true);
    const names = namesOf([abc, `OLD${abc}`], [`FAR${abc}-7`]);
    expect(await of(names, [one, two])).toEqual([['Change 3', 'Change 2'], ['Change 1']]);
    expect(await store.linkedHistory.repositoriesOf(names)).toEqual([one, two]);
  });

  it('come in order from more repositories than are looked into at once, also where the newest are gone', async () => {
    const many: RepositoryId[] = [];
    for (let number = 1; number <= 70; number += 1) {
      const id = await addExampleRepository(store);
      many.push(id);
      await store.development.saveCommits(id, [linked(number, `${abc}-1`), linked(number + 100, `${abc}-2`)], true);
    }
    // The newest of the last 69 are taken back, and nobody notes that.
    const gone = many.slice(1).map((id, place) => ({ id, number: place + 102 }));
    for (const { id, number } of gone) {
      await store.development.markCommitsRemoved(id, [hashOf(number)]);
    }
    const expected = [101, ...Array.from({ length: 70 }, (_each, place) => 70 - place)];
    const found = await of(namesOf([abc]), many, 30);
    expect(found.flat()).toEqual(expected.map((number) => `Change ${number}`));
    expect(found.map((page) => page.length)).toEqual([30, 30, 11]);
  });

  it('are looked for once more where somebody chooses among repositories', async () => {
    await store.development.saveCommits(one, [linked(1, `${abc}-1`)], true);
    await store.development.saveCommits(two, [linked(2, `${abc}-1`), linked(3, `FAR${abc}-1`)], true);
    await store.development.markCommitsRemoved(one, [hashOf(1)]);
    const names = namesOf([abc], [`FAR${abc}-1`]);
    expect(await store.linkedHistory.repositoriesOf(names)).toEqual([one, two]);
    expect(await store.linkedHistory.repositoriesOf(names, [one, two])).toEqual([two]);
    expect(await store.linkedHistory.repositoriesOf(names, [one])).toEqual([]);
    await store.repositories.remove(two);
    expect(await store.linkedHistory.repositoriesOf(names)).toEqual([one]);
  });

  it('are found again when another release linked them without a note', async () => {
    await store.development.saveCommits(one, [linked(1, `${abc}-1`), linked(2, `${abc}-1`)], true);
    const client = new Client(test.connectionString);
    await client.connect();
    await client.query('delete from project_repositories where repository_id = $1', [one]);
    await client.end();
    expect(await store.linkedHistory.repositoriesOf(namesOf([abc]))).toEqual([]);
    await store.linkedHistory.noteProjects();
    expect(await store.linkedHistory.repositoriesOf(namesOf([abc]))).toEqual([one]);
    expect((await of(namesOf([abc]), [one])).flat()).toHaveLength(2);
  });

  it('are none of a project whose key only begins the same', async () => {
    await store.development.saveCommits(one, [linked(1, `${abc}X-1`)], true);
    expect(await of(namesOf([abc]), [one])).toEqual([]);
    expect(await store.linkedHistory.repositoriesOf(namesOf([abc]))).toEqual([]);
  });
});
