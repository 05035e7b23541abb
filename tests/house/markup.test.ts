import { describe, expect, it } from 'vitest';
import { markupViolations } from './markup.ts';
import { inWords, repositoryFiles } from './repository-files.ts';

it('text from outside stays text', () => {
  expect(inWords(markupViolations(repositoryFiles()))).toEqual([]);
});

describe('the check of markup', () => {
  const found = (text: string, path = 'packages/web/src/pages/example-page.tsx') => markupViolations([{ path, text }]);

  it.each([
    '<p dangerouslySetInnerHTML={{ __html: message }} />',
    'element.innerHTML = message;',
    '<iframe srcDoc={page} />',
    '<a href={repository.webUrl}>',
    '<a href={`${url}/commits`}>',
    '<form action={url}>',
  ])('catches %s', (text) => {
    expect(found(`const one = 1;\n${text}`)).toMatchObject([{ line: 2 }]);
  });

  it.each(['<a href="#content">', '<a href={`/issues/${key}`}>', "<a href={'#top'}>", '<WebLink url={url}>'])(
    'lets %s be',
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it('asks nothing of tests, and lets the one component be that knows which links to follow', () => {
    expect(found('<a href={url}>', 'packages/web/src/pages/example-page.test.tsx')).toEqual([]);
    expect(found('<a href={url}>', 'packages/issue-panel/src/web-link.tsx')).toEqual([]);
  });
});
