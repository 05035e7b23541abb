/** A small HTTP proxy for tests: tunnels by CONNECT, passes plain http on, and remembers who was asked for. */

import { createServer, request as send } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface TestProxy {
  /** `http://127.0.0.1:<port>`, or https */
  readonly url: string;
  /** `CONNECT host:port` and `GET http://…`, in order. */
  readonly asked: readonly string[];
  /** Answers everything with this status; undefined: serves. */
  refusesWith: number | undefined;
  close(): Promise<void>;
}

/** Spoken to by https when `tls` is given. Whatever name it is asked for, it connects to this machine. */
export async function startProxy(tls?: { readonly key: string; readonly cert: string }): Promise<TestProxy> {
  const asked: string[] = [];
  const state: { refusesWith: number | undefined } = { refusesWith: undefined };
  const sockets = new Set<Duplex>();
  const passOn: RequestListener = (incoming, outgoing) => {
    asked.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    if (state.refusesWith !== undefined) return void outgoing.writeHead(state.refusesWith).end();
    const { port, pathname, search } = new URL(incoming.url ?? '');
    const { method, headers } = incoming;
    const onward = send({ host: '127.0.0.1', port, path: pathname + search, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    return void incoming.pipe(onward);
  };
  const server = tls === undefined ? createServer(passOn) : createSecureServer(tls, passOn);
  server.on('connect', (incoming, socket: Socket, head) => {
    asked.push(`CONNECT ${incoming.url ?? ''}`);
    if (state.refusesWith !== undefined) {
      socket.end(`HTTP/1.1 ${state.refusesWith} No\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(Number((incoming.url ?? '').split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    for (const end of [socket, onward]) end.on('error', () => [socket, onward].forEach((each) => each.destroy()));
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    get refusesWith() {
      return state.refusesWith;
    },
    set refusesWith(status) {
      state.refusesWith = status;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
