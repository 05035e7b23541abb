/** The name under which Jira keeps our marks: of properties, and in the history of changes. */

export const markName = 'branchline';
