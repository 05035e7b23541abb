import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { pathBelow } from './path-below.ts';

const base = 'https://git.example.com:8443/gitlab/api/v4';

it.each([
  ['/projects', '/projects'],
  ['/groups/a%2Fb/projects?per_page=5', '/groups/a%2Fb/projects?per_page=5'],
  ['/groups/../projects', '/projects'],
  ['/', '/'],
])('%s lies below as %s', (path, expected) => {
  expect(pathBelow(base, path)).toBe(expected);
  expect(pathBelow(`${base}/`, path)).toBe(expected);
});

it.each([
  '',
  'projects',
  '//elsewhere.example/list',
  '/\\elsewhere.example/list',
  'https://elsewhere.example/list',
  '/..',
  '/../../admin',
  '/groups/../../../oauth/token/info',
  '/%2e%2e/%2e%2e/admin',
])('"%s" does not', (path) => {
  expect(pathBelow(base, path)).toBeUndefined();
});

it('never leads away, whatever is written', () => {
  assert(
    property(string(), (text) => {
      const below = pathBelow(base, `/${text}`);
      return below === undefined || new URL(`${base}${below}`).href.startsWith(`${base}/`);
    }),
  );
});
