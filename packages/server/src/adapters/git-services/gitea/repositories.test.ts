import { plainNetwork, Secret } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { inScene, listAll } from '../../../test-support/git-service-suite/scene.ts';
import { giteaSuite } from '../../../test-support/stand-in/gitea/suite-facts.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { gitea } from './connector.ts';

const connector = gitea(testNetwork());
const settings = connector.parseSettings({ url: 'https://git.example.com/code' });
const request = { settings, network: plainNetwork, budget: 'test', for: 'background' } as const;
const token = { kind: 'token', token: new Secret('a-token') } as const;
const oauth = {
  kind: 'oauth',
  accessToken: new Secret('an-access-token'),
  refreshToken: undefined,
  expiresAt: new Date('2026-03-01T13:00:00Z'),
} as const;

describe('git', () => {
  const repository = { remoteId: '1', name: 'acme/app', webUrl: undefined };

  it('is let in by the token, whatever the user is called', async () => {
    const cloneUrl = 'https://git.example.com/code/acme/app.git';
    const access = await connector.connect({ ...request, credential: token }).gitAccess({ ...repository, cloneUrl });
    expect(access).toMatchObject({ url: cloneUrl, credential: { kind: 'user-and-password', password: token.token } });
    expect(access.refs).toEqual(['refs/heads/*', 'refs/tags/*', 'refs/notes/*', 'refs/pull/*/head']);
  });

  it('keeps to the address we know when the server calls itself otherwise', async () => {
    const cloneUrl = 'http://localhost:3000/acme/app.git';
    const access = await connector.connect({ ...request, credential: oauth }).gitAccess({ ...repository, cloneUrl });
    expect(access.url).toBe('https://git.example.com/code/acme/app.git');
    expect(access.credential).toMatchObject({ password: oauth.accessToken });
  });

  it('is given a user and a password as they are', async () => {
    const credential = { kind: 'user-and-password', user: 'ada', password: new Secret('a password') } as const;
    const cloneUrl = 'https://git.example.com/code/acme/app.git';
    const access = await connector.connect({ ...request, credential }).gitAccess({ ...repository, cloneUrl });
    expect(access.credential).toBe(credential);
  });
});

describe('webhooks', () => {
  it('of an organisation are beyond what people sign in for', () => {
    expect(connector.connect({ ...request, credential: oauth }).webhookSetup?.levels).toEqual(['repository']);
    expect(connector.connect({ ...request, credential: token }).webhookSetup?.levels).toEqual(['owner', 'repository']);
  });

  it(
    'of the account’s own space are made as the person’s',
    inScene(giteaSuite, async ({ standIn, ada, connect, mark }) => {
      const scopes = [...giteaSuite.token.scopes, 'write:user'];
      const { value } = standIn.addToken(ada, { ...giteaSuite.token, value: `${giteaSuite.token.value}1`, scopes });
      const secret = new Secret('marked-webhook-secret');
      mark(secret.reveal());
      const wanted = { url: 'https://branchline.example/webhooks/x', secret };
      await connect({ token: value }).webhookSetup?.ensure({ level: 'owner', owner: 'Ada' }, wanted);
      expect(standIn.state.owners.find(({ path }) => path === 'ada')?.hooks).toMatchObject([{ url: wanted.url }]);
    }),
  );

  it(
    'that we made with this secret are left as they are, unless somebody has changed them',
    inScene(giteaSuite, async ({ repository, remote, connect, mark }) => {
      const secret = new Secret('marked-webhook-secret');
      mark(secret.reveal());
      const target = { level: 'repository', repository: await remote() } as const;
      const wanted = { url: 'https://branchline.example/webhooks/y', secret };
      const ensure = async (madeBefore?: string) =>
        (await connect().webhookSetup!.ensure(target, { ...wanted, madeBefore })).remoteId;
      const made = await ensure();
      expect(await ensure(made)).toBe(made);
      const [hook] = repository.hooks;
      hook!.isActive = false;
      const again = await ensure(made);
      expect(again).not.toBe(made);
      // With another secret we do not know which webhook has it.
      expect(await ensure()).not.toBe(again);
      expect(repository.hooks).toMatchObject([{ url: wanted.url, isActive: true, secret: secret.reveal() }]);
    }),
  );
});

describe('lists', () => {
  it(
    'are read to the end where the server knows itself by another address, and where it names no next page',
    inScene(giteaSuite, async ({ standIn, connect }) => {
      for (const name of ['one', 'two', 'three']) await standIn.addRepository(`team/${name}`);
      standIn.state.largestPage = 1;
      standIn.state.url = 'http://localhost:3000';
      expect(await listAll(connect())).toHaveLength(4);
    }),
  );

  it(
    'are those of a search as well',
    inScene(giteaSuite, async ({ standIn, connect }) => {
      await standIn.addRepository('team/other');
      const found = await listAll(connect(), { path: '/repos/search?q=other' });
      expect(found.map(({ name }) => name)).toEqual(['team/other']);
    }),
  );

  it(
    'of other things are refused',
    inScene(giteaSuite, async ({ connect, refused }) => {
      const failure = await refused(listAll(connect(), { path: '/user/orgs' }));
      expect([failure.kind, failure.message]).toEqual(['invalid-response', expect.stringContaining('/user/orgs')]);
    }),
  );
});

it(
  'a renamed repository is still read by its old name',
  inScene(giteaSuite, async ({ standIn, repository, ada, connect, remote }) => {
    await standIn.openPullRequest(repository, { title: 'ABC-2', author: ada, source: 'topic' });
    const before = await remote();
    await standIn.rename(repository, 'team/new-name');
    expect((await connect().pullRequests?.get(before, '1'))?.title).toBe('ABC-2');
  }),
);
