import { expect, it } from 'vitest';
import { addressOf, isAddress, stepAfter, stepsOf } from './new-site-steps.ts';

it('leaves out for Data Center what it does not have', () => {
  expect(stepsOf('cloud')).toEqual(['site', 'credentials', 'account', 'forge', 'projects']);
  expect(stepsOf('data-center')).toEqual(['site', 'credentials', 'projects']);
  expect(stepAfter('cloud', 'credentials')).toBe('account');
  expect(stepAfter('data-center', 'credentials')).toBe('projects');
  expect(stepAfter('cloud', 'projects')).toBe('projects');
});

it('names a site after its address where nobody named it', () => {
  const chosen = { kind: 'cloud', siteUrl: 'https://example.atlassian.net', name: '', apiUrl: '' } as const;
  expect(addressOf(chosen)).toEqual({ siteUrl: chosen.siteUrl, name: 'example.atlassian.net' });
  expect(addressOf({ ...chosen, name: 'Ours', apiUrl: 'https://proxy.example' })).toEqual({
    siteUrl: chosen.siteUrl,
    name: 'Ours',
    apiUrl: 'https://proxy.example',
  });
});

it('takes only whole addresses', () => {
  expect(['https://a.example', 'http://localhost:2990/jira'].map(isAddress)).toEqual([true, true]);
  expect(['a.example', 'https://', 'ftp://a.example', ''].map(isAddress)).toEqual([false, false, false, false]);
});
