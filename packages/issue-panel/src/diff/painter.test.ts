import { describe, expect, it, vi } from 'vitest';
import { codeBlock, highlightedLine, highlightedSize, portionOf } from './code-block.ts';
import { highlight, learn } from './highlighter.ts';
import { languageOf } from './language-of.ts';
import { createPainter, type Painter } from './painter.ts';

function toned(language: string, ...lines: readonly string[]): readonly (readonly string[])[] {
  return highlight(language, lines).map((ranges, index) =>
    ranges.map(({ start, end, tone }) => `${tone} ${lines[index]?.slice(start, end)}`),
  );
}

describe('highlight', () => {
  it('tells the colours of each line by its own places, across lines', () => {
    expect(toned('typescript', "const a = 'text'; // so", '/* one', 'two */ return 1;')).toEqual([
      ['keyword const', "text 'text'", 'comment // so'],
      ['comment /* one'],
      ['comment two */', 'keyword return', 'number 1'],
    ]);
  });

  it('takes markup as text', () => {
    expect(toned('xml', '</script><script>alert(1)</script>').flat().join(' ')).toContain('script');
  });

  it('learns rarer languages, and says of which it knows nothing', async () => {
    expect(await learn('typescript')).toBe(true);
    expect(await learn('scala')).toBe(true);
    expect(toned('scala', 'val a = 1')[0]).toContain('keyword val');
    expect(await learn('no-such-language')).toBe(false);
  });
});

describe('languageOf', () => {
  it.each([
    ['src/a.ts', 'typescript'],
    ['a/Dockerfile.test', 'dockerfile'],
    ['Makefile', 'makefile'],
    ['CMakeLists.txt', 'cmake'],
    ['a.JAVA', 'java'],
    ['ts', undefined],
    ['a.constructor', undefined],
    ['constructor', undefined],
    ['notes.txt', undefined],
  ])('takes %s as %s', (path, language) => expect(languageOf(path)).toBe(language));

  it('names only languages that can be learned', async () => {
    const endings =
      'sh c cpp cs css go java js json kt lua md php pl py r rb rs scss sql swift ts xml yaml vim tex ps1';
    for (const ending of endings.split(' ')) {
      expect([ending, await learn(languageOf(`a.${ending}`) ?? '')]).toEqual([ending, true]);
    }
  });
});

describe('codeBlock', () => {
  it('cuts long texts where something whole begins, and covers every line once', () => {
    const part = [
      ...Array.from({ length: 99 }, (_nothing, index) => `  call(${'x'.repeat(40)}, ${index});`),
      '}',
      '',
      'function next() {',
    ];
    const lines = Array.from({ length: 30 }, () => part).flat();
    const block = codeBlock('a.ts', lines)!;
    expect(block.portions.length).toBeGreaterThan(2);
    expect(block.portions.map(({ first }) => first)).toEqual([0, ...block.portions.slice(0, -1).map(({ end }) => end)]);
    expect(block.portions.at(-1)?.end).toBe(lines.length);
    expect(block.portions.slice(1).map(({ first }) => lines[first])).toEqual(
      block.portions.slice(1).map(() => 'function next() {'),
    );
    expect(portionOf(block, lines.length)).toBeUndefined();
  });

  it('leaves very large texts, and those of no language, plain', () => {
    expect(codeBlock('a.ts', ['x'.repeat(highlightedSize)])).toBeUndefined();
    expect(codeBlock('notes.txt', ['const a = 1;'])).toBeUndefined();
  });
});

describe('createPainter', () => {
  async function painted(
    painter: Painter,
    lines: readonly string[],
  ): Promise<readonly (readonly string[] | undefined)[]> {
    const block = codeBlock('a.ts', lines)!;
    const told = vi.fn<() => void>();
    const end = painter.subscribe(told);
    painter.want(block, 0);
    painter.want(block, 0);
    expect(painter.tonesOf(block, 0)).toBeUndefined();
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
    end();
    return lines.map((_line, index) => painter.tonesOf(block, index)?.map(({ tone }) => tone));
  }

  it('colours what is wanted, once, and lets very long lines be plain', async () => {
    const painter = createPainter();
    const long = `const ${'a'.repeat(highlightedLine)} = 1;`;
    expect(await painted(painter, ['const a = 1;', long, 'return 2;'])).toEqual([
      ['keyword', 'number'],
      [],
      ['keyword', 'number'],
    ]);
    expect(painter.done()).toBe(1);
  });

  it('leaves all plain when the highlighter does not come', async () => {
    const painter = createPainter(() => Promise.reject(new Error('offline')));
    expect(await painted(painter, ['const a = 1;'])).toEqual([undefined]);
  });
});
