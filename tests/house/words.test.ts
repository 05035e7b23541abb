import { describe, expect, it } from 'vitest';
import { inWords, repositoryFiles } from './repository-files.ts';
import { untranslatableViolations } from './words.ts';

it('stand in the catalogue', () => {
  expect(inWords(untranslatableViolations(repositoryFiles()))).toEqual([]);
});

describe('the check of words', () => {
  const page = 'packages/web/src/pages/example-page.tsx';
  const found = (text: string) => untranslatableViolations([{ path: page, text: `const page = ${text};` }]);

  it.each([
    '<p>Nothing is here</p>',
    "<p>{'Nothing is here'}</p>",
    '<p>{`${count} commits`}</p>',
    '<input placeholder="Part of a name" />',
    '<button aria-label={"Close"} />',
    '<Field label="Name" />',
  ])('catches %s', (text) => {
    expect(found(text)).toHaveLength(1);
  });

  it.each([
    '<p>{texts.here} · {count}</p>',
    '<p>×</p>',
    '<span>Branchline</span>',
    '<input name="search" type="search" />',
    '<p className="lead wide">{texts.lead}</p>',
  ])('lets %s be', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('asks nothing of tests', () => {
    const text = 'const page = <p>Nothing is here</p>;';
    expect(untranslatableViolations([{ path: 'packages/web/src/pages/example-page.test.tsx', text }])).toEqual([]);
  });
});
