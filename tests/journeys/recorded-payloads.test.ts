/** Recorded webhooks as the only source: what each tells becomes rows, and Jira takes all of them. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { savePayloadRows } from '../../packages/server/src/features/indexing/save-payload-rows.ts';
import type { PayloadRows } from '../../packages/server/src/ports/git-service/webhooks.ts';
import { openTestHouse, type TestHouse } from '../../packages/server/src/test-support/test-house.ts';

const folder = process.env['BRANCHLINE_CONTRACTS'];

interface Recorded {
  readonly file: string;
  readonly kind: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function recordedOf(service: string): readonly Recorded[] {
  const path = join(folder ?? '', 'payloads', service);
  const files = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as readonly Recorded[];
  const there = new Set(readdirSync(path));
  return files.filter(({ file, kind, headers }) => kind === 'event' && headers !== undefined && there.has(file));
}

/** The recorded names no issues, so each thing is given one. */
function withKeys(rows: PayloadRows): PayloadRows {
  return {
    ...rows,
    commits: rows.commits.map((commit) => ({ ...commit, message: `ABC-1 ${commit.message}` })),
    branches: rows.branches.map(({ name, head }) => ({ name: `ABC-2-${name}`, head })),
    pullRequests: rows.pullRequests.map((one) => ({ ...one, title: `ABC-3 ${one.title}` })),
  };
}

let house: TestHouse;

beforeEach(async () => {
  house = await openTestHouse();
});
afterEach(() => house.close());

function sent(): number {
  const { repositories } = house.jira.sandbox.snapshot();
  return repositories.reduce(
    (sum, { commits, branches, pullRequests }) => sum + commits.length + branches.length + pullRequests.length,
    0,
  );
}

// Without the recorded material there is nothing to read; CONTRIBUTING says where it comes from.
describe.skipIf(folder === undefined || !existsSync(folder))('recorded webhooks', () => {
  it.each(['github', 'gitlab', 'gitea', 'forgejo'])('of %s', async (service) => {
    const connector = house.connectors.get(service);
    const integration = await house.store.integrations.add({
      connector: service,
      name: service,
      settings: connector?.parseSettings({ url: `https://${service}.example` }) ?? {},
      mode: 'webhook-only',
    });
    await house.associate({ integrationId: integration.id }, 'all');
    const receivedAt = house.clock.now();
    const told = { commits: 0, branches: 0, pullRequests: 0 };
    for (const { file, headers = {} } of recordedOf(service)) {
      const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const body = readFileSync(join(folder ?? '', 'payloads', service, file));
      const rows = connector?.webhook?.readRows?.({ headers: lower, body, receivedAt });
      if (rows === undefined) continue;
      for (const kind of ['commits', 'branches', 'pullRequests'] as const) told[kind] += rows[kind].length;
      const { note } = await savePayloadRows(house, integration, withKeys(rows), receivedAt);
      expect({ file, note }).toMatchObject({ note: expect.stringMatching(/\w/) });
    }
    expect(told.commits).toBeGreaterThan(0);
    expect(told.branches).toBeGreaterThan(0);
    expect(told.pullRequests).toBeGreaterThan(0);
    expect(await house.drain()).toEqual([]);
    expect(await house.store.pushes.refused(house.siteId, 10)).toEqual([]);
    expect(sent()).toBeGreaterThan(0);
  });
});
