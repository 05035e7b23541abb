import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { markedSecrets } from './marked-secrets.ts';
import { openTestStore } from './test-store.ts';

describe('a marked secret', () => {
  it.each<[string, (value: string) => unknown]>([
    ['plain', (value) => `x${value}y`],
    ['in an address', (value) => `https://user:${encodeURIComponent(value)}@host`],
    ['in JSON', (value) => JSON.stringify({ a: value })],
    ['in base64', (value) => Buffer.from(value).toString('base64')],
    ['in base64 behind one letter', (value) => Buffer.from(`a:${value}`).toString('base64')],
    ['in base64 behind two', (value) => Buffer.from(`ab${value}zz`).toString('base64')],
    ['in base64 for addresses', (value) => Buffer.from(`abc${value}`).toString('base64url')],
    ['in hexadecimal', (value) => Buffer.from(`abc${value}`).toString('hex')],
    ['in bytes', (value) => Buffer.from(`\0\u0001${value}\0`)],
    ['in a value', (value) => ({ a: [{ b: { c: { d: { e: value } } } }] })],
    ['in an error', (value) => new Error(value)],
    ['in the cause of an error', (value) => new Error('x', { cause: [{ value }] })],
  ])('is found %s', (_how, hide) => {
    const secrets = markedSecrets();
    const secret = secrets.make('token');
    expect(secrets.placesIn('here', hide(secret.reveal()))).toEqual(['token: here']);
  });

  it('is not found where it is not, and cannot be printed', () => {
    const secrets = markedSecrets();
    const secret = secrets.make('token');
    expect(secrets.placesIn('here', { secret, text: 'marked-token-1' })).toEqual([]);
  });

  it('is found in the log', () => {
    const secrets = markedSecrets();
    secrets.log.warn('words', { deep: { down: secrets.make('token').reveal() } });
    expect(secrets.placesInLog()).toHaveLength(1);
  });

  it('is found in files and their names', () => {
    const secrets = markedSecrets();
    const value = secrets.make('token').reveal();
    const folder = mkdtempSync(join(tmpdir(), 'branchline-marked-'));
    writeFileSync(join(folder, 'config'), `[remote]\nurl = https://x:${encodeURIComponent(value)}@host\n`);
    writeFileSync(join(folder, Buffer.from(value).toString('hex')), '');
    expect(secrets.placesInFolder(folder).map((place) => place.split(' ')[1])).toEqual(['name', 'file']);
    rmSync(folder, { recursive: true });
  });

  it('is found in every table, those of the queue included', async () => {
    const secrets = markedSecrets();
    const value = secrets.make('token').reveal();
    const test = await openTestStore();
    await test.store.integrations.add({
      connector: 'git',
      name: 'x',
      settings: { cloneUrl: `https://u:${value}@host` },
    });
    await test.store.jobs.add('schedule-indexing', {}, { key: value, for: 'person', queue: 'x' });
    const places = await secrets.placesInDatabase(test.connectionString);
    expect(places).toEqual(
      expect.arrayContaining(['token: row of public.integrations', 'token: row of graphile_worker._private_jobs']),
    );
    await test.close();
  });

  it.skipIf(!existsSync('/proc/self/environ'))('is found in command lines and environments', async () => {
    const secrets = markedSecrets();
    const [inCommand, inEnvironment] = ['command', 'environment'].map((name) => secrets.make(name).reveal());
    const script = 'process.stdout.write("here"); setInterval(() => {}, 1000)';
    const child = spawn(process.execPath, ['-e', script, inCommand ?? ''], { env: { TOKEN: inEnvironment } });
    await new Promise((resolve) => {
      child.stdout.once('data', resolve);
    });
    const { places, inGit } = secrets.processes();
    child.kill('SIGKILL');
    expect([places.length, inGit]).toEqual([2, 0]);
    expect(places.join('\n')).toMatch(/command: command line of[^]*environment: environment of/);
  });
});
