/** Every word of the pages, in one catalogue, so that a translation is one object of the same shape. */

import { sharedTexts } from './texts/shared.ts';
import { associationTexts } from './texts/associations.ts';
import { editTexts } from './texts/edit.ts';
import { frameTexts } from './texts/frame.ts';

export const texts = {
  associations: associationTexts,
  shared: sharedTexts,
  edit: editTexts,
  frame: frameTexts,
} as const;
