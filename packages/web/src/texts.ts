/** Every word of the pages, in one catalogue, so that a translation is one object of the same shape. */

import { commonTexts } from './texts/common.ts';
import { editTexts } from './texts/edit.ts';
import { frameTexts } from './texts/frame.ts';

export const texts = {
  common: commonTexts,
  edit: editTexts,
  frame: frameTexts,
} as const;
