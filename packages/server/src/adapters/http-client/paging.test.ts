import { describe, expect, it } from 'vitest';
import { nextFromLink } from './paging.ts';

const base = 'https://git.example.com/api/v3';

describe('nextFromLink', () => {
  it.each([
    ['first', '<https://git.example.com/api/v3/user/repos?page=2>; rel="next"', '/user/repos?page=2'],
    ['among others', `<${base}/a?page=1>; rel="first", <${base}/a?page=3>; rel="next"`, '/a?page=3'],
    ['with a comma in it', `<${base}/a?ids=1,2>; rel="next", <${base}/b>; rel="last"`, '/a?ids=1,2'],
    ['of several relations', `<${base}/a>; rel="last next"`, '/a'],
    ['without quotes', `<${base}/a>; rel=next; title="x, y"`, '/a'],
    ['after other parameters', `<${base}/a>; title="<b>"; REL="Next"`, '/a'],
    ['relative', '</api/v3/a?after=x%2Fy>; rel="next"', '/a?after=x%2Fy'],
  ])('finds the page that is named %s', (_how, link, next) => {
    expect(nextFromLink({ link }, base)).toBe(next);
  });

  it('reads several headers as one', () => {
    const link = [`<${base}/a>; rel="prev"`, `<${base}/b>; rel="next"`];
    expect(nextFromLink({ link }, base)).toBe('/b');
  });

  it.each([[{}], [{ link: '' }], [{ link: `<${base}/a>; rel="last"` }], [{ link: 'nonsense; rel="next"' }]])(
    'finds none in %j',
    (headers) => {
      expect(nextFromLink(headers, base)).toBeUndefined();
    },
  );

  it.each([
    ['another host', 'https://thief.example/api/v3/a'],
    ['another port', 'https://git.example.com:8443/api/v3/a'],
    ['another scheme', 'http://git.example.com/api/v3/a'],
    ['another path', 'https://git.example.com/admin'],
    ['a path that only begins alike', 'https://git.example.com/api/v34/a'],
    ['a way out', 'https://git.example.com/api/v3/../../admin'],
    ['nowhere', 'https://'],
  ])('refuses a page at %s', (_where, target) => {
    expect(() => nextFromLink({ link: `<${target}>; rel="next"` }, base)).toThrow('which is not below');
  });
});
