/** Live events: the one answer of the API that does not end. */

import { allTopics, type Topic } from '@branchline/domain';
import { z } from 'zod';

/** Where they are: `text/event-stream`, for everybody we know. */
export const eventsPath = '/api/v1/events';

/** One message: something of these topics changed. Ask again for what you show of them. */
export const ChangeMessage = z.object({
  topics: z.array(z.enum(allTopics as readonly [Topic, ...Topic[]])),
});
export type ChangeMessage = z.infer<typeof ChangeMessage>;
