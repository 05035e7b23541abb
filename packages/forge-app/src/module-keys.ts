/** The names by which Jira tells the page, and the server, which of our places in Jira it is. */

/** Key of each module in the manifest; Jira gives the page its own as `moduleKey`. */
export const moduleKeys = {
  activity: 'git-activity',
  context: 'git-context',
  createBranch: 'create-branch',
  createPullRequest: 'create-pull-request',
  project: 'git-project',
  administration: 'git-admin',
  personal: 'git-personal',
} as const;
export type PageModule = keyof typeof moduleKeys;

/** Which of our places has this key; undefined for one that this version does not know. */
export function pageModuleOf(key: string): PageModule | undefined {
  return (Object.keys(moduleKeys) as PageModule[]).find((module) => moduleKeys[module] === key);
}
