/** The switch between light, dark and what the system says. */

import { Icon } from '@branchline/issue-panel';
import type { IconName } from '@branchline/issue-panel';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { chooseColors, chosenColors } from '../colors.ts';
import type { Colors } from '../colors.ts';
import * as texts from '../texts.ts';

const next: Readonly<Record<Colors, Colors>> = { system: 'light', light: 'dark', dark: 'system' };
const icons: Readonly<Record<Colors, IconName>> = { system: 'system', light: 'sun', dark: 'moon' };
const words = texts.frame.colors;

export function ColorSwitch(): ReactElement {
  const [colors, setColors] = useState(chosenColors);
  function change(): void {
    const chosen = next[colors];
    chooseColors(chosen);
    setColors(chosen);
  }
  return (
    <button type="button" className="icon-button" title={words[colors]} onClick={change}>
      <Icon name={icons[colors]} label={words.press(words[colors])} />
    </button>
  );
}
