/** Tells pictures that browsers show from everything else, by how they begin. */

/** As browsers are told them. */
export type PictureType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp'
  | 'image/avif'
  | 'image/svg+xml'
  | 'image/x-icon';

/** One byte as one character. Sources: the specifications of the formats, as the WHATWG's "MIME Sniffing" quotes them. */
const beginnings: readonly (readonly [RegExp, PictureType])[] = [
  [/^\x89PNG\r\n\x1a\n/u, 'image/png'],
  [/^\xff\xd8\xff/u, 'image/jpeg'],
  [/^GIF8[79]a/u, 'image/gif'],
  [/^RIFF[\s\S]{4}WEBPVP8/u, 'image/webp'],
  [/^[\s\S]{4}ftypavi[fs]/u, 'image/avif'],
  [/^\0\0\x01\0[^\0]\0/u, 'image/x-icon'],
  // An XML document whose root is a drawing. One that defines its own entities is not shown.
  [
    /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->)[\s\S]){0,4000}-->\s*)*(?:<!DOCTYPE\s+svg[^>[]{0,400}>\s*)?(?:<!--(?:(?!-->)[\s\S]){0,4000}-->\s*)*<svg[\s>]/u,
    'image/svg+xml',
  ],
];

/** Bytes that are looked at. */
const lookout = 16_384;

/** Undefined for anything else, whatever the file is called. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | undefined {
  const beginning = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, lookout)).toString('latin1');
  return beginnings.find(([pattern]) => pattern.test(beginning))?.[1];
}
