import { versioned } from '@branchline/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { namesVersion, versionOf, versionStamp } from './versions.ts';

const Thing = versioned(z.object({ name: z.string(), settings: z.unknown(), seen: z.number() }), ['name', 'settings']);

function versionAt(thing: unknown): string | undefined {
  return versionOf(versionStamp(Thing)?.(thing));
}

describe('versionStamp', () => {
  const thing = { name: 'a', settings: { one: 1, two: [1, 2] }, seen: 1 };

  it('says the same of the same content, whatever the order of its keys, and whatever else changed', () => {
    const version = versionAt(thing);
    expect(version).toMatch(/^[\w-]{22}$/u);
    expect(versionAt({ ...thing, settings: { two: [1, 2], one: 1 }, seen: 2 })).toBe(version);
  });

  it('says another when something changed that an edit replaces', () => {
    const version = versionAt(thing);
    const others = [
      { ...thing, name: 'b' },
      { ...thing, settings: { one: 1, two: [2, 1] } },
      { ...thing, settings: { one: '1', two: [1, 2] } },
      { ...thing, settings: null },
      { name: null, settings: 'a', seen: 1 },
    ];
    const versions = others.map(versionAt);
    expect(new Set([version, ...versions]).size).toBe(6);
  });

  it('takes a field that is left out for one without a value', () => {
    expect(versionAt({ name: 'a', seen: 1 })).toBe(versionAt({ name: 'a', settings: null, seen: 1 }));
  });

  it('finds versioned things in lists, in fields, and where there may be none', () => {
    const List = z.object({ things: z.array(Thing), one: Thing.nullable(), none: Thing.nullable(), other: z.number() });
    const stamped = versionStamp(List)?.({ things: [thing], one: thing, none: null, other: 1 });
    const version = versionAt(thing);
    expect(stamped).toEqual({ things: [{ ...thing, version }], one: { ...thing, version }, none: null, other: 1 });
    expect(versionOf(stamped)).toBeUndefined();
  });

  it('is none where a shape has no versions', () => {
    expect(versionStamp(z.object({ things: z.array(z.object({ name: z.string() })) }))).toBeUndefined();
    expect(versionStamp(z.undefined())).toBeUndefined();
  });
});

describe('namesVersion', () => {
  it.each([
    ['"abc"', true],
    ['W/"abc"', true],
    ['"other", "abc"', true],
    ['*', true],
    ['abc', false],
    ['"other"', false],
    ['"ab"', false],
    ['', false],
  ])('%s: %s', (ifMatch, expected) => {
    expect(namesVersion(ifMatch, 'abc')).toBe(expected);
  });

  it('is never so of something without a version, unless any will do', () => {
    expect(namesVersion('"undefined"', undefined)).toBe(false);
    expect(namesVersion('*', undefined)).toBe(true);
  });
});
