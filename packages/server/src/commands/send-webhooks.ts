/** Sends webhooks as a Git service does, for `bench webhooks`: as fast as they are taken, or so many a second. */

import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { Agent, request as ask } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Where and how they are sent. */
export interface WebhookSender {
  /** Sends one. The status, or undefined when there was no answer. */
  send(url: string, delivery: string): Promise<number | undefined>;
  close(): void;
}

const patienceMilliseconds = 10_000;

/** A git push as Gitea tells it, with so many commits that it is about as large. */
function pushOf(bytes: number): Buffer {
  const commit = () => {
    const id = randomBytes(20).toString('hex');
    const url = `https://git.example/acme/app/commit/${id}`;
    return { id, url, message: `ABC-${randomInt(1000)} Change something`, added: [`source/${randomInt(1000)}.ts`] };
  };
  const commits = Array.from({ length: Math.ceil(bytes / JSON.stringify(commit()).length) }, commit);
  const push = {
    ref: 'refs/heads/main',
    before: '1'.repeat(40),
    after: '2'.repeat(40),
    commits,
    repository: { id: 17, full_name: 'acme/app', clone_url: 'http://127.0.0.1:1/acme/app.git' },
    pusher: { login: 'ann' },
  };
  return Buffer.from(JSON.stringify(push));
}

/** All carry the same body: what is measured is the taking, not the making. */
export function openSender(secret: string, connections: number, bodyBytes: number): WebhookSender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const body = pushOf(bodyBytes);
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return {
    send: (url, delivery) =>
      new Promise((resolve) => {
        const headers = {
          'content-type': 'application/json',
          'content-length': body.byteLength,
          'x-gitea-event': 'push',
          'x-gitea-delivery': delivery,
          'x-gitea-signature': signature,
        };
        const sent = ask(url, { method: 'POST', agent, headers, timeout: patienceMilliseconds }, (response) => {
          response.resume().once('close', () => resolve(response.complete ? response.statusCode : undefined));
        });
        sent.once('timeout', () => sent.destroy());
        sent.once('error', () => resolve(undefined));
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** Each connection sends the next as soon as the last was taken. How many a second were. */
export async function sendAtFullSpeed(
  sender: WebhookSender,
  url: string,
  { seconds, connections, name }: { readonly seconds: number; readonly connections: number; readonly name: string },
): Promise<number> {
  const began = performance.now();
  const end = began + seconds * 1000;
  let taken = 0;
  let sent = 0;
  async function connection(): Promise<void> {
    while (performance.now() < end) {
      sent += 1;
      const status = await sender.send(url, `${name}-${sent}`);
      if (status !== 202) throw new Error(`A webhook was answered with ${status ?? 'nothing'}.`);
      taken += 1;
    }
  }
  await Promise.all(Array.from({ length: connections }, connection));
  return taken / ((performance.now() - began) / 1000);
}

/** What came of sending at a steady rate. */
export interface SteadyRun {
  readonly sent: number;
  readonly acknowledged: number;
  /** Requests that had to be made again, because the server was away. */
  readonly repeated: number;
  /** From the first try to the acknowledgement, in milliseconds, in ascending order. */
  readonly waits: readonly number[];
  /** Those that were taken at the first try. */
  readonly firstWaits: readonly number[];
}

const againMilliseconds = 1000;
/** After the last was due, this long until everything must be acknowledged. */
const graceMilliseconds = 60_000;

/** So many a second, whatever the answers; what is not acknowledged is sent again until it is, as services do. */
export async function sendSteadily(
  sender: WebhookSender,
  url: string,
  { seconds, rate, name }: { readonly seconds: number; readonly rate: number; readonly name: string },
): Promise<SteadyRun> {
  const began = performance.now();
  const giveUpAt = began + seconds * 1000 + graceMilliseconds;
  const waits: number[] = [];
  const firstWaits: number[] = [];
  let repeated = 0;
  async function deliver(delivery: string): Promise<void> {
    const start = performance.now();
    for (let tries = 1; performance.now() < giveUpAt; tries++) {
      if ((await sender.send(url, delivery)) === 202) {
        const wait = performance.now() - start;
        waits.push(wait);
        if (tries === 1) firstWaits.push(wait);
        return;
      }
      repeated += 1;
      await pause(againMilliseconds);
    }
  }
  const deliveries: Promise<void>[] = [];
  for (let due = 0; deliveries.length < rate * seconds; await pause(5)) {
    due = Math.min(Math.floor(((performance.now() - began) / 1000) * rate), rate * seconds);
    while (deliveries.length < due) deliveries.push(deliver(`${name}-${deliveries.length}`));
  }
  await Promise.all(deliveries);
  const ascending = (a: number, b: number) => a - b;
  const sent = deliveries.length;
  return {
    sent,
    acknowledged: waits.length,
    repeated,
    waits: waits.sort(ascending),
    firstWaits: firstWaits.sort(ascending),
  };
}
