/** What the page that explains asks. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Everything of that name that is indexed. */
export function explainThingQuery(thing: string) {
  return queryOptions({
    queryKey: ['issues', 'explain', thing],
    queryFn: ({ signal }) => api.explainThing({ query: { thing } }, signal),
    enabled: thing !== '',
  });
}

/** What is in a text, read as a message or as the name of a branch. */
export function explainTextQuery(text: string, field: 'text' | 'branch-name') {
  return queryOptions({
    queryKey: ['issues', 'explain-text', field, text],
    queryFn: ({ signal }) => api.explainText({ body: { text, field } }, signal),
    enabled: text !== '',
  });
}
