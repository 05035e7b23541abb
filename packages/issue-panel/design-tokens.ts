/**
 * Brings Atlassian's design tokens into the build as a plain style sheet: `virtual:design-tokens.css`.
 *
 * The package's own way writes style elements while the page runs, which a strict content security policy forbids.
 */

import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const themes = ['atlassian-light', 'atlassian-dark', 'atlassian-spacing', 'atlassian-shape', 'atlassian-typography'];
const request = 'virtual:design-tokens.css';
const resolved = '\0design-tokens.css';

/** The themes are chosen by attributes of the html element, see index.html. */
export function designTokens(): Plugin {
  return {
    name: 'design-tokens',
    resolveId: (id) => (id === request ? resolved : undefined),
    load: (id) => (id === resolved ? themes.map(themeCss).join('\n') : undefined),
  };
}

function themeCss(theme: string): string {
  const require = createRequire(import.meta.url);
  const module = require(`@atlaskit/tokens/dist/cjs/artifacts/themes/${theme}.js`) as { readonly default: string };
  return module.default;
}
