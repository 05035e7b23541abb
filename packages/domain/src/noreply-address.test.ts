import { describe, expect, it } from 'vitest';
import {
  noreplyAccountFrom,
  noreplyAddressOf,
  serviceAt,
  wellKnownServices,
  type NoreplyService,
} from './noreply-address.ts';

const ours: readonly NoreplyService[] = [
  { service: 'git.example.org:8443/gitlab', form: 'gitlab' },
  { service: 'github.example.org', form: 'github' },
  { service: 'forge.example.org', form: 'gitea' },
  ...wellKnownServices,
];

describe('an address that names an account', () => {
  it.each([
    ['583231+octocat@users.noreply.github.com', 'github.com', '583231', 'octocat'],
    ['octocat@users.noreply.github.com', 'github.com', undefined, 'octocat'],
    ['12-ada@users.noreply.github.com', 'github.com', undefined, '12-ada'],
    ['49699333+dependabot[bot]@users.noreply.github.com', 'github.com', '49699333', 'dependabot[bot]'],
    ['7+ada@users.noreply.github.example.org', 'github.example.org', '7', 'ada'],
    ['1234-ada@users.noreply.gitlab.com', 'gitlab.com', '1234', 'ada'],
    ['1234-ada-l@users.noreply.gitlab.com', 'gitlab.com', '1234', 'ada-l'],
    ['7-ada@users.noreply.git.example.org', 'git.example.org:8443/gitlab', '7', 'ada'],
    ['ada@noreply.forge.example.org', 'forge.example.org', undefined, 'ada'],
    ['ada@noreply.codeberg.org', 'codeberg.org', undefined, 'ada'],
  ])('%s', (email, service, remoteId, login) => {
    expect(noreplyAccountFrom(email, ours)).toEqual({ service, remoteId, login });
  });

  it.each([
    ['ada@example.org'],
    ['ada@users.noreply.gitlab.com'],
    ['1+@users.noreply.github.com'],
    ['1+a b@users.noreply.github.com'],
    ['@noreply.forge.example.org'],
    ['7+ada@users.noreply.github.com.evil.example'],
    ['7+ada@evil.users.noreply.github.com'],
    ['7+ada@users.noreply.elsewhere.example.org'],
    ['7@x@noreply.github.com'],
  ])('%s names none', (email) => {
    expect(noreplyAccountFrom(email, ours)).toBeUndefined();
  });
});

it.each([
  ['https://github.com', 'github.com'],
  ['https://GitHub.com/', 'github.com'],
  ['https://git.example.org:8443/gitlab/', 'git.example.org:8443/gitlab'],
  ['http://git.example.org:80', 'git.example.org'],
])('the service at %s is called %s', (url, service) => {
  expect(serviceAt(url)).toBe(service);
});

it('the address with the login alone is what is read back from it', () => {
  const addresses = ours.map((each) => noreplyAddressOf(each, 'Ada'));
  expect(addresses).toEqual([
    undefined,
    'ada@users.noreply.github.example.org',
    'ada@noreply.forge.example.org',
    'ada@users.noreply.github.com',
    undefined,
    'ada@noreply.codeberg.org',
  ]);
  for (const address of addresses.filter((each) => each !== undefined)) {
    expect(noreplyAccountFrom(address, ours)).toMatchObject({ remoteId: undefined, login: 'ada' });
  }
});
