/** Many repositories are queued in portions, for sites that may see them or hold something of them. */

import type { IntegrationId, JiraSiteId, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPushJobsEverywhere } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import { queueIntegrationPushes } from './queue-integration-pushes.ts';

const count = 230;
const sites: JiraSiteId[] = [];
const repositories: RepositoryId[] = [];
let test: TestStore;
let store: Store;
let integrationId: IntegrationId;

beforeAll(async () => {
  test = await openTestStore();
  ({ store } = test);
  for (const name of ['one', 'two', 'three']) {
    const settings = { siteUrl: `https://${name}.example`, cloudId: name, apiUrl: 'https://api.example' };
    sites.push((await store.jiraSites.add({ ...settings, name, clientId: 'id' })).id);
  }
  integrationId = (await store.integrations.add({ connector: 'git', name: 'Git', settings: {} })).id;
  for (let number = 0; number < count; number += 1) {
    const cloneUrl = `https://git.example/${number}.git`;
    const remote = { remoteId: String(number), name: `r${number}`, cloneUrl, webUrl: undefined };
    repositories.push((await store.repositories.save(integrationId, remote)).id);
  }
});
afterAll(() => test.close());

const keys = async () => (await store.jobs.list(10_000)).map(({ key }) => key);

it('queues one job for many, which queues them all', async () => {
  const [seeing, holding] = sites as [JiraSiteId, JiraSiteId];
  const grants = { see: 'all', 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] } as const;
  await store.associations.save({ jiraSiteId: seeing, integrationId, repositoryId: undefined }, grants);
  await store.pushes.expect(repositories[3]!, holding, [{ kind: 'commit', name: 'a' }]);
  const places = repositories.map((id) => ({ id, integrationId }));
  await store.transaction((tables) => addPushJobsEverywhere(tables.jobs, places, [{ id: seeing }]));
  expect(await keys()).toEqual([`queue-pushes/${integrationId}`]);
  await queueIntegrationPushes({ store }, integrationId);
  const queued = (await keys()).filter((key) => key?.startsWith('push/'));
  expect(queued).toHaveLength(count * 2 + 2);
  expect(queued).toContain(`push/${repositories[3]}/${holding}/live`);
});

it('queues few at once', async () => {
  const [, , third] = sites as [JiraSiteId, JiraSiteId, JiraSiteId];
  const places = [{ id: repositories[0]!, integrationId }];
  await store.transaction((tables) => addPushJobsEverywhere(tables.jobs, places, [{ id: third }]));
  expect(await keys()).toContain(`push/${repositories[0]}/${third}/history`);
});
