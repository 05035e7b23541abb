/** Takes the quotes off a path as git writes it where a path must stay on one line. */

import { decoded } from '../lines-of.ts';

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** @param quoted with every byte as one character; without quotes it is the path itself */
export function unquoted(quoted: string): string {
  if (!quoted.startsWith('"')) return decoded(quoted);
  const inside = quoted.slice(1, -1).replaceAll(/\\([0-7]{3}|.)/gsu, (_, escape: string) => {
    if (escape.length === 3) return String.fromCharCode(Number.parseInt(escape, 8));
    return escapes[escape] ?? escape;
  });
  return decoded(inside);
}
