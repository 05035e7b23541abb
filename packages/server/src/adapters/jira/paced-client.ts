/** An HTTP client for development information that keeps a site's pace. */

import type { HttpClient, HttpRequest } from '../http-client/http-client.ts';
import type { SendPace } from './send-pace.ts';

/**
 * What is submitted as BACKFILL is history: it is not repeated on the spot, since whoever waits for its lane would wait
 * with it; the queue tries it again.
 */
export function pacedClient(http: HttpClient, pace: SendPace): HttpClient {
  function askWhole<Answer>(request: HttpRequest<Answer>) {
    const isHistory = isBackfill(request.json);
    const wish = { isHistory, isDeletion: request.method === 'DELETE' };
    const asked = isHistory ? { ...request, repeatable: false } : request;
    return pace.run(wish, () => http.askWhole(asked));
  }
  const client: HttpClient = {
    askWhole,
    ask: async (request) => (await client.askWhole({ ...request, ifNoneMatch: undefined })).answer,
  };
  return client;
}

function isBackfill(json: unknown): boolean {
  return typeof json === 'object' && json !== null && Reflect.get(json, 'operationType') === 'BACKFILL';
}
