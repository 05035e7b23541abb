import { Secret, plainNetwork, type Credential } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { inScene, type Scene } from '../../../test-support/git-service-suite/scene.ts';
import { gitlabFacts } from '../../../test-support/stand-in/gitlab/facts.ts';
import { gitlabSelfManaged } from './connector.ts';

const facts = { ...gitlabFacts, connector: gitlabSelfManaged };

function connectBy({ connector, settings }: Scene, credential: Credential) {
  return connector.connect({ settings, credential, network: plainNetwork, budget: 'test', for: 'background' });
}

function oauth(token: string): Credential {
  return { kind: 'oauth', accessToken: new Secret(token), refreshToken: undefined, expiresAt: undefined };
}

describe('the check of a GitLab credential', () => {
  it.each([
    ['project_7_bot_ab12', 'Branchline (project access token)'],
    ['group_7_bot_ab12', 'Branchline (group access token)'],
    ['service_account_group_7', 'Branchline (service account)'],
    ['robot', 'Branchline'],
  ])('says what %s is', (login, name) =>
    inScene(facts, async (scene) => {
      const bot = scene.standIn.addPerson({ login, name: 'Branchline' });
      const { account } = await scene.connect({ as: bot }).check();
      expect(account).toMatchObject({ login, name });
    })(),
  );

  it(
    'knows the scopes of OAuth, which is renewed and never ends',
    inScene(facts, async (scene) => {
      scene.standIn.addToken(scene.ada, { value: 'oauth-marked', scopes: ['read_user', 'read_api'], kind: 'oauth' });
      const check = await connectBy(scene, oauth('oauth-marked')).check();
      expect(check.account?.login).toBe('ada');
      expect(check.expiresAt).toBeUndefined();
      expect(check.missingRights.map(({ name, weight }) => [name, weight])).toEqual([
        ['read_repository', 'needed'],
        ['api', 'useful'],
      ]);
      expect(check.missingRights[0]?.grantUrl).toBe(`${scene.standIn.url}/-/user_settings/applications`);
    }),
  );

  it(
    'misses a role that our account has nowhere',
    inScene(facts, async ({ repository, bob, connect, standIn }) => {
      const namesFor = async () => (await connect({ as: bob }).check()).missingRights.map(({ name }) => name);
      repository.access.set(bob, 'write');
      expect(await namesFor()).toEqual(['Maintainer role']);
      await standIn.addRepository('team/other');
      expect(await namesFor()).toEqual([]);
    }),
  );

  it(
    'goes on without what an old server does not know',
    inScene(facts, async ({ standIn, connect }) => {
      const unknown = { kind: 'status', status: 404, json: { error: '404 Not Found' } } as const;
      standIn.faults.add({ path: '/personal_access_tokens', fault: unknown });
      standIn.faults.add({ path: '/version', fault: unknown });
      const check = await connect().check();
      expect(check).toMatchObject({ account: { login: 'ada' }, version: undefined, missingRights: [] });
    }),
  );
});
