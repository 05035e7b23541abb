/** Sends a stand-in's answer, whole or spoiled by a fault. */

import type { ServerResponse } from 'node:http';
import type { StandInAnswer } from './family.ts';
import type { Fault } from './faults.ts';

export function sendAnswer(response: ServerResponse, answer: StandInAnswer): void {
  response.writeHead(answer.status, headersFor(answer)).end(bodyOf(answer));
}

function headersFor({ json, headers }: StandInAnswer): Readonly<Record<string, string>> {
  const type = json === undefined ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
  return { 'content-type': type, ...headers };
}

function bodyOf({ json, text }: StandInAnswer): string {
  return json === undefined ? (text ?? '') : JSON.stringify(json);
}

/** Faults that need the real answer. */
export function spoil(response: ServerResponse, answer: StandInAnswer, fault: Fault): void {
  const body = bodyOf(answer);
  const headers = headersFor(answer);
  if (fault.kind === 'content-type') {
    response.writeHead(answer.status, { ...headers, 'content-type': fault.type }).end(body);
  } else if (fault.kind === 'changed') {
    response.writeHead(answer.status, headers).end(JSON.stringify(fault.change(answer.json)));
  } else if (fault.kind === 'truncated') {
    response.writeHead(answer.status, headers).end(body.slice(0, -Math.ceil(body.length / 3)));
  } else {
    // More is promised than comes.
    response.writeHead(answer.status, { ...headers, 'content-length': String(body.length + 100) });
    response.write(body.slice(0, Math.ceil(body.length / 2)), () => response.socket?.destroy());
  }
}
