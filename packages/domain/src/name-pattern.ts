/** Patterns by which people name many repositories at once: `acme/*`, `*-docs`, `platform/**`. */

/** Characters of a pattern. */
export const patternLengthLimit = 300;

/**
 * Whether a pattern names the repository. `*` stands for any characters but a slash, `**` for any at all, `?` for one
 * that is no slash; upper and lower case are the same. A pattern without a slash is held against the last part of the
 * name only. Takes time in proportion to both lengths, whatever the pattern.
 */
export function matchesPattern(name: string, pattern: string): boolean {
  const whole = name.toLowerCase();
  const wanted = pattern.trim().toLowerCase();
  const text = wanted.includes('/') ? whole : whole.slice(whole.lastIndexOf('/') + 1);
  // reached[place]: the pattern read so far can stand for the first `place` characters.
  let reached = [true, ...Array.from({ length: text.length }, () => false)];
  for (const part of wanted.match(/\*{2,}|[^]/g) ?? []) reached = afterPart(reached, part, text);
  return reached.at(-1) ?? false;
}

/** Which beginnings of the text can be reached with one more part of the pattern. */
function afterPart(reached: readonly boolean[], part: string, text: string): boolean[] {
  const next = Array.from(reached, () => false);
  const repeats = part.startsWith('*');
  for (let place = 0; place < reached.length; place += 1) {
    const stays = repeats && reached[place] === true;
    const before = place === 0 ? undefined : text[place - 1];
    const arrives = before !== undefined && accepts(part, before) && (repeats ? next : reached)[place - 1] === true;
    next[place] = stays || arrives;
  }
  return next;
}

function accepts(part: string, character: string): boolean {
  if (part.length > 1) return true;
  if (part === '*' || part === '?') return character !== '/';
  return part === character;
}

/** What is wrong with a pattern, as a sentence; undefined when nothing is. */
export function problemOfPattern(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'A pattern is empty.';
  if (pattern.length > patternLengthLimit) {
    return `A pattern has ${pattern.length} characters; ${patternLengthLimit} are enough.`;
  }
  return undefined;
}
