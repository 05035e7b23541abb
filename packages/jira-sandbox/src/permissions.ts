/** Who may do what in the sandbox: rules made by switches, the newest that fits decides. */

import type { Issues, KnownIssue } from './issues.ts';
import type { PermissionPlace, SandboxPerson } from './people-options.ts';
import type { People } from './people.ts';
import { administration } from './permission-names.ts';

/** Where something is to be done; nowhere in particular when both are left out. */
export interface PlaceAsked {
  readonly issue?: KnownIssue;
  /** A present project key. */
  readonly project?: string;
}

/** What everybody may do. Without rules all may do everything, but only the first person administers. */
export interface Permissions {
  readonly permit: (permissions: readonly string[], place?: PermissionPlace) => void;
  readonly forbid: (permissions: readonly string[], place?: PermissionPlace) => void;
  /** The first person has none of these anywhere, whatever the rules say; replaces what was withheld before. */
  readonly withhold: (permissions: readonly string[]) => void;
  /** Nowhere in particular means in any project. An issue that somebody may not browse grants nothing. */
  may(person: SandboxPerson, permission: string, place?: PlaceAsked): boolean;
}

interface Rule extends PermissionPlace {
  readonly permissions: ReadonlySet<string>;
  readonly allows: boolean;
}

/** Starts without any rule. */
export function createPermissions(people: People, issues: Issues): Permissions {
  const rules: Rule[] = [];
  let withheld: ReadonlySet<string> = new Set();

  function add(allows: boolean, permissions: readonly string[], place: PermissionPlace = {}): void {
    rules.push({ ...place, permissions: new Set(permissions), allows });
  }

  function fits(rule: Rule, person: SandboxPerson, permission: string, { issue, project }: PlaceAsked): boolean {
    if (!rule.permissions.has(permission)) return false;
    if (rule.person !== undefined && rule.person !== person.accountId) return false;
    if (rule.issue !== undefined) return issue !== undefined && issues.find(rule.issue)?.id === issue.id;
    return rule.project === undefined || issues.project(rule.project)?.key === project;
  }

  function decide(person: SandboxPerson, permission: string, place: PlaceAsked): boolean {
    const isFirst = people.all[0]?.accountId === person.accountId;
    if (isFirst && withheld.has(permission)) return false;
    const rule = rules.findLast((one) => fits(one, person, permission, place));
    return rule?.allows ?? (isFirst || !administration.has(permission));
  }

  return {
    permit: (permissions, place) => add(true, permissions, place),
    forbid: (permissions, place) => add(false, permissions, place),
    withhold: (permissions) => void (withheld = new Set(permissions)),
    may(person, permission, { issue, project } = {}) {
      if (issue !== undefined) {
        const place = { issue, project: issue.key.slice(0, issue.key.lastIndexOf('-')) };
        return decide(person, permission, place) && decide(person, 'BROWSE_PROJECTS', place);
      }
      if (project !== undefined) return decide(person, permission, { project });
      const projects = issues.projects();
      if (projects.length === 0) return decide(person, permission, {});
      return projects.some(({ key }) => decide(person, permission, { project: key }));
    },
  };
}
