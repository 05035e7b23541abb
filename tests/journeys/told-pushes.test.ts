/** Every recorded push says who pushed what, or nothing at all: held to the payloads themselves. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WebhookReading } from '../../packages/server/src/ports/git-service/webhooks.ts';
import { testNetwork } from '../../packages/server/src/test-support/test-network.ts';
import { createConnectors } from '../../packages/server/src/adapters/git-services/index.ts';

const folder = path.join(process.env['BRANCHLINE_CONTRACTS'] ?? '', 'payloads');
const isThere = process.env['BRANCHLINE_CONTRACTS'] !== undefined && existsSync(folder);
const connectors = createConnectors(testNetwork(), { now: () => new Date() });

interface Recorded {
  readonly service: string;
  readonly file: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly reading: WebhookReading | undefined;
}

interface Manifest {
  readonly file: string;
  readonly kind: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function recordedFor(service: string): readonly Recorded[] {
  const place = path.join(folder, service);
  const manifest = JSON.parse(readFileSync(path.join(place, 'manifest.json'), 'utf8')) as unknown;
  const entries = (Array.isArray(manifest) ? manifest : (manifest as { files: unknown }).files) as readonly Manifest[];
  const reader = connectors.get(service)?.webhook;
  return readdirSync(place)
    .filter((file) => /push/.test(file) && file.endsWith('.json'))
    .map((file) => {
      const headers = entries.find((entry) => entry.file === file)?.headers ?? {};
      const small = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const body = readFileSync(path.join(place, file));
      const payload = JSON.parse(body.toString('utf8')) as Recorded['payload'];
      return { service, file, payload, reading: reader?.read({ headers: small, body, receivedAt: new Date() }) };
    });
}

/** Whom the payload names, in each service's own words. */
function namedIn({ payload }: Recorded): string | undefined {
  const {
    user_id: user,
    pusher,
    sender,
  } = payload as {
    readonly user_id?: number;
    readonly pusher?: { readonly id?: number; readonly name?: string; readonly login?: string };
    readonly sender?: { readonly id?: number; readonly login?: string };
  };
  if (user !== undefined) return String(user);
  return pusher?.login === undefined ? sender?.id?.toString() : pusher.id?.toString();
}

const services = ['github', 'github-enterprise-server', 'gitlab', 'gitea', 'forgejo'];
const all = isThere ? services.flatMap(recordedFor) : [];

describe.skipIf(!isThere)('recorded pushes (set BRANCHLINE_CONTRACTS to run)', () => {
  it('are there for every service', () => {
    expect(new Set(all.map(({ service }) => service)).size).toBe(services.length);
  });

  it.each(all)('$service $file', (recorded) => {
    const { payload, reading } = recorded;
    const { before, after, object_kind: kind } = payload as Readonly<Record<string, string | undefined>>;
    const push = reading?.kind === 'look' ? reading.push : undefined;
    const isGone = after === undefined || after === null || /^0+$/.test(after);
    const told = push && { head: push.head, before: push.before, id: push.pusher.remoteId };
    const was = before !== undefined && !/^0+$/.test(before) ? before : undefined;
    const isUpdate = kind === 'repository_update' || 'refs' in payload;
    expect(told).toEqual(isGone || isUpdate ? undefined : { head: after, before: was, id: namedIn(recorded) });
  });

  it('name an address only where the service has verified it', () => {
    const addresses = all.flatMap(({ service, reading }) =>
      reading?.kind === 'look' && reading.push?.pusher.email !== undefined ? [service] : [],
    );
    expect(new Set(addresses)).toEqual(new Set(['github', 'gitlab']));
  });
});
