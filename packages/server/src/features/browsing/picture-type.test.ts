/** Only what begins as a picture is one: a page or a script with a picture's name is not. */

import { expect, it } from 'vitest';
import { tinyPicture } from '../../test-support/mirror-example.ts';
import { pictureTypeOf } from './picture-type.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

it.each([
  ['image/png', tinyPicture],
  ['image/jpeg', latin1('\xff\xd8\xff\xe0\0\x10JFIF')],
  ['image/gif', latin1('GIF89a\x01\0')],
  ['image/webp', latin1('RIFF\x24\0\0\0WEBPVP8 ')],
  ['image/avif', latin1('\0\0\0\x1cftypavif')],
  ['image/x-icon', latin1('\0\0\x01\0\x02\0\x10\x10')],
  ['image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['image/svg+xml', Buffer.from('\uFEFF<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>')],
  [
    'image/svg+xml',
    Buffer.from('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n<!-- a --><!-- b --><svg a="1">'),
  ],
])('is %s', (type, bytes) => {
  expect(pictureTypeOf(bytes)).toBe(type);
});

it.each([
  ['nothing', ''],
  ['a page', '<!DOCTYPE html><html><svg></svg></html>'],
  ['a page with a comment', '<!-- <svg> --><html>'],
  ['a script', 'alert(1) // <svg>'],
  ['a drawing with entities of its own', '<!DOCTYPE svg [<!ENTITY a "b">]><svg>'],
  ['an element that only begins alike', '<svgx>'],
  ['a PNG that was read as text', '\uFFFDPNG\n\n'],
  ['a RIFF that is a film', 'RIFF\x24\0\0\0AVI LIST'],
  ['an endless comment', `<!--${' '.repeat(20_000)}`],
])('is not %s', (_what, text) => {
  expect(pictureTypeOf(Buffer.from(text))).toBeUndefined();
});
