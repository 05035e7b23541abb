import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeServices } from '../../test-support/describe-services.ts';
import { testNetwork } from '../../test-support/test-network.ts';

import { createConnectors } from './index.ts';

const connectors = createConnectors(testNetwork(), { now: () => new Date() });

it('finds plain git by its id', () => {
  expect(connectors.get('git')?.title).toBe('Git');
});

it('has a page that says what each offers', async () => {
  const page = fileURLToPath(new URL('../../../../../docs/git-services/README.md', import.meta.url));
  await expect(describeServices(connectors.values())).toMatchFileSnapshot(page);
});
