/** A link made by hand → the contract's shape. */

import type { ManualLink as Shape } from '@branchline/contract';
import type { ManualLink } from '../../ports/store/manual-links.ts';

export function presentManualLink({ at, ...link }: ManualLink): Shape {
  return { ...link, at: at.toISOString() };
}
