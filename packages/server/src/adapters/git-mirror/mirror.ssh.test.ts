import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, type Credential, type GitAccess } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitPlayground, hasProgram, type GitPlayground } from '../../test-support/git-playground.ts';
import { makeKeyPair, startGitSshServer, type GitSshServer, type KeyPair } from '../../test-support/git-ssh-server.ts';
import { failureOf, testMirror, testRepository, walkAll, type TestMirror } from '../../test-support/test-mirror.ts';

const hasSsh = hasProgram('ssh') && hasProgram('ssh-keygen');

describe.skipIf(!hasSsh)('over ssh (skipped without ssh and ssh-keygen)', () => {
  let playground: GitPlayground;
  let place: TestMirror;
  let server: GitSshServer;
  let hostKey: KeyPair;
  let key: KeyPair;
  let url: string;
  const temporaryFolder = mkdtempSync(join(tmpdir(), 'branchline-ssh-test-'));

  beforeAll(async () => {
    playground = await gitPlayground();
    await playground.commit('ABC-1 one');
    place = testMirror({ temporaryFolder });
    hostKey = await makeKeyPair('ed25519');
    key = await makeKeyPair('ed25519', 'open sesame');
    server = await startGitSshServer({ hostKey, welcome: key });
    url = `ssh://git@127.0.0.1:${server.port}${playground.path}`;
  });

  afterAll(async () => {
    await server.close();
    place.remove();
    rmSync(temporaryFolder, { recursive: true });
    await playground.remove();
  });

  function access(passphrase: string | undefined = 'open sesame', privateKey = key.privateKey): GitAccess {
    const credential: Credential = {
      kind: 'ssh-key',
      privateKey: new Secret(privateKey),
      passphrase: passphrase === '' ? undefined : new Secret(passphrase),
    };
    return { url, credential };
  }

  it('reads with a key that has a passphrase, and leaves no key on the disk', async () => {
    const repository = testRepository(url);
    await place.mirror.update(repository, access());
    expect((await walkAll(place.mirror, repository)).map(({ walked }) => walked)).toEqual([1]);
    expect(server.commands.every((command) => command.startsWith('git-upload-pack '))).toBe(true);
    expect(readdirSync(temporaryFolder)).toEqual([]);
  });

  it('learns the host’s key at the first look, and accepts it when it is pinned', async () => {
    const learned = (await place.mirror.look(testRepository(url), access())).hostKey;
    const [type, bytes] = hostKey.publicKey.split(' ');
    expect(learned).toBe(`[127.0.0.1]:${server.port} ${type} ${bytes}`);
    const pinned = { ...access(), pinnedHostKey: learned ?? '' };
    expect((await place.mirror.look(testRepository(url), pinned)).hostKey).toBe(learned);
  });

  it('refuses a host that shows another key than the pinned one', async () => {
    const other = await makeKeyPair('ed25519');
    const [type, bytes] = other.publicKey.split(' ');
    const pinned = { ...access(), pinnedHostKey: `[127.0.0.1]:${server.port} ${type} ${bytes}` };
    const asked = server.commands.length;
    const failure = await failureOf(place.mirror.look(testRepository(url), pinned));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain('ANOTHER SSH KEY');
    expect(failure.message).toContain('SHA256:');
    expect(server.commands).toHaveLength(asked);
  });

  it.each(['rsa', 'ecdsa'] as const)('is refused with a key of somebody else (%s)', async (type) => {
    const stranger = await makeKeyPair(type);
    const failure = await failureOf(place.mirror.look(testRepository(url), access('', stranger.privateKey)));
    expect(failure.kind).toBe('unauthorized');
  });

  it.each(['wrong passphrase', ''])('is refused with the passphrase "%s"', async (passphrase) => {
    const failure = await failureOf(place.mirror.look(testRepository(url), access(passphrase)));
    expect(failure.kind).toBe('unauthorized');
    expect(failure.message).not.toContain('wrong passphrase"');
  });

  it('says that a key is damaged', async () => {
    const failure = await failureOf(place.mirror.look(testRepository(url), access('', 'not a key')));
    expect(failure.kind).toBe('unauthorized');
    expect(failure.message).toContain('damaged');
  });

  it('says that there is no such repository', async () => {
    const nowhere = { ...access(), url: `${url}-nowhere` };
    expect((await failureOf(place.mirror.look(testRepository(url), nowhere))).kind).toBe('not-found');
  });
});
