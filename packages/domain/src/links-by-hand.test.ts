import { describe, expect, it } from 'vitest';
import type { KeyLink } from './development.ts';
import type { IssueKey } from './ids.ts';
import { keyLimit } from './issue-key.ts';
import { noLinksByHand, withLinksByHand } from './links-by-hand.ts';

const key = (text: string) => text as IssueKey;
const keys = (...texts: readonly string[]) => new Set(texts.map(key));
const found: readonly KeyLink[] = [
  { key: key('ABC-1'), foundIn: 'title' },
  { key: key('ABC-2'), foundIn: 'body' },
];

describe('withLinksByHand', () => {
  it('changes nothing where nobody said anything', () => {
    expect(withLinksByHand(found, noLinksByHand)).toBe(found);
  });

  it('adds behind what was found, also what was found already', () => {
    expect(withLinksByHand(found, { added: keys('XYZ-9', 'ABC-1'), removed: keys() })).toEqual([
      ...found,
      { key: 'XYZ-9', foundIn: 'by-hand' },
      { key: 'ABC-1', foundIn: 'by-hand' },
    ]);
  });

  it('takes off what was found, wherever', () => {
    const twice: readonly KeyLink[] = [...found, { key: key('ABC-1'), foundIn: 'notes' }];
    expect(withLinksByHand(twice, { added: keys(), removed: keys('ABC-1') })).toEqual([found[1]]);
    expect(withLinksByHand(found, { added: keys(), removed: keys('ABC-1', 'ABC-2', 'ABC-3') })).toEqual([]);
  });

  it('forgets what was added before and is not any more', () => {
    const before: readonly KeyLink[] = [...found, { key: key('OLD-1'), foundIn: 'by-hand' }];
    expect(withLinksByHand(before, { added: keys(), removed: keys('OLD-1') })).toEqual(found);
  });

  it('keeps the limit, and what was added before what was found', () => {
    const many = Array.from({ length: keyLimit }, (_, number): KeyLink => {
      return { key: key(`MANY-${number + 1}`), foundIn: 'body' };
    });
    const links = withLinksByHand(many, { added: keys('XYZ-1', 'MANY-1'), removed: keys() });
    expect(new Set(links.map((link) => link.key)).size).toBe(keyLimit);
    expect(links.filter(({ foundIn }) => foundIn === 'by-hand').map((link) => link.key)).toEqual(['XYZ-1', 'MANY-1']);
    expect(links.some((link) => link.key === `MANY-${keyLimit}`)).toBe(false);
  });
});
