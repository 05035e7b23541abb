/** Which feature does which job about Forge. */

import { checkForge, type CheckForgeDeps } from '../features/forge/check-forge.ts';
import { followSink, type SwitchSinkDeps } from '../features/forge/switch-sink.ts';
import { watchForge } from '../features/forge/watch-forge.ts';
import type { JiraCredentialDeps } from '../features/jira-sites/jira-credentials.ts';
import { siteControlOf } from '../features/jira-sites/site-control.ts';
import type { JobHandlers } from '../ports/jobs.ts';

export type ForgeHandlersDeps = JiraCredentialDeps & Omit<CheckForgeDeps, 'siteControl'> & SwitchSinkDeps;

/** `watch` belongs to the schedule of every minute. */
export function forgeJobHandlers(given: ForgeHandlersDeps): {
  readonly handlers: Pick<JobHandlers, 'check-forge' | 'follow-sink'>;
  readonly watch: () => Promise<void>;
} {
  const deps = { ...given, siteControl: siteControlOf(given) };
  return {
    handlers: {
      'check-forge': ({ jiraSiteId }) => checkForge(deps, jiraSiteId),
      'follow-sink': ({ jiraSiteId }) => followSink(deps, jiraSiteId),
    },
    watch: () => watchForge(deps),
  };
}
