import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startJiraSandbox } from '@branchline/jira-sandbox';
import { failureOf } from '../../test-support/failure-of.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { createHttpClient } from '../http-client/http-client.ts';
import { findCloudId } from './find-cloud-id.ts';

const http = createHttpClient({
  side: { from: 'jira', name: 'Jira' },
  clock: { now: () => new Date('2026-03-01T12:00:00Z') },
  log: silentLog,
  random: () => 0.5,
  sleep: async () => undefined,
});

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** A site that answers every request so, and remembers what was asked. */
async function siteAnswering(status: number, body: string) {
  const asked: string[] = [];
  const site = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'without credential'}`);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  server = site;
  await new Promise<void>((resolve) => {
    site.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`, asked };
}

describe('findCloudId', () => {
  it('asks the site itself, without a credential', async () => {
    const { url, asked } = await siteAnswering(200, '{"cloudId":"5f1c","more":"is ignored"}');
    expect(await findCloudId(http, url)).toBe('5f1c');
    expect(asked).toEqual(['GET /_edge/tenant_info without credential']);
  });

  it('agrees with the sandbox', async () => {
    const sandbox = await startJiraSandbox();
    try {
      expect(await findCloudId(http, sandbox.siteUrl)).toBe(sandbox.cloudId);
    } finally {
      await sandbox.stop();
    }
  });

  it.each([
    [404, '', 'not-found'],
    [403, '{}', 'forbidden'],
    [200, '{"cloudId":""}', 'invalid-response'],
    [200, '{"id":"5f1c"}', 'invalid-response'],
    [200, '<html>A login page of somebody else</html>', 'invalid-response'],
    [503, '', 'unavailable'],
  ] as const)('takes %i %s for the failure %s', async (status, body, kind) => {
    const { url } = await siteAnswering(status, body);
    expect(await failureOf(findCloudId(http, url))).toMatchObject({ kind, from: 'jira' });
  });

  it('says that a site cannot be reached', async () => {
    expect(await failureOf(findCloudId(http, 'http://127.0.0.1:1'))).toMatchObject({ kind: 'unavailable' });
  });
});
