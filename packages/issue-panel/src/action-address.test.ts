import { describe, expect, it } from 'vitest';
import { actionAddress, placeAddress } from './action-address.ts';
import type { PanelAction } from './panel-action.ts';

const about = { repositoryId: 7, pullRequest: '12', label: '#12', title: 'x', head: null, source: 'b' } as const;

describe('actionAddress', () => {
  it.each<[PanelAction, string]>([
    [{ kind: 'create-branch', repositoryId: undefined }, '/create-branch?issue=ABC-1'],
    [{ kind: 'create-branch', repositoryId: 7 }, '/create-branch?issue=ABC-1&repository=7'],
    [
      { kind: 'create-pull-request', repositoryId: 7, source: 'feature/a&b #1' },
      '/create-pull-request?issue=ABC-1&repository=7&source=feature%2Fa%26b+%231',
    ],
    [{ kind: 'start-work' }, '/issues/ABC-1?act=start-work'],
    [{ kind: 'delete-branch', repositoryId: 7, name: 'b' }, '/issues/ABC-1?act=delete-branch&repository=7&branch=b'],
    [{ kind: 'approve', ...about }, '/issues/ABC-1?act=approve&repository=7&pullRequest=12'],
    [{ kind: 'merge', ...about }, '/issues/ABC-1?act=merge&repository=7&pullRequest=12'],
  ])('leads to where %o is done', (action, address) => {
    expect(actionAddress('ABC-1', action)).toBe(address);
  });
});

describe('placeAddress', () => {
  it('is that of our own page', () => {
    const hash = 'a'.repeat(40);
    expect(placeAddress({ kind: 'issue', key: 'ABC-1' })).toBe('/issues/ABC-1');
    expect(placeAddress({ kind: 'commits', repositoryId: 7 })).toBe('/browse/7/commits');
    expect(placeAddress({ kind: 'commit', repositoryId: 7, hash })).toBe(`/browse/7/commits/${hash}`);
  });
});
