import type { CommitHash } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { linksBelow } from './links.ts';
import { addressesFrom, enterpriseServer, githubCom, parseSettingsOf, settingsFormOf } from './settings.ts';

describe('the settings of a GitHub', () => {
  it.each([
    [githubCom, {}, 'https://github.com', 'https://api.github.com'],
    [githubCom, { url: ' https://acme.ghe.com/ ' }, 'https://acme.ghe.com', 'https://api.acme.ghe.com'],
    [
      githubCom,
      { url: 'http://[::1]:8080', apiUrl: 'http://[::1]:8080/api/' },
      'http://[::1]:8080',
      'http://[::1]:8080/api',
    ],
    [enterpriseServer, { url: 'https://git.example.com' }, 'https://git.example.com', 'https://git.example.com/api/v3'],
    [enterpriseServer, { url: 'https://[::1]:8443/hub/' }, 'https://[::1]:8443/hub', 'https://[::1]:8443/hub/api/v3'],
    [
      enterpriseServer,
      { url: 'https://a.example', apiUrl: 'https://b.example/v3' },
      'https://a.example',
      'https://b.example/v3',
    ],
  ])('lead to pages and API', (kind, input, url, apiUrl) => {
    const settings = parseSettingsOf(kind, input);
    expect(addressesFrom(kind, settings)).toEqual({ url, apiUrl });
    expect(parseSettingsOf(kind, settings)).toEqual(settings);
  });

  it.each([
    [enterpriseServer, {}, 'url'],
    [githubCom, { url: 'github.com' }, 'url'],
    [githubCom, { url: 'ftp://github.example' }, 'url'],
    [githubCom, { url: 'https://me:token@github.example' }, 'url'],
    [githubCom, { url: 'https://github.example?x' }, 'url'],
    [githubCom, { url: 'https://127.0.0.1' }, 'apiUrl'],
    [githubCom, { url: 'https://github.example/acme' }, 'apiUrl'],
    [githubCom, { token: 'x' }, 'The settings'],
    [githubCom, 'text', 'The settings'],
  ])('that make no sense are refused by name', (kind, input, named) => {
    const refusal = { kind: 'rejected', from: 'git-service', message: expect.stringContaining(named) };
    expect(() => parseSettingsOf(kind, input)).toThrow(expect.objectContaining(refusal));
  });

  it('have GitHub.com as a standard that can be changed', () => {
    expect(settingsFormOf(githubCom)[0]).toMatchObject({
      name: 'url',
      standard: 'https://github.com',
      isRequired: false,
    });
    expect(settingsFormOf(enterpriseServer)[0]).toMatchObject({ standard: undefined, isRequired: true });
  });
});

it('links lead to pages below the repository’s own, piece by piece encoded', () => {
  const repository = { remoteId: '7', name: 'acme/app', cloneUrl: 'x', webUrl: 'https://github.example/acme/app' };
  const links = linksBelow('https://other.example');
  const hash = 'a'.repeat(40) as CommitHash;
  expect(links.repository({ ...repository, webUrl: undefined })).toBe('https://other.example/acme/app');
  expect(links.commit(repository, hash)).toBe(`https://github.example/acme/app/commit/${hash}`);
  expect(links.branch(repository, 'a/#1 ä')).toBe('https://github.example/acme/app/tree/a/%231%20%C3%A4');
  expect(links.tag(repository, 'v1')).toBe('https://github.example/acme/app/releases/tag/v1');
  expect(links.file(repository, hash, 'a/b?.md')).toBe(`https://github.example/acme/app/blob/${hash}/a/b%3F.md`);
  expect(links.compare(repository, 'main', 'a/b')).toBe('https://github.example/acme/app/compare/main...a/b');
});
