/** What somebody is about to say of which projects see and act on something, before it is saved. */

import type { Grants } from '@branchline/contract';
import { projectActions, type ProjectAction } from '@branchline/domain';

/** How far it reaches. */
export type Reach = 'all' | 'chosen' | 'none';

/** The keys stay while another reach is tried. */
export interface ProjectChoice {
  readonly reach: Reach;
  readonly keys: readonly string[];
}

export interface GrantsDraft {
  /** One choice, that for seeing, holds for every action. */
  readonly isSame: boolean;
  readonly choices: Readonly<Record<ProjectAction, ProjectChoice>>;
}

/** For one place at one Jira site. */
export interface AssociationDraft {
  /** A repository that follows its integration; an integration never does. */
  readonly inherits: boolean;
  readonly grants: GrantsDraft;
}

export const noGrants: Grants = { see: [], 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] };

function choiceFrom(projects: Grants[ProjectAction]): ProjectChoice {
  if (projects === 'all') return { reach: 'all', keys: [] };
  return { reach: projects.length === 0 ? 'none' : 'chosen', keys: projects };
}

function isSameGrant(a: Grants[ProjectAction], b: Grants[ProjectAction]): boolean {
  return JSON.stringify(a === 'all' ? a : [...a].sort()) === JSON.stringify(b === 'all' ? b : [...b].sort());
}

/** As it stands. */
export function draftFrom(grants: Grants): GrantsDraft {
  return {
    isSame: projectActions.every((action) => isSameGrant(grants[action], grants.see)),
    choices: {
      see: choiceFrom(grants.see),
      'create-branch': choiceFrom(grants['create-branch']),
      'create-pull-request': choiceFrom(grants['create-pull-request']),
      'smart-commit': choiceFrom(grants['smart-commit']),
    },
  };
}

/** What the draft says, as the server takes it. */
export function grantsFrom({ isSame, choices }: GrantsDraft): Grants {
  const granted = (action: ProjectAction): Grants[ProjectAction] => {
    const { reach, keys } = choices[isSame ? 'see' : action];
    if (reach === 'all') return 'all';
    return reach === 'none' ? [] : [...keys].sort();
  };
  return {
    see: granted('see'),
    'create-branch': granted('create-branch'),
    'create-pull-request': granted('create-pull-request'),
    'smart-commit': granted('smart-commit'),
  };
}

/** With another choice for one action; where one holds for all, for all. */
export function withChoice(draft: GrantsDraft, action: ProjectAction, choice: ProjectChoice): GrantsDraft {
  return { ...draft, choices: { ...draft.choices, [action]: choice } };
}

/** One choice for all actions, or one for each, which begin as they were together. */
export function withSame(draft: GrantsDraft, isSame: boolean): GrantsDraft {
  if (isSame === draft.isSame) return draft;
  if (isSame) return { ...draft, isSame };
  const { see } = draft.choices;
  return {
    isSame,
    choices: { see, 'create-branch': see, 'create-pull-request': see, 'smart-commit': see },
  };
}

/** Whether both would be saved as the same. */
export function isSameDraft(a: AssociationDraft, b: AssociationDraft): boolean {
  if (a.inherits || b.inherits) return a.inherits === b.inherits;
  const [one, other] = [grantsFrom(a.grants), grantsFrom(b.grants)];
  return projectActions.every((action) => isSameGrant(one[action], other[action]));
}
