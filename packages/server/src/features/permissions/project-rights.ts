/** What issues of a project may do with repositories, for somebody: by the associations of the sites they look from. */

import {
  decideAccess,
  mayAdminister,
  noFormerKeys,
  presentAssociations,
  seenPlaces,
  type JiraSiteId,
  type ProjectAssociation,
} from '@branchline/domain';
import type { ProjectRightsOf } from '../../ports/project-rights.ts';
import type { Tables } from '../../ports/store.ts';

interface AtSite {
  readonly jiraSiteId: JiraSiteId;
  readonly associations: readonly ProjectAssociation[];
}

/** Administrators see everything; what else they may do is what the project may at one of the sites. */
export function projectRights({ store }: { readonly store: Tables }): ProjectRightsOf {
  async function atSite(jiraSiteId: JiraSiteId): Promise<AtSite> {
    const [written, projects] = await Promise.all([
      store.associations.list(jiraSiteId),
      store.issueAliases.projects(jiraSiteId),
    ]);
    return { jiraSiteId, associations: presentAssociations(written, { ...noFormerKeys, projects }) };
  }

  return async (caller, from) => {
    const seesAll = mayAdminister(caller.principal);
    const sites = await Promise.all(from.map(atSite));
    return (project) => ({
      seen: seesAll ? 'all' : sites.map(({ associations }) => seenPlaces(project, associations)),
      may(action, { id: repositoryId, integrationId }) {
        if (seesAll && action === 'see') return true;
        return sites.some(({ jiraSiteId, associations }) => {
          const question = { jiraSiteId, integrationId, repositoryId, project, action };
          return decideAccess(question, associations).allowed;
        });
      },
    });
  };
}
