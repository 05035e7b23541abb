/** What people wrote, in Jira Cloud's documents and in Data Center's wiki text. */

import { describe, expect, it } from 'vitest';
import { documentOf } from './document-text.ts';
import { wikiTextOf } from './wiki-text.ts';

const origin = { text: 'Ada in commit abc1234 of team/app', url: 'https://git.example.com/app/abc1234' };

function said(body: string) {
  return { body, origin: undefined };
}

function paragraphs(body: string) {
  return documentOf(said(body))?.content.map(({ content }) => content);
}

describe('documents', () => {
  it('make a paragraph of each line, and of the origin a last one with its address', () => {
    expect(documentOf({ body: 'first\r\n\n  \nsecond', origin })).toEqual({
      type: 'doc',
      version: 1,
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: 'first' }] },
        { type: 'paragraph', content: [{ type: 'text', text: 'second' }] },
        {
          type: 'paragraph',
          content: [
            {
              type: 'text',
              text: origin.text,
              marks: [{ type: 'link', attrs: { href: origin.url } }, { type: 'em' }],
            },
          ],
        },
      ],
    });
  });

  it('make links of addresses, without the punctuation around them', () => {
    expect(paragraphs('see https://a.example/b?c=1, or (http://d.example).')).toEqual([
      [
        { type: 'text', text: 'see ' },
        {
          type: 'text',
          text: 'https://a.example/b?c=1',
          marks: [{ type: 'link', attrs: { href: 'https://a.example/b?c=1' } }],
        },
        { type: 'text', text: ', or (' },
        { type: 'text', text: 'http://d.example', marks: [{ type: 'link', attrs: { href: 'http://d.example' } }] },
        { type: 'text', text: ').' },
      ],
    ]);
  });

  it('never hold an empty text', () => {
    expect(documentOf(said(' \n\u0000\n\t'))).toBeUndefined();
    expect(JSON.stringify(documentOf({ body: '\n', origin }))).not.toContain('"text":""');
    expect(JSON.stringify(documentOf(said('\u0000https://a.example/\u0007')))).not.toContain('"text":""');
  });

  it('keep a control character and half a character out', () => {
    expect(paragraphs('a\u0007b \ud800c')).toEqual([[{ type: 'text', text: 'ab \ufffdc' }]]);
  });

  it.each([
    ['plain', 'word '.repeat(20_000)],
    ['quotes, which take two characters', '"'.repeat(40_000)],
    ['lines', 'a\n'.repeat(20_000)],
    ['characters of two halves', '🙂'.repeat(20_000)],
  ])('of %s are cut at 32,767 characters, with a word and the whole origin', (_what, body) => {
    const text = JSON.stringify(documentOf({ body, origin }));
    expect(text.length).toBeLessThanOrEqual(32_767);
    expect(text.length).toBeGreaterThan(32_600);
    expect(text).toContain('… (shortened)');
    expect(text).toContain(origin.url);
    expect(text.isWellFormed()).toBe(true);
  });

  it('are not cut when they fit', () => {
    const body = 'a'.repeat(32_000);
    expect(paragraphs(body)).toEqual([[{ type: 'text', text: body }]]);
  });

  it('name no address that is not one of the web', () => {
    expect(JSON.stringify(documentOf({ body: 'x', origin: { text: 'y', url: 'javascript:alert(1)' } }))).not.toContain(
      'javascript',
    );
  });
});

describe('wiki text', () => {
  it.each([
    ['{code}rm{code}', '\\{code\\}rm\\{code\\}'],
    ['[~admin] [x|http:x]', '\\[\\~admin\\] \\[x\\|http:x\\]'],
    ['!https.png! *b* _i_ -s- ^u^ +v+ ~w~', '\\!https.png\\! \\*b\\* \\_i\\_ \\-s\\- \\^u\\^ \\+v\\+ \\~w\\~'],
    ['snake_case DEMO-12 a-b', 'snake_case DEMO-12 a-b'],
    ['# one', '\\# one'],
    ['- one', '\\- one'],
    ['----', '\\-\\-\\-\\-'],
    ['h1. big', 'h1&#46; big'],
    ['bq. said', 'bq&#46; said'],
    ['??cite??', '\\?\\?cite\\?\\?'],
    ['C:\\dir\\{x}', 'C:&#92;dir&#92;\\{x\\}'],
    ['\\{code}', '&#92;\\{code\\}'],
    ['(!) (x)', '\\(\\!\\) \\(x\\)'],
    ['see https://a.example/b_c-d?e=1 now', 'see https://a.example/b_c-d?e=1 now'],
    ['https://a.example/{code}', 'https://a.example/\\{code\\}'],
  ])('of %j is %j', (text, wiki) => {
    expect(wikiTextOf(said(text))).toBe(wiki);
  });

  it('separates paragraphs, and leads to the origin', () => {
    expect(wikiTextOf({ body: 'one\ntwo', origin: { text: 'a|b', url: 'https://git.example.com/a|b]' } })).toBe(
      'one\n\ntwo\n\n[a\\|b|https://git.example.com/a%7Cb%5D]',
    );
  });

  it('keeps a mark where readers do not see it', () => {
    expect(wikiTextOf(said('one'), 'smart-commit/12')).toBe('one{anchor:branchline-smart-commit_2F12}');
    expect(wikiTextOf(undefined, 'smart-commit/12')).toBe('{anchor:branchline-smart-commit_2F12}');
    expect(wikiTextOf(said('{anchor:branchline-smart-commit_2F12}'))).not.toContain(
      '{anchor:branchline-smart-commit_2F12}',
    );
    expect(wikiTextOf(said('\n'))).toBeUndefined();
  });

  it('is cut at 32,767 characters as they are written, mark and origin whole', () => {
    const wiki = wikiTextOf({ body: '*'.repeat(40_000), origin }, 'smart-commit/1') ?? '';
    expect(wiki.length).toBeLessThanOrEqual(32_767);
    expect(wiki.length).toBeGreaterThan(32_700);
    expect(wiki).toMatch(/… \\\(shortened\\\)\n\n\[.*abc1234\]\{anchor:branchline-smart-commit_2F1\}$/s);
  });
});
