/** Codes that are typed: whole, without letters that look alike, and read as people write them. */

import { expect, it } from 'vitest';
import { plainTypedCode, typedCodeFrom } from './typed-code.ts';

it('is made of twelve letters and digits that nobody mistakes for others', () => {
  const code = typedCodeFrom(Array.from({ length: 32 }, (_, index) => index * 8));
  expect(code).toMatch(/^[A-Z1-9]{4}-[A-Z1-9]{4}-[A-Z1-9]{4}$/);
  const all = Array.from({ length: 256 }, (_, byte) => typedCodeFrom([byte, 0, 0, 0]).slice(0, 1));
  expect(new Set(all).size).toBe(32);
  for (const mistaken of ['I', 'L', 'O', '0']) expect(all).not.toContain(mistaken);
});

it('counts however it is typed', () => {
  expect(plainTypedCode(' abcd efgh-JKMN ')).toBe('ABCDEFGHJKMN');
});
