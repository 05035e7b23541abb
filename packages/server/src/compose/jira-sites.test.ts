import { Secret } from '@branchline/domain';
import { expect, it } from 'vitest';
import { createHttpClient } from '../adapters/http-client/http-client.ts';
import type { JiraCredentials } from '../ports/jira-site.ts';
import { silentLog } from '../test-support/silent-log.ts';
import { keepJiraSites } from './jira-sites.ts';

const settings = { siteUrl: 'https://a.example', apiUrl: 'https://api.example', cloudId: 'cloud' };
const clock = { now: () => new Date(0) };
const sleep = () => Promise.resolve();
const http = createHttpClient({ side: { from: 'jira', name: 'Jira' }, clock, log: silentLog, random: () => 0, sleep });

function siteOf() {
  return keepJiraSites({ http, clock, sleep });
}

function forge(token: string): JiraCredentials {
  const credential = { installationId: 'i', contextId: 'c', appToken: new Secret(token) };
  return { oauth: undefined, account: undefined, forge: credential };
}

it('the same credentials get the same object, which keeps tokens and pace', () => {
  const site = siteOf();
  const first = site(settings, forge('one'));
  expect(site({ ...settings }, forge('one'))).toBe(first);
  const others: readonly JiraCredentials[] = [
    forge('two'),
    { ...forge('one'), sink: 'forge' },
    { ...forge('one'), oauth: { clientId: 'x', clientSecret: new Secret('y') } },
    { ...forge('one'), account: { kind: 'service-account', clientId: 'x', clientSecret: new Secret('y') } },
    { ...forge('one'), account: { kind: 'service-account', clientId: 'x', clientSecret: new Secret('z') } },
  ];
  const made = new Set([first, ...others.map((credentials) => site(settings, credentials))]);
  expect(made.size).toBe(others.length + 1);
  expect(made.has(site({ ...settings, cloudId: 'another' }, forge('one')))).toBe(false);
});

it('those that were not used for longest are let go when a hundred others came', () => {
  const site = siteOf();
  const [kept, dropped] = [site(settings, forge('kept')), site(settings, forge('dropped'))];
  for (let number = 0; number < 99; number += 1) {
    site(settings, forge(`token ${number}`));
    site(settings, forge('kept'));
  }
  expect(site(settings, forge('kept'))).toBe(kept);
  expect(site(settings, forge('dropped'))).not.toBe(dropped);
});
