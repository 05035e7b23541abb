import { expect, it } from 'vitest';
import { problemOfRefPattern } from './ref-pattern.ts';

it.each(['refs/changes/*', 'refs/notes/*', 'refs/notes/commits', 'refs/meta/config', 'refs/*/head', 'refs/heads/ünï'])(
  'takes %s',
  (pattern) => {
    expect(problemOfRefPattern(pattern)).toBeUndefined();
  },
);

it.each([
  ['--upload-pack=touch /tmp/x', 'does not begin with "refs/"'],
  ['-refs/heads/*', 'does not begin with "refs/"'],
  ['+refs/heads/*', 'does not begin with "refs/"'],
  ['^refs/heads/*', 'does not begin with "refs/"'],
  ['heads/*', 'does not begin with "refs/"'],
  ['refs/heads/*:refs/heads/*', 'has a character that no ref has'],
  ['refs/changes/*\nrefs/x', 'has a character that no ref has'],
  ['refs/changes/ *', 'has a character that no ref has'],
  ['refs/a?', 'has a character that no ref has'],
  ['refs/*/*', 'more than one "*"'],
  ['refs/../x', 'is not the name of a ref'],
  ['refs/a//b', 'is not the name of a ref'],
  ['refs/a.lock', 'is not the name of a ref'],
  ['refs/heads/', 'is not the name of a ref'],
  ['refs/stash', 'is never mirrored'],
  ['refs/replace/*', 'is never mirrored'],
  ['refs/branchline/*', 'is never mirrored'],
  [`refs/${'x'.repeat(200)}`, '205 characters; 200'],
])('refuses %j', (pattern, words) => {
  expect(problemOfRefPattern(pattern)).toContain(words);
});
