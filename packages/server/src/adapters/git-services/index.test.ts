import { expect, it } from 'vitest';
import { testNetwork } from '../../test-support/test-network.ts';
import { createConnectors } from './index.ts';

it('finds plain git by its id', () => {
  expect(createConnectors(testNetwork()).get('git')?.title).toBe('Git');
});
