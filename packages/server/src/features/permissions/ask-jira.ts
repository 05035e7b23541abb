/** Asks Jira who may see which issues with their development information. */

import { Failure, type AtlassianAccountId, type IssueKey, type ProjectKey } from '@branchline/domain';
import type { JiraSite, JiraViewer } from '../../ports/jira-site.ts';
import type { JiraPeople, JiraPermission } from '../../ports/jira-site/people.ts';

/**
 * Jira shows its own development panel to those who hold the second; security levels of issues count with the first
 * (support.atlassian.com, "Manage project permissions").
 */
const needed: readonly JiraPermission[] = ['BROWSE_PROJECTS', 'VIEW_DEV_TOOLS'];

const noAccount =
  'Branchline has no account at this Jira site that may ask what you may see. Ask whoever administers Branchline to ' +
  'add a service account that administers Jira, or open the issue in Jira with the Branchline app.';

const projectsUnknown =
  'Branchline does not know yet which projects this Jira site has, so it cannot tell whether you may look into this ' +
  'repository. Look again in a few minutes.';

/** Projects in the first question about any project at all, and in each of those that follow. */
const [firstAsked, thenAsked] = [50, 1000];

/** Of one person of a site. */
export interface SightAtJira {
  /** @throws Failure when nobody could tell */
  seenAmong(keys: readonly IssueKey[]): Promise<ReadonlySet<IssueKey>>;
  /** Projects of these in which they may see issues with their development information. @throws as `seenAmong` */
  projectsAmong(projects: readonly ProjectKey[]): Promise<ReadonlySet<ProjectKey>>;
  /** Whether there is any such project. @param known of the site; undefined when nobody knows. @throws as `seenAmong` */
  hasAnyProject(known: readonly ProjectKey[] | undefined): Promise<boolean>;
}

/** By the token that came with their request. */
export function sightOfViewer(viewer: JiraViewer): SightAtJira {
  return {
    seenAmong: (keys) => viewer.mayEach(needed, keys),
    async projectsAmong(projects) {
      const held = await viewer.projectsWith(needed);
      return new Set(projects.filter((project) => held.has(project)));
    },
    hasAnyProject: async () => (await viewer.projectsWith(needed)).size > 0,
  };
}

/** By the account that we have at the site. */
export function sightByAccount({ people }: Pick<JiraSite, 'people'>, account: AtlassianAccountId): SightAtJira {
  function asked(): JiraPeople {
    if (people === undefined) throw new Failure('forbidden', 'jira', noAccount);
    return people;
  }
  async function projectsAmong(projects: readonly ProjectKey[]): Promise<ReadonlySet<ProjectKey>> {
    return heldOf(await asked().mayInProjects(account, needed, projects));
  }
  return {
    seenAmong: async (keys) => heldOf(await asked().mayEach(account, needed, keys)),
    projectsAmong,
    async hasAnyProject(known) {
      if (known === undefined) throw new Failure('unavailable', 'jira', projectsUnknown);
      // Most people hold it in one of the first; only who holds it nowhere makes us ask about all of them.
      for (let start = 0, end = firstAsked; start < known.length; start = end, end += thenAsked) {
        if ((await projectsAmong(known.slice(start, end))).size > 0) return true;
      }
      return false;
    },
  };
}

/** @throws Failure when nobody could tell */
function heldOf<Held>(
  answer:
    | { readonly kind: 'known'; readonly held: ReadonlySet<Held> }
    | { readonly kind: 'cannot-tell'; readonly because: string },
): ReadonlySet<Held> {
  if (answer.kind === 'cannot-tell') throw new Failure('forbidden', 'jira', answer.because);
  return answer.held;
}
