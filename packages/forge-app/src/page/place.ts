/** Where in Jira the page stands, from what the bridge says of it. */

import { z } from 'zod';
import { pageModuleOf, type PageModule } from '../module-keys.ts';

const Context = z.object({
  moduleKey: z.string(),
  extension: z
    .object({
      issue: z.object({ key: z.string() }).optional(),
      project: z.object({ key: z.string() }).optional(),
    })
    .optional(),
});

export interface Place {
  readonly moduleKey: string;
  /** Undefined when this page is older than the manifest. */
  readonly module: PageModule | undefined;
  readonly issueKey: string | undefined;
  readonly projectKey: string | undefined;
}

/** What Jira says of the place; one that we do not know when it says something else than its documentation. */
export function placeFrom(context: unknown): Place {
  const told = Context.safeParse(context);
  if (!told.success) return unknownPlace();
  const { moduleKey, extension } = told.data;
  return {
    moduleKey,
    module: pageModuleOf(moduleKey),
    issueKey: extension?.issue?.key,
    projectKey: extension?.project?.key,
  };
}

/** Where Jira says nothing. */
export function unknownPlace(): Place {
  return { moduleKey: '', module: undefined, issueKey: undefined, projectKey: undefined };
}
