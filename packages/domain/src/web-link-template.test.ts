import { expect, it } from 'vitest';
import { fillTemplate, problemOfPage, problemOfTemplate } from './web-link-template.ts';

const page = 'https://git.example/team/app';

it.each([
  ['{repository}/commit/{commit}', { commit: '00ff' }, `${page}/commit/00ff`],
  ['{repository}/src/{path}', { path: 'a b/ü?.ts' }, `${page}/src/a%20b/%C3%BC%3F.ts`],
  ['{repository}?at={branch}', { branch: 'feature/x&y' }, `${page}?at=feature%2Fx%26y`],
  ['https://review.example/{pullRequest}', { pullRequest: '7' }, 'https://review.example/7'],
  ['{repository}/tag/{tag}', { tag: '{commit}' }, `${page}/tag/%7Bcommit%7D`],
  ['{repository}/t/{tag}', { tag: '$&\ud800' }, `${page}/t/%24%26%EF%BF%BD`],
])('fills %s with %j', (template, values, expected) => {
  expect(problemOfTemplate(template)).toBeUndefined();
  expect(fillTemplate(template, page, values)).toBe(expected);
});

it.each([
  ['{repository}/{revision}', 'there is no placeholder {revision}'],
  ['javascript:alert({commit})', 'must be a web address'],
  ['//git.example/{commit}', 'must be a web address'],
  ['ftp://git.example/{commit}', 'must be a web address'],
  ['https:///{commit}', 'must be a web address'],
  ['https://{branch}.example/', 'must be a web address'],
])('refuses %s', (template, words) => {
  expect(problemOfTemplate(template)).toContain(words);
});

it('takes as a page what is an address without placeholders', () => {
  expect(problemOfPage(page)).toBeUndefined();
  expect(problemOfPage(`${page}/{commit}`)).toContain('without placeholders');
  expect(problemOfPage('javascript:alert(1)')).toContain('must be a web address');
});
