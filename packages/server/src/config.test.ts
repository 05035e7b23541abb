import { describe, expect, it } from 'vitest';
import { ConfigProblem, configVariables, readConfig } from './config.ts';

describe('readConfig', () => {
  it('works with an empty environment and listens on loopback only', () => {
    const config = readConfig({ HOME: '/home/jo' });
    expect(config).toMatchObject({
      dataFolder: '/home/jo/.branchline',
      host: '127.0.0.1',
      port: 8095,
      publicUrl: 'http://127.0.0.1:8095',
      databaseUrl: undefined,
      allowedFolders: [],
      allowPrivateHosts: false,
      allowPlainHttp: false,
    });
  });

  it('takes an empty variable as unset', () => {
    expect(readConfig({ HOME: '/h', BRANCHLINE_PORT: '' }).port).toBe(8095);
  });

  it('reads lists, flags and addresses', () => {
    const config = readConfig({
      HOME: '/h',
      BRANCHLINE_ALLOWED_FOLDERS: '/srv/git:/home/git',
      BRANCHLINE_ALLOW_PRIVATE_HOSTS: 'yes',
      BRANCHLINE_URL: 'https://git.example.com/branchline/',
    });
    expect(config.allowedFolders).toEqual(['/srv/git', '/home/git']);
    expect(config.allowPrivateHosts).toBe(true);
    expect(config.publicUrl).toBe('https://git.example.com/branchline');
  });

  it.each([
    ['BRANCHLINE_DATA', 'relative/path'],
    ['BRANCHLINE_PORT', '65536'],
    ['BRANCHLINE_PORT', 'http'],
    ['BRANCHLINE_PORT', '-1'],
    ['BRANCHLINE_URL', 'ftp://example.com'],
    ['DATABASE_URL', 'mysql://example.com/x'],
    ['BRANCHLINE_ALLOWED_FOLDERS', '/srv/git:relative'],
    ['BRANCHLINE_ALLOW_PRIVATE_HOSTS', 'maybe'],
    ['BRANCHLINE_JOBS', '0'],
    ['BRANCHLINE_ACCESS_TOKEN', 'pa55word'],
    ['BRANCHLINE_TRIGGER_SECRET', 'pa55word'],
    ['BRANCHLINE_LOG_LEVEL', 'loud'],
  ])('refuses %s=%s with the name, the problem and an example', (name, value) => {
    const read = () => readConfig({ HOME: '/h', [name]: value });
    expect(read).toThrow(ConfigProblem);
    expect(read).toThrow(new RegExp(`^${name} cannot be used: .+\\. Example: ${name}=.+`));
  });

  it.each(['BRANCHLINE_ACCESS_TOKEN', 'BRANCHLINE_TRIGGER_SECRET'])('does not repeat the secret in %s', (name) => {
    expect(() => readConfig({ HOME: '/h', [name]: 'pa55word' })).not.toThrow('pa55word');
  });

  it('describes every variable', () => {
    for (const { name, about, example, standard } of Object.values(configVariables)) {
      expect([name, about, example, standard].every((text) => text.length > 0)).toBe(true);
    }
  });
});
