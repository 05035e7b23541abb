/** A door that takes any webhook and keeps it as it came. */

import { listen } from './listen.ts';

export interface TakenHook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HookTaker {
  readonly url: string;
  /** Oldest first. */
  readonly taken: TakenHook[];
  /** What it answers; 202 at first. */
  status: number;
  close(): Promise<void>;
}

export async function startHookTaker(): Promise<HookTaker> {
  const taken: TakenHook[] = [];
  const port = await listen(
    (request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
        taken.push({ headers: Object.fromEntries(headers), body: Buffer.concat(pieces) });
        response.writeHead(taker.status).end();
      });
    },
    '127.0.0.1',
    undefined,
  );
  const taker: HookTaker = { url: `${port.origin}/webhooks`, taken, status: 202, close: () => port.close() };
  return taker;
}
