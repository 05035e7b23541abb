/** Opens a port of its own for a stand-in, over http or https. */

import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { OwnCertificate } from '../certificates.ts';

/** Containers often have none. */
export const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export interface OpenPort {
  /** `http://127.0.0.1:4711`, `https://[::1]:4711` */
  readonly origin: string;
  close(): Promise<void>;
}

export async function listen(
  listener: Listener,
  host: '127.0.0.1' | '::1',
  tls: OwnCertificate | undefined,
): Promise<OpenPort> {
  const server = tls === undefined ? createHttpServer(listener) : createHttpsServer(tls, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://${host === '::1' ? '[::1]' : host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
