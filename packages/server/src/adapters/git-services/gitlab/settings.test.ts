import { Failure, Secret, plainNetwork, type CommitHash, type Credential } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { testNetwork } from '../../../test-support/test-network.ts';
import { gitlab, gitlabSelfManaged } from './connector.ts';

const ours = gitlabSelfManaged(testNetwork());
const token: Credential = { kind: 'token', token: new Secret('glpat-marked') };

describe("GitLab's settings", () => {
  it.each([
    ['https://gitlab.example.com', 'https://gitlab.example.com'],
    [' https://gitlab.example.com/ ', 'https://gitlab.example.com'],
    ['https://example.com:8443/tools/gitlab/', 'https://example.com:8443/tools/gitlab'],
    ['https://gitlab.example.com/api/v4/', 'https://gitlab.example.com'],
    ['https://example.com/gitlab/users/sign_in', 'https://example.com/gitlab'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['http://gitlab.internal?x#y', 'http://gitlab.internal'],
  ])('take %j as %s', (url, wanted) => {
    expect(ours.parseSettings({ url })).toEqual({ url: wanted });
  });

  it('name the address of GitLab.com by themselves, and another when asked', () => {
    const service = gitlab(testNetwork());
    const standard = service.settingsForm[0]?.standard ?? '';
    expect(service.parseSettings({})).toEqual({ url: standard });
    expect(service.parseSettings({ url: 'https://code.example.com' })).toEqual({ url: 'https://code.example.com' });
  });

  it.each([
    [{}],
    [{ url: '' }],
    [{ url: 'gitlab.example.com' }],
    [{ url: 'ftp://gitlab.example.com' }],
    [{ url: 'https://ada:password@gitlab.example.com' }],
    [{ url: 'https://gitlab.example.com', colour: 'red' }],
    [{ url: 7 }],
    ['https://gitlab.example.com'],
    [undefined],
  ])('refuse %j with the setting and the remedy', (input) => {
    const parse = (): unknown => ours.parseSettings(input);
    expect(parse).toThrow(Failure);
    expect(parse).toThrow(/"url"/);
    expect(parse).not.toThrow(/password@/);
  });
});

describe("GitLab's links", () => {
  const hash = '0123456789012345678901234567890123456789' as CommitHash;
  const links = ours.links(ours.parseSettings({ url: 'https://example.com/gitlab' }));
  const cloneUrl = 'https://example.com/gitlab/acme/tools/app.git';
  const repository = { remoteId: '7', name: 'acme/tools/app', cloneUrl, webUrl: undefined };
  const page = 'https://example.com/gitlab/acme/tools/app';

  it('are encoded piece by piece', () => {
    expect(links.repository(repository)).toBe(page);
    expect(links.commit(repository, hash)).toBe(`${page}/-/commit/${hash}`);
    expect(links.branch(repository, 'feature/ABC-1#ä')).toBe(`${page}/-/tree/feature/ABC-1%23%C3%A4`);
    expect(links.tag(repository, 'v1.0')).toBe(`${page}/-/tags/v1.0`);
    expect(links.file(repository, hash, 'src/a b?.ts')).toBe(`${page}/-/blob/${hash}/src/a%20b%3F.ts`);
    expect(links.compare(repository, 'main', 'a/b#c')).toBe(`${page}/-/compare/main...a/b%23c`);
  });

  it('begin with the page that GitLab named', () => {
    const named = { ...repository, webUrl: 'https://code.example.com/acme/tools/app' };
    expect(links.commit(named, hash)).toBe(`https://code.example.com/acme/tools/app/-/commit/${hash}`);
  });
});

describe('a connection to GitLab', () => {
  const settings = ours.parseSettings({ url: 'https://example.com/gitlab' });
  const request = { settings, network: plainNetwork, budget: 'test', for: 'background' } as const;
  const repository = { remoteId: '7', name: 'acme/app', webUrl: undefined };

  it.each([
    ['https://example.com/gitlab/acme/app.git', 'https://example.com/gitlab/acme/app.git'],
    // The server is wrong about itself: what it says would get our token.
    ['https://localhost/acme/app.git', 'https://example.com/gitlab/acme/app.git'],
  ])('lets git fetch %s from %s', async (cloneUrl, url) => {
    const access = await ours.connect({ ...request, credential: token }).gitAccess({ ...repository, cloneUrl });
    expect(access).toMatchObject({ url, credential: { kind: 'user-and-password', user: 'oauth2' } });
    expect(access.refs).toContain('refs/merge-requests/*/head');
  });

  it('takes tokens only', () => {
    expect(() => ours.connect({ ...request, credential: { kind: 'none' } })).toThrow('access token');
  });

  it('offers what it lists', () => {
    const connection = ours.connect({ ...request, credential: token });
    const named = ['pull-requests', 'checks', 'actions', 'webhook-setup', 'missed-webhooks', 'token-rotation'];
    expect(ours.capabilities).toEqual(named);
    expect(connection.tokenRotation).toBeDefined();
    expect(connection.pullRequests).toBeDefined();
    expect(connection.actions).toBeDefined();
    expect(connection.webhookSetup?.resendMissed).toBeDefined();
    expect(ours.words.pullRequest).toBe('Merge request');
  });

  it('signs in at the server itself', () => {
    expect(ours.oauth?.endpoints(settings)).toEqual({
      authorizeUrl: 'https://example.com/gitlab/oauth/authorize',
      tokenUrl: 'https://example.com/gitlab/oauth/token',
    });
    expect(ours.oauth?.registrationUrl(settings)).toBe('https://example.com/gitlab/admin/applications');
    expect(ours.oauth?.scopes('service-account')).toEqual(['api', 'read_repository']);
  });
});
