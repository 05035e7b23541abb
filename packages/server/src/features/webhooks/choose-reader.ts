/** Which connector reads what arrives at an address. */

import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { WebhookReader, WebhookRequest } from '../../ports/git-service/webhooks.ts';
import { genericTrigger, triggerId } from './generic-trigger.ts';

/** A reader and the name under which it is found again. */
export interface NamedReader {
  /** The connector's id, or the trigger's. */
  readonly id: string;
  readonly reader: WebhookReader;
}

type Connectors = ReadonlyMap<string, GitServiceConnector>;

/** The reader of a stored delivery; undefined when this program no longer has it. */
export function readerNamed(connectors: Connectors, id: string | undefined): WebhookReader | undefined {
  if (id === triggerId) return genericTrigger;
  return id === undefined ? undefined : connectors.get(id)?.webhook;
}

/**
 * At an integration's address its own connector reads, whatever the headers say; `connector` names it. At the
 * installation's the headers decide, in the registry's order: it has the more specific first (Forgejo before Gitea,
 * both before GitHub), because Forgejo also sends Gitea's headers, and both send GitHub's.
 */
export function chooseReader(
  connectors: Connectors,
  connector: string | undefined,
  request: WebhookRequest,
): NamedReader | undefined {
  const trigger = genericTrigger.recognises(request) ? { id: triggerId, reader: genericTrigger } : undefined;
  if (connector !== undefined) {
    const reader = connectors.get(connector)?.webhook;
    if (reader === undefined) return trigger;
    return trigger !== undefined && !reader.recognises(request) ? trigger : { id: connector, reader };
  }
  for (const { id, webhook } of connectors.values()) {
    if (webhook?.recognises(request) === true) return { id, reader: webhook };
  }
  return trigger;
}
