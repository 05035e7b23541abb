import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeServices } from '../../test-support/describe-services.ts';
import { testNetwork } from '../../test-support/test-network.ts';

import { createConnectors } from './index.ts';

const connectors = createConnectors(testNetwork(), { now: () => new Date() });

it('finds plain git by its id', () => {
  expect(connectors.get('git')?.title).toBe('Git');
});

it.each([...connectors.values()])(
  '$id says in words what it is, and how each of its credentials is made',
  (connector) => {
    const { guide, credentialKinds } = connector;
    expect(guide?.about).toMatch(/\.$/);
    expect(guide?.mark).toMatch(/^M[\dMLHVCAZzmlhvcasS .-]+$/);
    expect(Object.keys(guide?.credentials ?? {}).toSorted()).toEqual([...credentialKinds].toSorted());
    for (const { title, steps } of Object.values(guide?.credentials ?? {})) {
      expect(title).not.toBe('');
      for (const step of steps) expect(step).toMatch(/\.$/);
    }
  },
);

it('has a page that says what each offers', async () => {
  const page = fileURLToPath(new URL('../../../../../docs/git-services/README.md', import.meta.url));
  await expect(describeServices(connectors.values())).toMatchFileSnapshot(page);
});
