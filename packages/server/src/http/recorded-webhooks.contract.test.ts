/** Recorded webhooks at the one address that all services share: each is taken for its own service's. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitServiceConnector } from '../ports/git-service.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseReader } from '../features/webhooks/choose-reader.ts';
import { startTestServer, type TestServer } from '../test-support/test-server.ts';

const folder = process.env['BRANCHLINE_CONTRACTS'];
const services = ['github', 'github-enterprise-server', 'gitlab', 'gitea', 'forgejo'] as const;
/** One service in two connectors: its cloud and one's own server send the same. */
const alike: Readonly<Record<string, readonly string[]>> = {
  github: ['github', 'github-enterprise-server'],
  'github-enterprise-server': ['github', 'github-enterprise-server'],
  gitlab: ['gitlab', 'gitlab-self-managed'],
};

interface Recorded {
  readonly file: string;
  readonly kind: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function recordedOf(service: string): readonly Recorded[] {
  const path = join(folder ?? '', 'payloads', service);
  if (folder === undefined || !existsSync(join(path, 'manifest.json'))) return [];
  const files = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as readonly Recorded[];
  const there = new Set(readdirSync(path));
  return files.filter(({ file, kind, headers }) => kind === 'event' && headers !== undefined && there.has(file));
}

let test: TestServer;
let connectors: ReadonlyMap<string, GitServiceConnector>;

beforeAll(async () => {
  test = await startTestServer();
  connectors = test.deps.connectors;
});
afterAll(() => test.stop());

it('is Forgejo’s or Gitea’s when it carries the headers of those they descend from as well', () => {
  const github = { 'x-github-event': 'push', 'x-github-delivery': '1', 'x-gogs-event': 'push' };
  const gitea = { ...github, 'x-gitea-event': 'push', 'x-gitea-delivery': '1' };
  const forgejo = { ...gitea, 'x-forgejo-event': 'push', 'x-forgejo-delivery': '1' };
  const chosen = [{ 'x-github-event': 'push' }, gitea, forgejo].map(
    (headers) => chooseReader(connectors, undefined, { headers, body: Buffer.from('{}'), receivedAt: new Date() })?.id,
  );
  expect(chosen).toEqual(['github', 'gitea', 'forgejo']);
});

// Without the recorded material there is nothing to read; CONTRIBUTING says where it comes from.
describe.skipIf(folder === undefined)('a recorded webhook', () => {
  it.each(services)('of %s is taken for its own', (service) => {
    const recorded = recordedOf(service);
    expect(recorded.length).toBeGreaterThan(0);
    for (const { file, headers = {} } of recorded) {
      const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const body = readFileSync(join(folder ?? '', 'payloads', service, file));
      const request = { headers: lower, body, receivedAt: new Date() };
      const chosen = chooseReader(connectors, undefined, request)?.id;
      expect({ file, chosen, isRight: (alike[service] ?? [service]).includes(chosen ?? '') }).toMatchObject({
        isRight: true,
      });
    }
  });
});
