/** What other features may have done with a Jira site, in one object. */

import type { SiteControl } from '../../ports/forge.ts';
import { resendToJiraSite, resumeJiraSite } from './control-jira-site.ts';
import { checkJiraSite, type JiraCredentialDeps } from './jira-credentials.ts';
import { jiraSiteView } from './jira-site-views.ts';

export function siteControlOf(deps: JiraCredentialDeps): SiteControl {
  return {
    resend: (id) => resendToJiraSite(deps, id),
    async goOn(id) {
      const site = await deps.store.jiraSites.get(id);
      if (site === undefined) return;
      const { pausedBecause, lastFailure } = site;
      // Whatever a person paused stays so.
      if (pausedBecause === undefined || pausedBecause === lastFailure?.message) await resumeJiraSite(deps, id);
    },
    async waiting(id) {
      const site = await deps.store.jiraSites.get(id);
      return site && (await jiraSiteView(deps.store, site)).waiting;
    },
    check: (id) => checkJiraSite(deps, id),
  };
}
