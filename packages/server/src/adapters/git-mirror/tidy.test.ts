import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitPlayground, type GitPlayground } from '../../test-support/git-playground.ts';
import { accessTo, testMirror, testRepository, walkAll, type TestMirror } from '../../test-support/test-mirror.ts';

let playground: GitPlayground;
let place: TestMirror;

beforeEach(async () => {
  playground = await gitPlayground();
  place = testMirror();
});

afterEach(async () => {
  await playground.remove();
  place.remove();
});

describe('tidy', () => {
  it('joins packs when there are many, and keeps everything that was in them', async () => {
    for (let number = 0; number < 52; number++) await playground.commit(`change ${number}`);
    const repository = testRepository(playground.path);
    const { mirror } = place;
    await mirror.update(repository, accessTo(playground.path));
    const gitFolder = join(place.folder, `${repository.id}.git`);
    const hashes = (await playground.git('rev-list', '--objects', '--no-object-names', '--all')).trim().split('\n');
    const packFolder = join(gitFolder, 'objects', 'pack');
    for (const hash of hashes.slice(0, 52)) {
      const packer = spawnSync('git', ['pack-objects', '--quiet', join(packFolder, 'pack')], {
        cwd: gitFolder,
        input: `${hash}\n`,
      });
      expect(packer.status).toBe(0);
    }
    async function countPacks(): Promise<number> {
      return (await readdir(packFolder)).filter((name) => name.endsWith('.pack')).length;
    }
    expect(await countPacks()).toBeGreaterThanOrEqual(52);
    await mirror.tidy(repository);
    expect(await countPacks()).toBeLessThan(10);
    const walked = (await walkAll(mirror, repository)).flatMap(({ commits }) => commits);
    expect(walked).toHaveLength(52);
  });

  it('leaves a damaged mirror alone', async () => {
    const repository = testRepository(playground.path);
    await expect(place.mirror.tidy(repository)).resolves.toBeUndefined();
  });
});
