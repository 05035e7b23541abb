/** A program of its own for `bench webhooks`: verifies a signature and stores the body, and nothing else. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openBareInbox } from '../adapters/store/bare-inbox.ts';

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function isGenuine(body: Buffer, signature: unknown, secret: string): boolean {
  const wanted = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(String(signature), 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const [, , connectionString = '', secret = ''] = process.argv;
const inbox = await openBareInbox(connectionString);

async function answer(request: IncomingMessage): Promise<number> {
  const body = await bodyOf(request);
  if (!isGenuine(body, request.headers['x-gitea-signature'], secret)) return 401;
  await inbox.store(String(request.headers['x-gitea-delivery']), body);
  return 202;
}

const server = createServer((request, response) => {
  answer(request).then(
    (status) => response.writeHead(status).end(),
    () => response.writeHead(503).end(),
  );
});
server.listen(0, '127.0.0.1', () => {
  console.log(`listens at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
