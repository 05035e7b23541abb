/** Opens the whole app at an address, with a stub in the place of the server. */

import { createMemoryHistory } from '@tanstack/react-router';
import type { RouterHistory } from '@tanstack/react-router';
import { configure, render } from '@testing-library/react';
import { vi } from 'vitest';
import { createApp } from '../app.tsx';

// Pages are files of their own, which a busy machine does not bring within the second that is the rule.
configure({ asyncUtilTimeout: 10_000 });

/** Answers by method and path, `GET /api/v1/overview`; a number alone is the status of a problem, `{ problem }` a whole one. */
export type Answers = Readonly<Record<string, unknown>>;

export interface OpenedApp {
  readonly history: RouterHistory;
  /** Every request as `POST /path body`, in order. */
  readonly requests: readonly string[];
  /** Replaces an answer from now on. */
  readonly answer: (request: string, answer: unknown) => void;
}

/** Whoever holds the installation's own token: sees every place. */
const holderOfTheToken = { kind: 'access-token', role: 'administrator', account: null };

/** Requests nobody prepared an answer for are answered with a problem of status 404. */
export function openApp(address: string, answers: Answers): OpenedApp {
  const requests: string[] = [];
  const known = new Map<string, unknown>(Object.entries({ 'GET /api/v1/me': holderOfTheToken, ...answers }));
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const request = `${init.method ?? 'GET'} ${url}`;
    requests.push(typeof init.body === 'string' ? `${request} ${init.body}` : request);
    return Promise.resolve(responseFor(known.has(request) ? known.get(request) : 404));
  });
  standInForTheBrowser();
  const history = createMemoryHistory({ initialEntries: [address] });
  render(createApp(history));
  return { history, requests, answer: (request, answer) => void known.set(request, answer) };
}

function responseFor(answer: unknown): Response {
  if (answer === undefined) return new Response(null, { status: 204 });
  if (isRefusal(answer)) return Response.json(answer.problem, { status: answer.problem.status });
  if (typeof answer !== 'number') return Response.json(answer);
  const problem = {
    type: 'example',
    title: `Problem ${answer}`,
    status: answer,
    detail: 'Why.',
    remedy: 'What to do.',
  };
  return Response.json(problem, { status: answer });
}

function isRefusal(answer: unknown): answer is { readonly problem: { readonly status: number } } {
  return typeof answer === 'object' && answer !== null && 'problem' in answer && Object.keys(answer).length === 1;
}

/** What jsdom does not have. */
function standInForTheBrowser(): void {
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal('scrollTo', () => undefined);
  HTMLDialogElement.prototype.showModal = function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
}
