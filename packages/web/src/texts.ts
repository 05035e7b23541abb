/** Every word of the pages, in one catalogue, so that a translation is one object of the same shape. */

import { issueTexts } from './texts/issues.ts';
import { sharedTexts } from './texts/shared.ts';
import { associationTexts } from './texts/associations.ts';
import { editTexts } from './texts/edit.ts';
import { frameTexts } from './texts/frame.ts';

import { repositoryChoiceTexts } from './texts/repository-choice.ts';
import { wizardTexts } from './texts/wizard.ts';

export const texts = {
  repositoryChoice: repositoryChoiceTexts,
  wizard: wizardTexts,
  associations: associationTexts,
  issues: issueTexts,
  shared: sharedTexts,
  edit: editTexts,
  frame: frameTexts,
} as const;
