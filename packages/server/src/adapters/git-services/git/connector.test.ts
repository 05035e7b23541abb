import {
  Failure,
  plainNetwork,
  type CommitHash,
  type Credential,
  type RemoteRepository,
  type ServiceSettings,
} from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { plainGit } from './connector.ts';
import { presetNames } from './links.ts';

const hash = '0123456789012345678901234567890123456789' as CommitHash;

function requestFor(settings: ServiceSettings, credential: Credential = { kind: 'none' }) {
  return { settings, credential, network: plainNetwork, budget: 'test', for: 'background' } as const;
}

async function onlyRepository(settings: unknown) {
  const connector = plainGit();
  const parsed = connector.parseSettings(settings);
  const connection = connector.connect(requestFor(parsed));
  const repositories: RemoteRepository[] = [];
  for await (const page of connection.listRepositories()) repositories.push(...page.repositories);
  expect(repositories).toHaveLength(1);
  return { connector, connection, settings: parsed, repository: repositories[0]! };
}

function refusal(settings: unknown): unknown {
  try {
    return plainGit().parseSettings(settings);
  } catch (failure) {
    return failure;
  }
}

describe('plain git', () => {
  it('lists exactly the one repository it was given', async () => {
    const { repository } = await onlyRepository({ cloneUrl: ' https://git.example.com/team/app.git ' });
    expect(repository).toMatchObject({
      remoteId: 'https://git.example.com/team/app.git',
      name: 'app',
      cloneUrl: 'https://git.example.com/team/app.git',
      webUrl: undefined,
    });
  });

  it('hands the credential on to git', async () => {
    const { connector, settings, repository } = await onlyRepository({ cloneUrl: 'git@git.example.com:team/app.git' });
    const credential = { kind: 'none' } as const;
    const access = await connector.connect(requestFor(settings, credential)).gitAccess(repository);
    expect(access).toMatchObject({ url: 'git@git.example.com:team/app.git', credential });
  });

  it.each([
    [{}, 'cloneUrl', 'https://git.example.com/team/app.git'],
    [{ cloneUrl: 'ext::sh -c id' }, 'cloneUrl', 'remote helper'],
    [{ cloneUrl: 'https://a:b@git.example.com/x' }, 'cloneUrl', 'password'],
    [{ cloneUrl: 'https://git.example.com/x', webLinks: { preset: 'sourceforge' } }, 'webLinks.preset', 'github'],
    [{ cloneUrl: 'https://git.example.com/x', webLinks: { commit: '{sha}' } }, 'webLinks.commit', '{commit}'],
    [
      { cloneUrl: 'https://git.example.com/x', webLinks: { commit: 'javascript:{commit}' } },
      'webLinks.commit',
      'web address',
    ],
    [
      { cloneUrl: 'https://git.example.com/x', webLinks: { repository: 'https://{path}' } },
      'webLinks.repository',
      'Example',
    ],
    [{ cloneUrl: 'https://git.example.com/x', colour: 'red' }, 'settings', 'colour'],
    ['no object', 'settings', 'object'],
  ])('refuses %j and names the setting and the remedy', (settings, named, remedy) => {
    const failure = refusal(settings) as Failure;
    expect(failure).toBeInstanceOf(Failure);
    expect([failure.kind, failure.from]).toEqual(['rejected', 'git-service']);
    expect(failure.message).toContain(named);
    expect(failure.message).toContain(remedy);
  });
});

describe('web links of plain git', () => {
  function links(cloneUrl: string, webLinks?: ServiceSettings) {
    const connector = plainGit();
    const settings = connector.parseSettings({ cloneUrl, ...(webLinks === undefined ? {} : { webLinks }) });
    const repository = { remoteId: cloneUrl, name: 'app', cloneUrl, webUrl: undefined };
    const made = connector.links(settings);
    return {
      repository: made.repository(repository),
      commit: made.commit(repository, hash),
      branch: made.branch(repository, 'feature/ABC-1#ä'),
      tag: made.tag(repository, 'v1.0'),
      file: made.file(repository, hash, 'src/a b?.ts'),
    };
  }

  it('are absent without a setting', () => {
    const none = { repository: undefined, commit: undefined, branch: undefined, tag: undefined, file: undefined };
    expect(links('https://git.example.com/team/app.git')).toEqual(none);
  });

  it('follow a preset, and encode names piece by piece', () => {
    expect(links('https://git.example.com/team/app.git', { preset: 'gitlab' })).toEqual({
      repository: 'https://git.example.com/team/app',
      commit: `https://git.example.com/team/app/-/commit/${hash}`,
      branch: 'https://git.example.com/team/app/-/tree/feature/ABC-1%23%C3%A4',
      tag: 'https://git.example.com/team/app/-/tags/v1.0',
      file: `https://git.example.com/team/app/-/blob/${hash}/src/a%20b%3F.ts`,
    });
  });

  it('encode slashes too behind a question mark', () => {
    const { branch, file } = links('https://dev.example.com/org/project/_git/app', { preset: 'azure-devops' });
    expect(branch).toBe('https://dev.example.com/org/project/_git/app?version=GBfeature%2FABC-1%23%C3%A4');
    expect(file).toBe(`https://dev.example.com/org/project/_git/app?path=/src%2Fa%20b%3F.ts&version=GC${hash}`);
  });

  it('prefer the administrator’s own templates', () => {
    const own = {
      preset: 'github',
      repository: 'https://code.example.com/app',
      tag: 'https://releases.example.com/{tag}',
    };
    expect(links('/srv/git/app.git', own)).toMatchObject({
      commit: `https://code.example.com/app/commit/${hash}`,
      tag: 'https://releases.example.com/v1.0',
    });
  });

  it.each(['git@git.example.com:team/app.git', 'ssh://git@git.example.com:2222/team/app.git'])(
    'guess the page of %s',
    (cloneUrl) => {
      expect(links(cloneUrl, { preset: 'github' }).repository).toBe('https://git.example.com/team/app');
    },
  );

  it('have no page for a folder unless one is given', () => {
    expect(links('/srv/git/app.git', { preset: 'github' }).commit).toBeUndefined();
  });

  it.each(presetNames)('are web addresses with preset %s', (preset) => {
    for (const link of Object.values(links('https://git.example.com/team/app.git', { preset }))) {
      expect(new URL(link ?? '').protocol).toBe('https:');
      expect(link).not.toMatch(/[{}#]/);
    }
  });
});
