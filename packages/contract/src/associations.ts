/** Project associations: which Jira projects see, and act on, which repositories. */

import {
  projectActions,
  type IntegrationId,
  type JiraSiteId,
  type ProjectAction,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, idOf } from './fields.ts';
import { act, remove, replace, show, type EditRequest, type Route } from './route.ts';
import { versioned } from './version.ts';

const Action = z.enum(projectActions as readonly [ProjectAction, ...ProjectAction[]]);

/** A project key as Jira allows it: a capital letter, then capitals, digits and underscores. */
const ProjectKeyText = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,254}$/u, 'is not a project key: write it like ABC')
  .transform((text) => text as ProjectKey);

/** `all`, or these; an empty list is none. */
const Projects = z.union([z.literal('all'), z.array(ProjectKeyText).max(5000)]);
const ShownProjects = z.union([z.literal('all'), z.array(z.string())]);

/** For each action the projects that may do it. */
export const Grants = z.object({
  see: ShownProjects,
  'create-branch': ShownProjects,
  'create-pull-request': ShownProjects,
  'smart-commit': ShownProjects,
});
export type Grants = z.infer<typeof Grants>;

/** What some projects may do at a place; those of one place add up. */
export const Association = z.object({
  integrationId: Id,
  /** Null: every repository of the integration that has no association of its own. */
  repositoryId: Id.nullable(),
  integrationName: z.string(),
  /** Null where the repository is. */
  repositoryName: z.string().nullable(),
  projects: ShownProjects,
  actions: z.array(Action),
});
export type Association = z.infer<typeof Association>;

export const AssociationList = z.object({ associations: z.array(Association) });
export type AssociationList = z.infer<typeof AssociationList>;

const place = { integrationId: idOf<IntegrationId>(), repositoryId: idOf<RepositoryId>().nullable() };

/** One list of projects for some actions, or a list for each action; what is left out is granted to nobody. */
const granted = {
  projects: Projects.optional(),
  actions: z.array(Action).max(4).optional(),
  grants: z
    .object({
      see: Projects.optional(),
      'create-branch': Projects.optional(),
      'create-pull-request': Projects.optional(),
      'smart-commit': Projects.optional(),
    })
    .optional(),
};

interface Granted {
  readonly projects?: unknown;
  readonly actions?: unknown;
  readonly grants?: unknown;
}

function isOneWay({ projects, actions, grants }: Granted): boolean {
  return (grants === undefined) !== (projects === undefined) && (projects === undefined) === (actions === undefined);
}

/** Replaces everything that the same integration or repository grants. */
export const NewAssociation = z
  .object({ ...place, ...granted })
  .refine(isOneWay, 'needs either grants, or projects together with actions');

/** What is to be tried out: an association, or none at all, so that the place inherits. */
export const AssociationWish = z
  .object({ ...place, ...granted, inherit: z.literal(true).optional() })
  .refine(
    (wish) => (wish.inherit === true ? wish.projects === undefined && wish.grants === undefined : isOneWay(wish)),
    'needs one of grants, projects together with actions, or inherit',
  );

/** What is in force for a repository. */
export const EffectiveAssociation = z.object({
  /** Whose association it is; `none` when there is none. */
  source: z.enum(['repository', 'integration', 'none']),
  grants: Grants,
});
export type EffectiveAssociation = z.infer<typeof EffectiveAssociation>;

const KindCounts = z.object({ commits: Count, branches: Count, pullRequests: Count });

/** What saving would bring to Jira and take away. */
export const AssociationPreview = z.object({
  before: Grants,
  after: Grants,
  /** Those with most to come or go, at most 50. */
  projects: z.array(z.object({ project: z.string(), appear: KindCounts, vanish: KindCounts })),
  /** More projects that something comes to or goes from. */
  otherProjects: Count,
  /** An entry with keys of several projects counts once; `change`: it stays with other keys. */
  total: z.object({ appear: KindCounts, vanish: KindCounts, change: KindCounts }),
  /** How many were counted before the time was up. */
  repositories: z.object({ counted: Count, of: Count }),
  /** Chosen projects that the site does not have; null while nobody knows which it has. */
  unknownProjects: z.array(z.string()).nullable(),
});
export type AssociationPreview = z.infer<typeof AssociationPreview>;

/** What is said at one place itself. */
export const PlaceAssociation = z.object({
  integrationId: Id,
  /** Null: the integration's. */
  repositoryId: Id.nullable(),
  /** Null: nothing is said here. A repository has its integration's then, and an integration grants nothing. */
  grants: Grants.nullable(),
});
export type PlaceAssociation = z.infer<typeof PlaceAssociation>;

const PlaceQuery = z.object({ integrationId: idOf<IntegrationId>(), repositoryId: idOf<RepositoryId>().optional() });

/** The place that a request speaks of. */
function placeOf({ query, body }: EditRequest) {
  const { integrationId, repositoryId } = (body ?? query) as {
    readonly integrationId: IntegrationId;
    readonly repositoryId?: RepositoryId | null;
  };
  return { integrationId, repositoryId: repositoryId ?? undefined };
}

const edits = { edits: 'showPlaceAssociation', editsOf: placeOf } as const;

const jiraSite = z.object({ id: idOf<JiraSiteId>() });
const path = '/api/v1/jira-sites/:id/associations';

export const associationRoutes = {
  listAssociations: { ...show, path, params: jiraSite, response: AssociationList },
  /** What is said at one place itself, for editing it. */
  showPlaceAssociation: {
    ...show,
    path: `${path}/place`,
    params: jiraSite,
    query: PlaceQuery,
    response: versioned(PlaceAssociation, ['grants']),
  },
  saveAssociation: {
    ...replace,
    ...edits,
    path,
    params: jiraSite,
    request: NewAssociation,
    response: AssociationList,
  },
  /** The repository inherits again; an integration grants nothing from then on. */
  inheritAssociation: {
    ...remove,
    ...edits,
    path,
    params: jiraSite,
    query: PlaceQuery,
    response: AssociationList,
  },
  showEffectiveAssociation: {
    ...show,
    path: `${path}/effective`,
    params: jiraSite,
    query: z.object({ repositoryId: idOf<RepositoryId>() }),
    response: EffectiveAssociation,
  },
  /** Nothing is saved. */
  previewAssociation: {
    ...act,
    path: `${path}/preview`,
    params: jiraSite,
    request: AssociationWish,
    response: AssociationPreview,
  },
} as const satisfies Readonly<Record<string, Route>>;
