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

interface Question {
  readonly project: ProjectKey;
  readonly action: ProjectAction;
}

const questions: readonly Question[] = keys.flatMap((project) => projectActions.map((action) => ({ project, action })));

const repositories = [
  [1, 1],
  [1, 2],
  [1, 3],
  [2, 4],
].map(([integration, repository]) => ({
  integrationId: integration as IntegrationId,
  id: repository as RepositoryId,
}));

/** The repositories of which the places say another thing than the gate. */
function disputed(associations: readonly ProjectAssociation[], { project, action }: Question) {
  const places = grantedPlaces(associations, project, action);
  return repositories.filter(({ id: repositoryId, integrationId }) => {
    const question = { jiraSiteId, integrationId, repositoryId, project, action };
    return isWithin(places, { id: repositoryId, integrationId }) !== decideAccess(question, associations).allowed;
  });
}

it('says of every repository what the gate says, for every pair of associations', () => {
  const pairs = single.flatMap((one) => single.map((other) => [one, other]));
  const wrong = pairs.flatMap((pair) => questions.flatMap((question) => disputed(pair, question)));
  expect(wrong).toEqual([]);
});
