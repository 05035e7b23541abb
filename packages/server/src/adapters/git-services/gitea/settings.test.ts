import { Failure } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { testNetwork } from '../../../test-support/test-network.ts';
import { gitea } from './connector.ts';

const connector = gitea(testNetwork());

describe('the address of Gitea', () => {
  it.each([
    ['https://git.example.com', 'https://git.example.com'],
    [' https://git.example.com/ ', 'https://git.example.com'],
    ['https://git.example.com:8443/code/', 'https://git.example.com:8443/code'],
    ['https://git.example.com/code/api/v1', 'https://git.example.com/code'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('%s is kept as %s', (entered, url) => {
    expect(connector.parseSettings({ url: entered })).toEqual({ url });
  });

  it.each([
    'git.example.com',
    'ssh://git.example.com',
    'https://ada:secret@git.example.com',
    'https://x.example?a=b',
    '',
  ])('%s is refused with an example', (url) => {
    const problem = expect.stringMatching(/^The setting "url".*Example: https:/s);
    const refused = expect.objectContaining({ kind: 'rejected', message: problem });
    expect(() => connector.parseSettings({ url })).toThrowError(refused);
  });

  it('is never told with the password that was in it', () => {
    expect(() => connector.parseSettings({ url: 'https://ada:secret@x.example' })).toThrowError(Failure);
    expect(() => connector.parseSettings({ url: 'https://ada:secret@x.example' })).not.toThrowError(/secret@/);
  });
});

describe('signing in', () => {
  it('asks for the same scopes whatever it is for, and only for ones that exist', () => {
    const scopes = connector.oauth?.scopes('person');
    expect(connector.oauth?.scopes('service-account')).toEqual(scopes);
    for (const scope of scopes ?? []) expect(scope).toMatch(/^(?:read|write):(?:user|organization|issue|repository)$/);
  });

  it('happens below the path of the server', () => {
    const settings = connector.parseSettings({ url: 'https://git.example.com/code' });
    expect(connector.oauth?.endpoints(settings)).toEqual({
      authorizeUrl: 'https://git.example.com/code/login/oauth/authorize',
      tokenUrl: 'https://git.example.com/code/login/oauth/access_token',
    });
  });
});
