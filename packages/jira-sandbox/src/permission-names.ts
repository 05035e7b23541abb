/** The permissions the sandbox knows, by Jira's own keys. */

/** Of the whole site. */
const globalPermissions = [
  'ADMINISTER',
  'BULK_CHANGE',
  'CREATE_SHARED_OBJECTS',
  'MANAGE_GROUP_FILTER_SUBSCRIPTIONS',
  'SYSTEM_ADMIN',
  'USER_PICKER',
] as const;

/** Of a project and its issues. */
const projectPermissions = [
  'ADD_COMMENTS',
  'ADMINISTER_PROJECTS',
  'ASSIGNABLE_USER',
  'ASSIGN_ISSUES',
  'BROWSE_PROJECTS',
  'CLOSE_ISSUES',
  'CREATE_ATTACHMENTS',
  'CREATE_ISSUES',
  'DELETE_ALL_COMMENTS',
  'DELETE_ALL_WORKLOGS',
  'DELETE_ISSUES',
  'DELETE_OWN_COMMENTS',
  'DELETE_OWN_WORKLOGS',
  'EDIT_ALL_COMMENTS',
  'EDIT_ALL_WORKLOGS',
  'EDIT_ISSUES',
  'EDIT_OWN_COMMENTS',
  'EDIT_OWN_WORKLOGS',
  'LINK_ISSUES',
  'MANAGE_SPRINTS_PERMISSION',
  'MANAGE_WATCHERS',
  'MODIFY_REPORTER',
  'MOVE_ISSUES',
  'RESOLVE_ISSUES',
  'SCHEDULE_ISSUES',
  'SET_ISSUE_SECURITY',
  'TRANSITION_ISSUES',
  'VIEW_DEV_TOOLS',
  'VIEW_READONLY_WORKFLOW',
  'VIEW_VOTERS_AND_WATCHERS',
  'WORK_ON_ISSUES',
] as const;

/** What only those hold who run the site or a project. */
export const administration: ReadonlySet<string> = new Set(['ADMINISTER', 'SYSTEM_ADMIN', 'ADMINISTER_PROJECTS']);

/** All of them. */
export const knownPermissions: readonly string[] = [...globalPermissions, ...projectPermissions];

/** Undefined for what is no permission of Jira's. */
export function kindOfPermission(permission: string): 'GLOBAL' | 'PROJECT' | undefined {
  if ((globalPermissions as readonly string[]).includes(permission)) return 'GLOBAL';
  return (projectPermissions as readonly string[]).includes(permission) ? 'PROJECT' : undefined;
}
