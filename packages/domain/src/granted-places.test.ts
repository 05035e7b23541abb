import { expect, it } from 'vitest';
import { grantedPlaces, isWithin } from './granted-places.ts';
import type { IntegrationId, JiraSiteId, ProjectKey, RepositoryId } from './ids.ts';
import { decideAccess, projectActions, type ProjectAction, type ProjectAssociation } from './project-association.ts';

const jiraSiteId = 1 as JiraSiteId;
const keys = ['ABC', 'XYZ'] as ProjectKey[];
const choices: readonly (readonly ProjectAction[])[] = [[], ['see'], ['create-branch'], ['see', 'create-branch']];

/** One association for each combination of a place, projects and actions. */
const single: readonly ProjectAssociation[] = [undefined, 1, 2].flatMap((repository) =>
  (['all', [], ['ABC']] as const).flatMap((projects) =>
    choices.map((actions) => ({
      jiraSiteId,
      integrationId: 1 as IntegrationId,
      repositoryId: repository as RepositoryId | undefined,
      projects: projects as ProjectAssociation['projects'],
      actions,
    })),
  ),
);

it('says of every repository what the gate says, for every pair of associations', () => {
  for (const one of single) {
    for (const other of single) {
      const associations = [one, other];
      for (const project of keys) {
        for (const action of projectActions) {
          const places = grantedPlaces(associations, project, action);
          for (const [integration, repository] of [
            [1, 1],
            [1, 2],
            [1, 3],
            [2, 4],
          ]) {
            const id = repository as RepositoryId;
            const integrationId = integration as IntegrationId;
            const question = { jiraSiteId, integrationId, repositoryId: id, project, action };
            const { allowed } = decideAccess(question, associations);
            if (isWithin(places, { id, integrationId }) !== allowed) {
              expect({ associations, project, action, id, allowed }).toBe('the same');
            }
          }
        }
      }
    }
  }
});
