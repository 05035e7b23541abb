/** How the routes about accounts are asked rightly, and as nobody should. */

import type { RouteName } from '@branchline/contract';
import { plainNetwork, type IntegrationId } from '@branchline/domain';
import { digestOfToken } from '../features/accounts/sessions.ts';
import {
  exampleCode,
  exampleJiraCode,
  exampleLink,
  examplePassword,
  examplePending,
  exampleSession,
} from './account-examples.ts';
import { ofFirst, type RouteCase } from './route-case.ts';
import type { TestServer } from './test-server.ts';

/** Of `ada`, to the second integration. */
async function beginWay({ deps: { store, clock } }: TestServer): Promise<void> {
  await store.signIns.begin({
    id: 'example-way',
    connector: 'signed',
    settings: { url: 'https://signed.example' },
    network: plainNetwork,
    purpose: { kind: 'own-connection', integrationId: 2 as IntegrationId, owner: 'account/1' },
    stateDigest: 'state-of-the-example',
    browserDigest: 'browser-of-the-example',
    expiresAt: new Date(clock.now().getTime() + 60_000),
  });
}

const by = 'session' as const;
const changedPassword = 'another phrase of several words';

/** In the order in which the API lists them: what changes the password comes before what signs in with it. */
export const accountCases = {
  showMe: { malformed: undefined },
  changeMe: { body: () => ({ name: 'Ada L.' }), malformed: { body: { name: '' } }, by },
  changeOwnPassword: {
    body: () => ({ before: examplePassword, after: changedPassword }),
    malformed: { body: { before: 1 } },
    by,
  },
  listOwnSessions: { malformed: undefined, by },
  // Its only session asks.
  endOtherSessions: { malformed: undefined, by },
  endOwnSession: {
    path: `/${digestOfToken(exampleSession)}`,
    malformed: { path: `/${'x'.repeat(101)}` },
    by,
    endsTheSession: true,
  },
  beginSecondFactor: { malformed: undefined, by },
  confirmSecondFactor: { body: () => ({ code: exampleCode }), malformed: { body: { code: 123_456 } }, by },
  renewRecoveryCodes: { body: () => ({ code: exampleCode }), malformed: { body: { code: 1 } }, by },
  removeSecondFactor: { malformed: undefined, by },
  listApiTokens: { malformed: undefined, by },
  addApiToken: { body: () => ({ name: 'CI', scope: 'read' }), malformed: { body: { name: 'CI', scope: 'wish' } }, by },
  removeApiToken: ofFirst(),
  signInWithPassword: {
    body: () => ({ login: 'ada', password: changedPassword }),
    malformed: { body: { login: '' } },
  },
  signInWithCode: { body: () => ({ pending: examplePending, code: exampleCode }), malformed: { body: {} } },
  showPasswordLink: { path: `/${exampleLink}`, malformed: { path: `/${'x'.repeat(101)}` } },
  choosePassword: {
    path: `/${exampleLink}`,
    body: () => ({ password: changedPassword }),
    malformed: { path: `/${exampleLink}`, body: {} },
  },
  listAccounts: { malformed: undefined },
  addAccount: {
    body: () => ({ login: 'eve', name: 'Eve', role: 'manager' }),
    malformed: { body: { login: 'eve', name: 'Eve', role: 'king' } },
  },
  showAccount: { path: '/2', malformed: { path: '/two' } },
  changeAccount: { path: '/2', body: () => ({ name: 'Robert' }), malformed: { path: '/2', body: { role: 'king' } } },
  removeAccount: { path: '/2', malformed: { path: '/two' } },
  makePasswordLink: { path: '/2/password-link', malformed: { path: '/two/password-link' } },
  removeSecondFactorOf: { path: '/2/second-factor', malformed: { path: '/two/second-factor' } },
  listAllApiTokens: { malformed: undefined },
  showMyPerson: { malformed: undefined, by },
  makeJiraCode: { malformed: undefined, by: 'jira' },
  joinWithJira: { body: () => ({ code: exampleJiraCode }), malformed: { body: { code: '' } }, by },
  listMyConnections: { malformed: undefined, by },
  saveMyConnection: {
    path: '/2',
    body: () => ({ credential: { kind: 'token', token: 'as bob' } }),
    malformed: { path: '/two', body: {} },
    by,
  },
  checkMyConnection: { path: '/2/check', malformed: { path: '/two/check' }, by },
  removeMyConnection: { path: '/2', malformed: { path: '/two' }, by },
  startMyOAuth: {
    path: '/2/oauth',
    body: () => ({ next: '/profile?tab=connections' }),
    malformed: { path: '/2/oauth', body: { next: '//elsewhere.example' } },
    by,
  },
  showMyOAuth: { path: '/example-way', prepare: beginWay, malformed: { path: `/${'x'.repeat(101)}` }, by },
  confirmMyOAuth: { path: '/example-way/code', body: () => ({ code: 'A' }), malformed: { body: {} }, by: 'jira' },
  showMyMails: { malformed: undefined, by },
  saveMyMails: { body: () => ({ wanted: false }), malformed: { body: { wanted: 'no' } }, by },
  listSignInWays: { malformed: undefined },
  listIdentityProviders: { malformed: undefined },
  addIdentityProvider: {
    body: () => ({ name: 'Other', issuer: 'https://other.example', clientId: 'id', clientSecret: 'secret' }),
    malformed: { body: { name: 'Other', issuer: 'nowhere', clientId: 'id', clientSecret: 'secret' } },
  },
  showIdentityProvider: ofFirst(),
  changeIdentityProvider: {
    path: '/1',
    body: () => ({ name: 'Another', clientSecret: 'secret' }),
    malformed: { path: '/1', body: { name: '' } },
  },
  removeIdentityProvider: ofFirst(),
} as const satisfies Partial<Record<RouteName, RouteCase>>;
