/** A webhook door that counts what comes in. */

import type { WebhookDoor } from '../features/webhooks/webhook-door.ts';
import type { Counts } from '../ports/metrics.ts';

/** The same door; what could not be stored is counted as well, and thrown on. */
export function countedWebhooks(door: WebhookDoor, { webhookReceived }: Pick<Counts, 'webhookReceived'>): WebhookDoor {
  return {
    ...door,
    async accept(at, request) {
      try {
        const acceptance = await door.accept(at, request);
        webhookReceived(acceptance.outcome);
        return acceptance;
      } catch (error) {
        webhookReceived('failed');
        throw error;
      }
    },
    noteRefusal(...refusal) {
      webhookReceived('refused');
      door.noteRefusal(...refusal);
    },
  };
}
