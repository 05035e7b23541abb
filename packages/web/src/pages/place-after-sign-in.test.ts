import { describe, expect, it } from 'vitest';
import { placeAfterSignIn } from './place-after-sign-in.ts';

describe('placeAfterSignIn', () => {
  it.each([
    [undefined, '/'],
    ['/issues/ABC-1?x=1#y', '/issues/ABC-1?x=1#y'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/sign-in', '/'],
  ])('%s leads to %s', (next, place) => expect(placeAfterSignIn(next)).toBe(place));
});
