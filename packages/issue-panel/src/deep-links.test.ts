import { describe, expect, it } from 'vitest';
import { deepLink, type DeepLinkTarget } from './deep-links.ts';

const remote = 'https://git.example.com/team/code.git';
const encoded = 'https%3A%2F%2Fgit.example.com%2Fteam%2Fcode.git';
const commit = 'a'.repeat(40);

describe('deepLink', () => {
  it.each<[DeepLinkTarget, string, string | undefined]>([
    [{ kind: 'repository' }, 'r/-', '-'],
    [
      { kind: 'branch', name: 'feature/ABC-1 ü#🚪' },
      'r/-/b/feature/ABC-1%20%C3%BC%23%F0%9F%9A%AA',
      '-/branch/feature/ABC-1%20%C3%BC%23%F0%9F%9A%AA',
    ],
    [{ kind: 'tag', name: 'v1?x' }, 'r/-/t/v1%3Fx', '-/tag/v1%3Fx'],
    [{ kind: 'commit', hash: commit }, `r/-/c/${commit}`, `-/commit/${commit}`],
    [{ kind: 'file', path: 'src/a b.ts', commit: undefined }, 'r/-/f/src/a%20b.ts', undefined],
  ])('opens %o in both programs, where they can', (target, gitLens, gitKraken) => {
    expect(deepLink('gitlens', remote, target)).toBe(`vscode://eamodio.gitlens/link/${gitLens}?url=${encoded}`);
    const expected = gitKraken === undefined ? undefined : `gitkraken://repolink/${gitKraken}?url=${encoded}`;
    expect(deepLink('gitkraken', remote, target)).toBe(expected);
  });

  it('names the commit at which a file is meant', () => {
    const link = deepLink('gitlens', remote, { kind: 'file', path: 'a.ts', commit });
    expect(link).toBe(`vscode://eamodio.gitlens/link/r/-/f/a.ts?url=${encoded}&ref=${commit}`);
  });

  it.each([
    ['https://ada:secret@git.example.com/x.git', 'https://git.example.com/x.git'],
    ['https://secret@git.example.com/x.git', 'https://git.example.com/x.git'],
    ['ssh://git:secret@git.example.com:2222/x.git', 'ssh://git@git.example.com:2222/x.git'],
    ['git@git.example.com:team/x.git', 'git@git.example.com:team/x.git'],
  ])('keeps credentials out: %s', (cloneUrl, shown) => {
    const link = deepLink('gitkraken', cloneUrl, { kind: 'repository' });
    expect(link).toBe(`gitkraken://repolink/-?url=${encodeURIComponent(shown)}`);
    expect(link).not.toContain('secret');
  });

  it.each(['/srv/git/code.git', 'file:///srv/code.git', 'C:\\code', 'javascript:alert(1)', ''])(
    'leads nowhere from %j, which nobody else can reach',
    (cloneUrl) => {
      expect(deepLink('gitlens', cloneUrl, { kind: 'repository' })).toBeUndefined();
    },
  );
});
