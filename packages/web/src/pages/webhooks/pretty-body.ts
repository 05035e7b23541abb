/** The body of a webhook as people read it. */

import type { WebhookDeliveryDetails } from '@branchline/contract';

type Body = NonNullable<WebhookDeliveryDetails['body']>;

/** Services that send forms carry their JSON in a field of this name. */
const payloadField = 'payload';

function prettyJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}

/** JSON with line ends, also out of a form; anything else, and JSON that was cut, as it came. */
export function prettyBody({ encoding, content }: Body): string {
  if (encoding === 'base64') return content;
  const inForm = content.startsWith(`${payloadField}=`) ? new URLSearchParams(content).get(payloadField) : null;
  return prettyJson(inForm ?? content) ?? content;
}
