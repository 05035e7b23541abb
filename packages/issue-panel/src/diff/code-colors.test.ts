import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';

type Color = readonly [number, number, number];

/** The values of a theme's tokens, as Atlassian's package has them. */
function tokensOf(theme: string): ReadonlyMap<string, string> {
  const load = createRequire(import.meta.url);
  const { default: css } = load(`@atlaskit/tokens/dist/cjs/artifacts/themes/${theme}.js`) as {
    readonly default: string;
  };
  return new Map(
    [...css.matchAll(/(--ds-[\w-]+):\s*(#[0-9A-Fa-f]{6,8})\b/gu)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Eight digits let what is below shine through. */
function over(hex: string, below: Color): Color {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const opacity = hex.length === 9 ? part(7) / 255 : 1;
  const mixed = (at: number, index: 0 | 1 | 2) => part(at) * opacity + below[index] * (1 - opacity);
  return [mixed(1, 0), mixed(3, 1), mixed(5, 2)];
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: Color, other: Color): number {
  const [darker = 0, lighter = 0] = [one, other]
    .map((color) => {
      const [red = 0, green = 0, blue = 0] = color.map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

const grounds = ['surface', 'background-accent-green-subtlest', 'background-accent-red-subtlest'];
const words = ['background-accent-green-subtler', 'background-accent-red-subtler'];

describe.each(['atlassian-light', 'atlassian-dark'])('the colours of code in %s', (theme) => {
  it('can be read on lines that are the same, added and removed, and on words that changed', async () => {
    const css = await readFile(new URL('code.css', import.meta.url), 'utf8');
    const tones = [...css.matchAll(/^\.bl-tone-(\w+) \{\s*color: var\((--ds-[\w-]+)\)/gmu)];
    expect(tones).toHaveLength(11);
    const tokens = tokensOf(theme);
    const surface = over(tokens.get('--ds-surface') ?? '', [0, 0, 0]);
    const unreadable = tones.flatMap(([, tone, token = '']) =>
      // On changed words comments take the colour of text, see the end of code.css.
      [...grounds, ...(tone === 'comment' ? [] : words)].flatMap((ground) => {
        const below = over(tokens.get(`--ds-${ground}`) ?? '', surface);
        const ratio = contrast(over(tokens.get(token) ?? '', below), below);
        return ratio >= 4.5 ? [] : [`${tone} on ${ground}: ${ratio.toFixed(2)}`];
      }),
    );
    expect(unreadable).toEqual([]);
  });
});
