import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCloneAddress, repositoryNameOf, shownCloneUrl } from './clone-address.ts';

describe('a clone address', () => {
  it.each([
    ['https://git.example.com/team/app.git', 'https://git.example.com/team/app.git', 'git.example.com', 443],
    [' https://GIT.example.com:8443/app ', 'https://git.example.com:8443/app', 'git.example.com', 8443],
    ['https://ada@git.example.com/app', 'https://git.example.com/app', 'git.example.com', 443],
    ['https://0x7f.1/app', 'https://127.0.0.1/app', '127.0.0.1', 443],
    ['https://[::1]:8080/app', 'https://[::1]:8080/app', '::1', 8080],
  ])('over https is normalised: %s', (text, url, host, port) => {
    expect(parseCloneAddress(text)).toEqual({ kind: 'https', url, host, port });
  });

  it('over http is told apart', () => {
    const expected = { kind: 'http', url: 'http://git.example.com/a', host: 'git.example.com', port: 80 };
    expect(parseCloneAddress('http://git.example.com/a')).toEqual(expected);
  });

  it.each([
    ['ssh://git@git.example.com:2222/team/app.git', 'git.example.com', 2222],
    ['ssh://git@git.example.com/~ada/app', 'git.example.com', 22],
    ['ssh://[2001:db8::1]:22/app', '2001:db8::1', 22],
    ['git@git.example.com:team/app.git', 'git.example.com', 22],
    ['host:/srv/app.git', 'host', 22],
    ['ada@[2001:db8::1]:app', '2001:db8::1', 22],
  ])('over ssh keeps its form: %s', (url, host, port) => {
    expect(parseCloneAddress(url)).toEqual({ kind: 'ssh', url, host, port });
  });

  it.each([
    ['/srv/git/app.git', '/srv/git/app.git'],
    ['/srv/git/with space: and colon', '/srv/git/with space: and colon'],
    ['file:///srv/git/app%20one', '/srv/git/app one'],
  ])('may be a folder: %s', (text, path) => {
    expect(parseCloneAddress(text)).toEqual({ kind: 'folder', path });
  });

  it.each([
    ['', 'empty'],
    ['-u./payload', 'dash'],
    ['--upload-pack=touch x', 'dash'],
    ['ext::sh -c id', 'remote helper'],
    ['EXT::sh -c id', 'remote helper'],
    ['fd::17', 'remote helper'],
    ['git://git.example.com/app', 'git://'],
    ['ftp://git.example.com/app', 'ftp://'],
    ['https://', 'not a valid https'],
    ['https://ada:secret@git.example.com/app', 'password'],
    ['https://git.example.com/app?x=1', '"?"'],
    ['https://git.example.com/app#x', '"#"'],
    ['https://git.example.com/a%0ab', 'control character'],
    ['https://git.example.com/a\nb', 'control character'],
    ['ssh://-oProxyCommand=id/x', 'host'],
    ['ssh://git@-oProxyCommand=id:22/x', 'host'],
    ['-oProxyCommand=id:x', 'dash'],
    ['git@-oProxyCommand=id:x', 'host'],
    ['ssh://-l@git.example.com/x', 'user name'],
    ['ssh://git:secret@git.example.com/x', 'password'],
    ['ssh://git.example.com', 'looks like'],
    ['ssh://git.example.com/', 'no repository'],
    ['ssh://git.example.com:0/x', 'port'],
    ['ssh://git.example.com:70000/x', 'port'],
    ['git@git.example.com:-x', 'dash'],
    ['ssh://ho st/x', 'host'],
    ['ssh://$(id)/x', 'host'],
    ['file://host/srv/app', 'file:///'],
    ['file:///srv/%00', 'file:///'],
    ['file:///srv/%zz', 'file:///'],
    ['C:\\repositories\\app', 'Windows'],
    ['\\\\host\\share', 'Windows'],
    ['relative/path', 'neither'],
    ['./path', 'neither'],
    ['~/path', 'neither'],
    [`https://git.example.com/${'x'.repeat(3000)}`, 'longer'],
  ])('is refused with the reason: %s', (text, word) => {
    const address = parseCloneAddress(text);
    expect(address).toEqual({ kind: 'refused', reason: expect.stringContaining(word) });
    expect(JSON.stringify(address)).not.toContain('secret');
  });

  it('never throws, and never lets through what git would take for an option or a program', () => {
    const parts = fc.constantFrom(
      'https://',
      'ssh://',
      'ext::',
      'git@',
      '-',
      '--',
      ':',
      '/',
      '@',
      '[',
      ']',
      '%',
      '::',
      'host',
    );
    const text = fc.array(fc.oneof(parts, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 8 });
    fc.assert(
      fc.property(
        text.map((words) => words.join('')),
        (address) => {
          const parsed = parseCloneAddress(address);
          const given = parsed.kind === 'refused' ? 'https://' : parsed.kind === 'folder' ? parsed.path : parsed.url;
          expect(given).not.toMatch(/^-|^[A-Za-z0-9+.-]+::|[\u0000-\u001f]/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the name of a repository', () => {
  it.each([
    ['https://git.example.com/team/app.git', 'app'],
    ['https://git.example.com/team/app/', 'app'],
    ['git@git.example.com:app.git', 'app'],
    ['/srv/git/app.git', 'app'],
    ['/home/ada/app/.git', 'app'],
    ['/', '/'],
  ])('of %s is %s', (address, name) => {
    expect(repositoryNameOf(address)).toBe(name);
  });
});

it.each([
  ['https://git.example.com/team/app.git', 'https://git.example.com/team/app.git'],
  ['https://ada:secret@git.example.com/app.git', 'https://git.example.com/app.git'],
  ['https://token@git.example.com/app.git', 'https://git.example.com/app.git'],
  ['ssh://git@git.example.com/app.git', 'ssh://git@git.example.com/app.git'],
  ['ssh://git:secret@git.example.com/app.git', 'ssh://git@git.example.com/app.git'],
  ['git@git.example.com:app.git', 'git@git.example.com:app.git'],
  ['/srv/git/app.git', undefined],
  ['file:///srv/git/app.git', undefined],
  ['FILE:///srv/git/app.git', undefined],
  ['https://', 'https://'],
])('%s is shown as %s', (address, shown) => {
  expect(shownCloneUrl(address)).toBe(shown);
});
