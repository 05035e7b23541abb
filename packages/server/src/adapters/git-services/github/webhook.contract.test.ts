import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import type { WebhookRequest } from '../../../ports/git-service/webhooks.ts';
import { webhookReader } from './webhook.ts';

interface Recorded {
  readonly file: string;
  readonly kind: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const folder = process.env['BRANCHLINE_CONTRACTS'];
const secret = new Secret('a shared secret of the test');

function recordedIn(service: string): readonly (readonly [string, WebhookRequest])[] {
  if (folder === undefined) return [];
  const place = join(folder, 'payloads', service);
  const manifest = JSON.parse(readFileSync(join(place, 'manifest.json'), 'utf8')) as readonly Recorded[];
  return manifest
    .filter(({ kind }) => kind === 'event')
    .map(({ file, headers = {} }) => [file, requestFrom(readFileSync(join(place, file)), headers)]);
}

function requestFrom(body: Uint8Array, headers: Readonly<Record<string, string>>): WebhookRequest {
  const signature = createHmac('sha256', secret.reveal()).update(body).digest('hex');
  const named = Object.entries({
    ...headers,
    'x-hub-signature-256': `sha256=${signature}`,
    'x-github-delivery': 'd-1',
  });
  return {
    headers: Object.fromEntries(named.map(([name, value]) => [name.toLowerCase(), value])),
    body,
    receivedAt: new Date('2026-03-01T12:00:00Z'),
  };
}

/** What the names of the recorded files say must become of them. */
const expected: readonly (readonly [RegExp, object])[] = [
  [
    /^(?:push|create|delete)\..*tag/,
    { kind: 'look', scope: { kind: 'refs', names: [expect.stringMatching(/^refs\/tags\//)] } },
  ],
  [
    /^(?:push|create|delete)\./,
    { kind: 'look', scope: { kind: 'refs', names: [expect.stringMatching(/^refs\/heads\//)] } },
  ],
  [/^release\./, { kind: 'look', scope: { kind: 'refs', names: [expect.stringMatching(/^refs\/tags\//)] } }],
  [/^pull_request/, { kind: 'look', scope: { kind: 'pull-request', remoteId: expect.stringMatching(/^\d+$/) } }],
  [/^repository\.edited/, { kind: 'ignore' }],
  [/^(?:repository|installation|installation_repositories|public)\./, { kind: 'discover' }],
  [/./, { kind: 'ignore', reason: expect.stringMatching(/^[A-Z].+\.$/) }],
];

for (const [service, isServer] of [
  ['github', false],
  ['github-enterprise-server', true],
] as const) {
  const recorded = recordedIn(service);
  const reader = webhookReader(isServer);

  describe.skipIf(recorded.length === 0)(
    `recorded webhooks of ${service} (set BRANCHLINE_CONTRACTS to have them)`,
    () => {
      it.each(recorded)('%s is recognised, genuine and understood', (file, request) => {
        expect(reader.recognises(request)).toBe(true);
        expect(reader.describe(request)).toEqual({ event: file.split('.')[0], deliveryId: 'd-1' });
        expect(() => reader.verify(request, [secret])).not.toThrow();
        expect(reader.read(request)).toMatchObject(expected.find(([name]) => name.test(file))?.[1] ?? {});
      });

      it.each(recorded)('%s with another secret is refused', (_file, request) => {
        expect(() => reader.verify(request, [new Secret('another')])).toThrow('another secret');
      });

      it.each(recorded.filter(([file]) => /^(?:push|create|delete|pull_request)/.test(file)))(
        '%s holds rows',
        (file, request) => {
          const rows = reader.readRows?.(request);
          const reading = reader.read(request);
          if (reading.kind !== 'look') throw new Error('nothing to look at');
          expect(rows?.repository).toMatchObject({
            remoteId: reading.repository.remoteId,
            name: reading.repository.name,
          });
          const isComplete = rows?.pullRequests.map((pullRequest) => pullRequest.isComplete);
          expect(isComplete).toEqual(file.startsWith('pull_request') ? [false] : []);
          expect(rows?.goneBranches.length).toBe(/branch-deleted|delete\.branch/.test(file) ? 1 : 0);
        },
      );
    },
  );
}
