/** What is set for a repository is obeyed: by git, tags, links, names at Jira, the schedule; and taking it back is, too. */

import { usualRepositorySettings, type Principal, type RepositorySettings } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected, TestHouse } from '../../test-support/test-house.ts';
import { differenceInWords } from '../settings/difference-in-words.ts';
import { previewRepositorySettings } from './preview-repository-settings.ts';
import { saveRepositoryDefaults, saveRepositorySettings } from './save-repository-settings.ts';

const somebody: Principal = { kind: 'administrator' };

let story: RepositoryStory;
let house: TestHouse;
let git: GitPlayground;
let connected: Connected;

beforeAll(async () => {
  story = await openRepositoryStory();
  ({ house, git } = story);
  await git.commit('ABC-1 First', { 'src/app.ts': 'one' });
  await git.tag('v1');
  await git.tag('nightly-1');
  await git.commit('ABC-2 Second', { 'src/app.ts': 'two' });
  await git.tag('v2');
  connected = await story.connectAndIndex();
});
afterAll(() => story.close());

async function set(changed: Partial<RepositorySettings>): Promise<void> {
  const deps = { ...house, differenceInWords };
  const settings = { ...usualRepositorySettings, ...changed };
  expect(await saveRepositorySettings(deps, somebody, connected.repositoryId, settings)).toBe(true);
  await story.finishJobs();
}

interface SentBulk {
  readonly preventTransitions: boolean;
  readonly repositories: readonly {
    readonly name: string;
    readonly commits?: readonly { readonly id: string; readonly url: string }[];
  }[];
}

/** Everything that was sent to Jira. */
function bulks(): readonly SentBulk[] {
  const sent = house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/bulk'));
  return sent.map(({ body }) => body as SentBulk);
}

async function tagsOf(key: string): Promise<readonly (readonly string[])[]> {
  return (await story.issue(key, connected))?.commits.map(({ tags }) => tags) ?? [];
}

describe('the filter of tags', () => {
  it('is followed without the history being read again, and taken back', async () => {
    expect(await tagsOf('ABC-1')).toEqual([['nightly-1', 'v1', 'v2']]);
    house.mirrorCalls.splice(0);
    await set({ tags: { include: ['v*'], exclude: ['/2$/'] } });
    expect(await tagsOf('ABC-1')).toEqual([['v1']]);
    expect(await tagsOf('ABC-2')).toEqual([[]]);
    const [run] = await house.store.indexRuns.log(connected.repositoryId, 1);
    expect(run).toMatchObject({ outcome: 'done', commitsWalked: 0, commitsLinked: 0 });
    const names = (await house.store.repositories.tags(connected.repositoryId)).map(({ name }) => name);
    expect(names).toEqual(['v1']);
    await set({});
    expect(await tagsOf('ABC-1')).toEqual([['nightly-1', 'v1', 'v2']]);
  });

  it('holds for tags that come later', async () => {
    await set({ tags: { include: [], exclude: ['nightly-*'] } });
    await git.tag('nightly-2');
    await git.tag('v3');
    await story.pushAndLook(connected);
    expect(await tagsOf('ABC-2')).toEqual([['v2', 'v3']]);
    await set({});
    expect(await tagsOf('ABC-2')).toEqual([['nightly-2', 'v2', 'v3']]);
  });

  it('is shown before it is saved', async () => {
    const settings = { ...usualRepositorySettings, tags: { include: ['v*'], exclude: [] } };
    const preview = await previewRepositorySettings(house, connected.repositoryId, settings);
    expect(preview?.counted).toEqual(['v1', 'v2', 'v3']);
    expect(preview?.leftOut).toEqual(['nightly-1', 'nightly-2']);
  });
});

describe('refs', () => {
  it('that are left out take with them what only they brought, and bring it back', async () => {
    await git.git('update-ref', 'refs/changes/01/1/1', await changeOnItsOwn('ABC-9 In review'));
    await git.git('push', '--quiet', 'origin', 'refs/changes/01/1/1');
    await story.pushAndLook(connected);
    const [hash] = await story.hashesOf('ABC-9', connected);
    expect(story.atJira()[hash ?? '']).toEqual(['ABC-9']);
    await set({ refs: { also: [], not: ['refs/changes/*'] } });
    expect(await story.hashesOf('ABC-9', connected)).toEqual([]);
    expect(story.atJira()[hash ?? '']).toBeUndefined();
    expect((await house.store.repositories.heads(connected.repositoryId)).map(({ ref }) => ref)).not.toContain(
      'refs/changes/01/1/1',
    );
    await set({ refs: { also: ['refs/changes/*'], not: [] } });
    expect(await story.hashesOf('ABC-9', connected)).toEqual([hash]);
  });

  async function changeOnItsOwn(message: string): Promise<string> {
    const tree = await git.git('rev-parse', 'HEAD^{tree}');
    return git.git('commit-tree', tree, '-p', 'HEAD', '-m', message);
  }
});

describe('names and links', () => {
  it('go to people and, again, to Jira', async () => {
    const webLinks = {
      ...usualRepositorySettings.webLinks,
      repository: 'https://code.example/app',
      commit: '{repository}/c/{commit}',
    };
    await set({ displayName: 'The app', webLinks });
    const [hash] = await story.hashesOf('ABC-2', connected);
    const sent = bulks().findLast(({ repositories }) => repositories.some(({ name }) => name === 'The app'));
    expect(sent?.preventTransitions).toBe(true);
    const commit = sent?.repositories.flatMap(({ commits = [] }) => commits).find(({ id }) => id === hash);
    expect(commit?.url).toBe(`https://code.example/app/c/${hash}`);
    expect(await story.standing(connected)).toMatchObject({ settings: { displayName: 'The app' } });
    await set({});
    expect(house.jira.sandbox.snapshot().repositories.map(({ content }) => content['name'])).not.toContain('The app');
  });

  it('are shown with a real commit before they are saved', async () => {
    const webLinks = {
      ...usualRepositorySettings.webLinks,
      repository: 'https://code.example/app',
      file: '{repository}/f/{commit}/{path}',
      pullRequest: '{repository}/pr/{pullRequest}',
    };
    const settings = { ...usualRepositorySettings, webLinks };
    const links = (await previewRepositorySettings(house, connected.repositoryId, settings))?.links ?? [];
    // Any of the newest: several are of the same minute.
    const real = (await Promise.all(['ABC-2', 'ABC-9'].map((key) => story.hashesOf(key, connected)))).flat();
    const shown = links.find(({ kind }) => kind === 'commit');
    expect(shown?.url).toBeUndefined();
    expect(real).toContain(shown?.about);
    expect(links.find(({ kind }) => kind === 'file')?.url).toMatch(/^https:\/\/code\.example\/app\/f\/[0-9a-f]{40}\//u);
    expect(links.find(({ kind }) => kind === 'tag')?.about).toBe('v3');
    expect(links.find(({ kind }) => kind === 'pullRequest')?.url).toBe('https://code.example/app/pr/1');
  });
});

describe('smart commits', () => {
  it('switched off for a repository keep Jira quiet about what is pushed from then on', async () => {
    await set({ runsSmartCommits: false });
    const unheard = await git.commit('ABC-5 #comment Nobody hears this');
    await story.pushAndLook(connected);
    await set({});
    const heard = await git.commit('ABC-5 #comment Jira hears this');
    await story.pushAndLook(connected);
    expect(mayCommand(unheard)).toBe(false);
    expect(mayCommand(heard)).toBe(true);
  });

  function mayCommand(hash: string): boolean {
    return bulks().some(
      ({ preventTransitions, repositories }) =>
        !preventTransitions && repositories.some(({ commits = [] }) => commits.some(({ id }) => id === hash)),
    );
  }
});

describe('the schedule', () => {
  it('moves the next look at once, and holds for the looks after it', async () => {
    await set({ schedule: { leastMinutes: 120, mostMinutes: 180 } });
    const inMinutes = async () =>
      (((await story.standing(connected)).nextLookAt?.getTime() ?? 0) - house.clock.now().getTime()) / 60_000;
    expect(await inMinutes()).toBe(120);
    await story.pushAndLook(connected);
    expect(await inMinutes()).toBe(120);
    await set({});
    expect(await inMinutes()).toBeLessThan(60);
  });
});

describe('saving', () => {
  it('writes down what changed, and nothing when nothing did', async () => {
    const entries = async () =>
      (await house.store.auditLog.list({ about: `repository/${connected.repositoryId}` }, 100)).map(({ note }) => note);
    const before = (await entries()).length;
    await set({});
    expect(await entries()).toHaveLength(before);
    await set({ displayName: 'Again', tags: { include: ['v*'], exclude: [] } });
    const [note] = await entries();
    expect(note).toContain('displayName: none → Again');
    expect(note).toContain('tags.include: none → v*');
    await set({});
  });

  it('says when there is no such repository or integration', async () => {
    const deps = { ...house, differenceInWords };
    const nowhere = 9999 as typeof connected.repositoryId & typeof connected.integrationId;
    expect(await saveRepositorySettings(deps, somebody, nowhere, usualRepositorySettings)).toBe(false);
    const { displayName: _own, ...defaults } = usualRepositorySettings;
    expect(await saveRepositoryDefaults(deps, somebody, nowhere, defaults)).toBe(false);
    expect(await previewRepositorySettings(house, nowhere, usualRepositorySettings)).toBeUndefined();
  });

  it('gives new repositories of an integration what it says, and leaves the others', async () => {
    const { displayName: _own, ...usual } = usualRepositorySettings;
    const defaults = { ...usual, runsSmartCommits: false, tags: { include: ['v*'], exclude: [] } };
    const { integrationId } = connected;
    expect(await saveRepositoryDefaults({ ...house, differenceInWords }, somebody, integrationId, defaults)).toBe(true);
    const remote = { remoteId: 'new', name: 'new', cloneUrl: 'https://git.example/new.git', webUrl: undefined };
    const made = await house.store.repositories.save(integrationId, remote);
    expect(made.settings).toEqual({ displayName: undefined, ...defaults });
    expect((await story.standing(connected)).settings).toEqual(usualRepositorySettings);
    expect(await house.store.repositorySettings.defaults(integrationId)).toEqual(defaults);
  });
});
