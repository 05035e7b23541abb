import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programPlace, type ProgramPlace } from '../test-support/program.ts';

let place: ProgramPlace;

const push = {
  ref: 'refs/heads/main',
  before: '1'.repeat(40),
  after: '2'.repeat(40),
  repository: { id: 17, full_name: 'acme/app', name: 'app', clone_url: 'https://git.example/acme/app.git' },
  commits: [],
  pusher: { login: 'ann' },
};
const secret = 'a secret of these tests';
const body = JSON.stringify(push);
const signature = createHmac('sha256', secret).update(body).digest('hex');

beforeAll(async () => {
  place = await programPlace();
  const files = { 'push.json': body, 'half.json': body.slice(0, 40), secret: `${secret}\n`, other: 'another' };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(place.folder, name), text)));
});
afterAll(() => place.remove());

const asGitea = ['--service', 'gitea', '--header', 'X-Gitea-Event: push', '--header', 'X-Gitea-Delivery: 1'];

async function explain(...words: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr, code } = await place.run(['webhooks', 'explain', '--json', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const answer = JSON.parse(stdout) as Record<string, unknown>;
  expect(Object.keys(answer)).toEqual(['outcome', 'reason', 'repository', 'scope']);
  return answer;
}

describe('webhooks explain --json', () => {
  it('says what would be looked at', async () => {
    expect(await explain(...asGitea, '--body', 'push.json')).toEqual({
      outcome: 'look',
      reason: 'Because of "push", acme/app is looked at: refs/heads/main.',
      repository: { remoteId: '17', cloneUrl: 'https://git.example/acme/app.git', name: 'acme/app' },
      scope: { kind: 'refs', names: ['refs/heads/main'] },
    });
  });

  it('says why nothing would be done', async () => {
    const words = ['--service', 'gitea', '--header', 'X-Gitea-Event: fork', '--body', 'push.json'];
    expect(await explain(...words)).toMatchObject({ outcome: 'ignore', repository: null, scope: null });
  });

  it.each([
    ['headers of somebody else', ['--service', 'gitea', '--header', 'X-Other-Event: push', '--body', 'push.json']],
    ['no headers at all', ['--service', 'gitea', '--body', 'push.json']],
    ['half a body', [...asGitea, '--body', 'half.json']],
    ['a service that sends none', ['--service', 'git', '--body', 'push.json']],
    ['no signature', [...asGitea, '--body', 'push.json', '--secret-file', 'secret']],
  ])('refuses %s', async (_, words) => {
    expect(await explain(...words)).toMatchObject({ outcome: 'refused', repository: null, scope: null });
  });

  it('verifies with a secret', async () => {
    const signed = [...asGitea, '--header', `X-Gitea-Signature: ${signature}`, '--body', 'push.json'];
    expect(await explain(...signed, '--secret-file', 'secret')).toMatchObject({ outcome: 'look' });
    expect(await explain(...signed, '--secret-file', 'other')).toMatchObject({ outcome: 'refused' });
  });
});

it('says it in words, too, and reads standard input', async () => {
  const { stdout } = await place.run(['webhooks', 'explain', ...asGitea, '--body', '-'], { input: body });
  expect(stdout).toContain('look: Because of "push", acme/app is looked at: refs/heads/main.\n');
  expect(stdout).toContain('  clone URL: https://git.example/acme/app.git\n');
});

describe('what cannot be used is named', () => {
  it.each([
    [['--service', 'gitmea', '--body', 'push.json'], 1, 'There is no Git service "gitmea"; known are: git, '],
    [['--service', 'gitea', '--body', 'nothing.json'], 1, 'nothing.json cannot be read (ENOENT)'],
    [['--service', 'gitea', '--header', 'no header', '--body', 'push.json'], 1, "Write it like --header 'Name: value'"],
    [['--service', 'gitea'], 2, '--body'],
    [['--body', 'push.json'], 2, '--service'],
  ])('%j', async (words, code, message) => {
    const ended = await place.run(['webhooks', 'explain', ...words]);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(message);
    expect(ended.stdout).toBe('');
  });
});
