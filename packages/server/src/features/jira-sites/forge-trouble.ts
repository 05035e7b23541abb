/** Says in words why a site's Forge app cannot be used at the moment, and what to do about it. */

import type { ForgeTrouble } from '../../ports/jira-site.ts';
import type { ForgeInstallation } from '../../ports/store/forge-installations.ts';

const look = 'Look in Jira under Settings → Apps → Manage apps whether the app is still installed';

/** @param installation the one that counts; undefined when the app is registered and has not called yet */
export function forgeTroubleOf(installation: ForgeInstallation | undefined, now: Date): ForgeTrouble | undefined {
  if (installation === undefined) {
    return {
      because: 'The Forge app is registered for this site and has not called Branchline yet.',
      remedy: 'Deploy it and install it at this site; it calls within an hour. docs/forge.md says how.',
    };
  }
  const { silent, appTokenExpiresAt } = installation;
  if (silent !== undefined) {
    const remedy = `${look}, and whether Atlassian reaches this server. Installing it again is enough.`;
    return { because: silent.because, remedy };
  }
  if (appTokenExpiresAt === undefined) {
    return {
      because: 'The Forge app has called, but handed over no token of its own.',
      remedy:
        'Render its manifest anew, deploy it and let an administrator of Jira approve it: docs/forge.md says how.',
    };
  }
  if (appTokenExpiresAt > now) return undefined;
  return {
    because: `The last token of the Forge app ended at ${appTokenExpiresAt.toISOString()}, and no other has come.`,
    remedy: `${look}, and whether Atlassian reaches this server: it hands over a new token each hour.`,
  };
}
