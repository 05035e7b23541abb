/** Project associations: which Jira projects see, and act on, which repositories. */

import type { IntegrationId, ProjectAction, ProjectKey, RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Id, idOf } from './fields.ts';

const Action = z.enum(['see', 'create-branch', 'create-pull-request', 'smart-commit'] satisfies ProjectAction[]);

/** A project key as Jira allows it: a capital letter, then capitals, digits and underscores. */
const ProjectKeyText = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,254}$/u, 'is not a project key: write it like ABC')
  .transform((text) => text as ProjectKey);

export const Association = z.object({
  integrationId: Id,
  /** Null: every repository of the integration that has no association of its own. */
  repositoryId: Id.nullable(),
  projects: z.union([z.literal('all'), z.array(z.string())]),
  actions: z.array(Action),
});
export type Association = z.infer<typeof Association>;

export const AssociationList = z.object({ associations: z.array(Association) });
export type AssociationList = z.infer<typeof AssociationList>;

/** Replaces the association of the same integration and repository. */
export const NewAssociation = z.object({
  integrationId: idOf<IntegrationId>(),
  repositoryId: idOf<RepositoryId>().nullable(),
  projects: z.union([z.literal('all'), z.array(ProjectKeyText).max(5000)]),
  actions: z.array(Action).max(4),
});
