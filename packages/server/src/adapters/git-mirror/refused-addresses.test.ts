import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitPlayground } from '../../test-support/git-playground.ts';
import { accessTo, failureOf, testMirror, testRepository, type TestMirror } from '../../test-support/test-mirror.ts';

let place: TestMirror;

beforeEach(() => {
  place = testMirror();
});
afterEach(() => place.remove());

describe('folders', () => {
  it('are read only inside the allowed ones, links followed', async () => {
    const playground = await gitPlayground();
    await playground.commit('one');
    const allowed = join(playground.folder, 'allowed');
    await mkdir(allowed);
    await symlink(playground.path, join(allowed, 'link'));
    place.remove();
    place = testMirror({ allowedFolders: [allowed] });
    for (const path of [playground.path, join(allowed, 'link'), join(allowed, '../work'), '/nowhere/at/all']) {
      const failure = await failureOf(place.mirror.look(testRepository(path), accessTo(path)));
      expect([path, failure.kind]).toEqual([path, 'rejected']);
    }
    const missing = await failureOf(place.mirror.look(testRepository('x'), accessTo(join(allowed, 'missing'))));
    expect(missing.kind).toBe('not-found');
    const noRepository = await failureOf(place.mirror.look(testRepository('x'), accessTo(allowed)));
    expect(noRepository.kind).toBe('not-found');
    await playground.remove();
  });
});

describe('refused addresses', () => {
  it.each([
    'ext::sh -c touch% /tmp/never',
    'fd::3',
    '--upload-pack=touch /tmp/never',
    '-oProxyCommand=touch /tmp/never',
    'ssh://-oProxyCommand=touch/x',
    'git://git.example.com/app.git',
    'ftp://git.example.com/app.git',
    'file://host/srv/app.git',
    'file:///etc',
    'http://169.254.169.254/latest/meta-data',
    'http://0xa9fea9fe/app.git',
    'http://2852039166/app.git',
    'http://0251.0376.0251.0376/app.git',
    'http://[::ffff:169.254.169.254]/app.git',
    'http://[fe80::1]/app.git',
    'http://0.0.0.0/app.git',
    'http://224.0.0.1/app.git',
    'https://user:secret@git.example.com/app.git',
    'relative/path',
  ])('never reach git: %s', async (url) => {
    const failure = await failureOf(place.mirror.look(testRepository(url), accessTo(url)));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).not.toContain('secret@');
  });

  it('include private hosts and plain http unless the operator allows them', async () => {
    place.remove();
    place = testMirror({ allowPrivateHosts: false, allowHttp: false, findAddresses: async () => ['10.1.2.3'] });
    const hosts = ['https://127.0.0.1/a', 'https://localhost/a', 'https://[::1]/a', 'https://intern.example.com/a'];
    for (const url of hosts) {
      expect((await failureOf(place.mirror.look(testRepository(url), accessTo(url)))).kind).toBe('rejected');
    }
    place.remove();
    place = testMirror({ allowHttp: false });
    const http = await failureOf(place.mirror.look(testRepository('x'), accessTo('http://127.0.0.1/a')));
    expect([http.kind, http.message.includes('https')]).toEqual(['rejected', true]);
  });
});
