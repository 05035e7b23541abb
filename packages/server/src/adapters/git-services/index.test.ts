import { expect, it } from 'vitest';
import { createConnectors } from './index.ts';

it('finds plain git by its id', () => {
  expect(createConnectors().get('git')?.title).toBe('Git');
});
