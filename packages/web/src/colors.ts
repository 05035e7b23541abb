/** Light or dark: as the system says unless the person chose, and the choice is remembered in this browser. */

export type Colors = 'system' | 'light' | 'dark';

const key = 'branchline.colors';

/** `?colors=dark` in the address comes first: a page that embeds ours says how it looks itself. */
export function chosenColors(): Colors {
  const asked = new URLSearchParams(window.location.search).get('colors') ?? localStorage.getItem(key);
  return asked === 'light' || asked === 'dark' ? asked : 'system';
}

export function chooseColors(colors: Colors): void {
  localStorage.setItem(key, colors);
  applyColors();
}

/** Sets the theme now, and again whenever the system changes its mind. Called once. */
export function startColors(): void {
  applyColors();
  systemColors().addEventListener('change', applyColors);
}

function applyColors(): void {
  const colors = chosenColors();
  const dark = colors === 'dark' || (colors === 'system' && systemColors().matches);
  document.documentElement.dataset['colorMode'] = dark ? 'dark' : 'light';
}

function systemColors(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}
