import { describe, expect, it } from 'vitest';
import { inScene, listAll } from '../../../test-support/git-service-suite/scene.ts';
import { gitlabFacts } from '../../../test-support/stand-in/gitlab/facts.ts';
import { gitlabSelfManaged } from './connector.ts';
import { GitlabProject, repositoryFromGitlab } from './repositories.ts';

const facts = { ...gitlabFacts, connector: gitlabSelfManaged };

function projectFrom(changes: Readonly<Record<string, unknown>>) {
  const project = { id: 7, path_with_namespace: 'acme/tools/app', http_url_to_repo: null, ...changes };
  return repositoryFromGitlab(GitlabProject.parse(project), 'https://example.com/gitlab');
}

describe('a project of GitLab', () => {
  it('belongs to its whole namespace, and is cloned below the server when it names no address', () => {
    expect(projectFrom({})).toMatchObject({
      remoteId: '7',
      owner: 'acme/tools',
      cloneUrl: 'https://example.com/gitlab/acme/tools/app.git',
      webUrl: undefined,
      isArchived: false,
      isEmpty: false,
      activeAt: undefined,
      mayAdminister: undefined,
    });
  });

  it('that waits to be deleted takes no pushes any more', () => {
    expect(projectFrom({ marked_for_deletion_on: '2026-03-08' }).isArchived).toBe(true);
    expect(projectFrom({ archived: true, empty_repo: true })).toMatchObject({ isArchived: true, isEmpty: true });
  });

  it.each([
    [{ project_access: null, group_access: { access_level: 40 } }, true],
    [{ project_access: { access_level: 50 }, group_access: null }, true],
    [{ project_access: { access_level: 30 }, group_access: { access_level: 20 } }, false],
    [{ project_access: null, group_access: null }, undefined],
    [null, undefined],
  ])('with %j lets us make webhooks: %s', (permissions, mayAdminister) => {
    expect(projectFrom({ permissions }).mayAdminister).toBe(mayAdminister);
  });
});

describe('lists of projects', () => {
  it(
    'go on behind the last one, wherever the server believes itself to be',
    inScene(facts, async ({ standIn, connect }) => {
      for (const name of ['one', 'two', 'three']) await standIn.addRepository(`team/${name}`);
      standIn.state.largestPage = 2;
      standIn.requests.splice(0);
      expect(await listAll(connect())).toHaveLength(4);
      const asked = standIn.requests.map(({ query }) => query.get('id_after'));
      expect(asked).toEqual([null, expect.stringMatching(/^\d+$/)]);
      expect(standIn.requests.every(({ query }) => query.get('membership') === 'true')).toBe(true);
    }),
  );

  it.each(['/groups/team/projects?include_subgroups=true', '/api/v4/groups/team/projects?include_subgroups=true'])(
    'by the path %s are walked to their end, and on from any page',
    (path) =>
      inScene(facts, async ({ standIn, connect }) => {
        await standIn.addRepository('team/deep/below/thing');
        await standIn.addRepository('team/other');
        standIn.state.largestPage = 2;
        const names: string[] = [];
        const places: (string | undefined)[] = [];
        for await (const page of connect().listRepositories({ path })) {
          names.push(...page.repositories.map(({ name }) => name));
          places.push(page.next);
        }
        expect(names).toEqual(['team/app', 'team/deep/below/thing', 'team/other']);
        const rest = await listAll(connect(), { path, after: places[0] });
        expect(rest.map(({ name }) => name)).toEqual(['team/other']);
        expect(places[1]).toBeUndefined();
      })(),
  );

  it(
    'keep each entry as it came, for filters that people write',
    inScene(facts, async ({ connect }) => {
      const [listed] = await listAll(connect());
      expect(listed?.raw).toMatchObject({ path_with_namespace: 'team/app', topics: [], empty_repo: false });
    }),
  );
});
