import { Secret } from '@branchline/domain';
import { startJiraSandbox, type ForgeInvocation, type JiraSandbox } from '@branchline/jira-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InvocationTokens } from '../../ports/forge.ts';
import { silentLog } from '../../test-support/silent-log.ts';
import { createHttpClient } from '../http-client/http-client.ts';
import { createInvocationTokens } from './invocation-tokens.ts';

let sandbox: JiraSandbox;
let tokens: InvocationTokens;
let time: number;
let fetches: number;
let keysUrl: string;
const minute = 60_000;

// One for all: making keys takes a while.
beforeAll(async () => {
  sandbox = await startJiraSandbox({ now: () => new Date(time) });
});

beforeEach(() => {
  time = Date.parse('2026-03-01T12:00:00Z');
  fetches = 0;
  keysUrl = sandbox.forge.keySetUrl();
  tokens = createInvocationTokens({ keysUrl, http: countingHttp(), clock: { now: () => new Date(time) } });
});

afterAll(() => sandbox.stop());

function countingHttp() {
  const http = createHttpClient({
    side: { from: 'jira', name: 'Atlassian' },
    clock: { now: () => new Date(time) },
    log: silentLog,
    random: () => 0.5,
    sleep: () => Promise.reject(new Error('nobody waits here')),
  });
  const ask: typeof http.ask = (request) => {
    fetches += 1;
    return http.ask({ ...request, url: keysUrl });
  };
  return { ...http, ask };
}

type Spoiled = Pick<ForgeInvocation, 'as' | 'issue' | 'spoil'>;

function read(invocation: Spoiled = {}) {
  return tokens.read(
    sandbox.forge.invocationToken(invocation),
    new Set(['ari:cloud:ecosystem::app/x', sandbox.forge.appId]),
  );
}

const seconds = (at: number) => Math.floor((Date.parse('2026-03-01T12:00:00Z') + at * 1000) / 1000);

it('a token of Forge says who calls, from where, for whom', async () => {
  const [as] = sandbox.people;
  expect(await read({ as, issue: 'DEMO-1' })).toEqual({
    kind: 'genuine',
    invocation: {
      appId: sandbox.forge.appId,
      installationId: sandbox.forge.installationId(),
      environment: 'PRODUCTION',
      cloudId: sandbox.cloudId,
      accountId: as?.accountId,
      issueKey: 'DEMO-1',
      moduleKey: 'backend',
    },
  });
  expect(await read()).toMatchObject({ invocation: { accountId: undefined, issueKey: undefined } });
});

it.each([
  ['of a context', { claims: { context: undefined }, app: { apiBaseUrl: undefined } }],
  ['of the API', { claims: { context: undefined }, app: { installation: undefined } }],
])('the site is known from the address %s alone', async (_where, spoil) => {
  expect(await read({ spoil })).toMatchObject({ invocation: { cloudId: sandbox.cloudId } });
});

it('the clocks may differ by ten seconds', async () => {
  expect(await read({ spoil: { claims: { exp: seconds(-9), iat: seconds(-34), nbf: seconds(-34) } } })).toMatchObject({
    kind: 'genuine',
  });
  expect(await read({ spoil: { claims: { nbf: seconds(9), iat: seconds(9) } } })).toMatchObject({ kind: 'genuine' });
});

describe('a token is refused, with words of its own, that', () => {
  it.each([
    ['is signed by somebody else', { signing: 'RS256-by-another-key' }, 'Its signature is wrong.'],
    [
      'takes the public key for a secret',
      { signing: 'HS256-with-the-public-key' },
      'It is not signed the way Forge signs.',
    ],
    ['is not signed', { signing: 'none' }, 'It is not signed the way Forge signs.'],
    ['names an unknown key', { keyId: 'another' }, 'It names a key that Forge does not have.'],
    ['was made by another', { claims: { iss: 'forge/other' } }, 'It was not made by Forge.'],
    [
      'is for another app',
      { claims: { aud: 'ari:cloud:ecosystem::app/other' } },
      'It was made for another app than those registered here.',
    ],
    ['is for no app', { claims: { aud: undefined } }, 'It lacks the claim "aud".'],
    ['names two apps', { app: { id: 'ari:cloud:ecosystem::app/x' } }, 'It was made for one app and names another.'],
    [
      'is for several apps',
      { claims: { aud: ['ari:cloud:ecosystem::app/x', 'b'] } },
      'It does not say what an invocation token says.',
    ],
    ['has ended', { claims: { exp: seconds(-10) } }, 'It has ended.'],
    ['never ends', { claims: { exp: undefined } }, 'It lacks the claim "exp".'],
    ['is not valid yet', { claims: { nbf: seconds(11) } }, 'It is not valid yet.'],
    ['does not say since when', { claims: { nbf: undefined } }, 'It lacks the claim "nbf".'],
    ['was made in the future', { claims: { iat: seconds(11) } }, 'It is not valid yet.'],
    ['was made long ago', { claims: { iat: seconds(-911), exp: seconds(3600) } }, 'It has ended.'],
    ['does not say when it was made', { claims: { iat: undefined } }, 'It lacks the claim "iat".'],
    [
      'comes from an Isolated Cloud',
      { claims: { icLabel: 'elsewhere' } },
      'It comes from an Isolated Cloud of Atlassian, which Branchline does not work with.',
    ],
    ['names no installation', { app: { installationId: undefined } }, 'It does not say what an invocation token says.'],
    [
      'names no site',
      { claims: { context: undefined }, app: { apiBaseUrl: undefined, installation: undefined } },
      'It does not name the site.',
    ],
  ] as const)('%s', async (_what, spoil, because) => {
    expect(await read({ spoil })).toEqual({ kind: 'refused', because });
  });

  it.each(['', 'word', 'a.b.c', `${'x'.repeat(5000)}.y.z`])('is none: %#', async (token) => {
    expect(await tokens.read(token, new Set(['a']))).toEqual({
      kind: 'refused',
      because: 'It is no token that can be read.',
    });
  });

  it('comes while no app is registered', async () => {
    const token = sandbox.forge.invocationToken();
    expect(await tokens.read(token, new Set())).toMatchObject({ kind: 'refused' });
  });
});

describe("Forge's keys", () => {
  it('are fetched once for many tokens at one moment, and again after an hour', async () => {
    await Promise.all([read(), read(), read()]);
    expect(fetches).toBe(1);
    time += 59 * minute;
    await read();
    expect(fetches).toBe(1);
    time += minute;
    await read();
    expect(fetches).toBe(2);
  });

  it('are asked for anew when a token names a new one', async () => {
    await read();
    time += minute;
    sandbox.forge.keys.rotate();
    expect(await read()).toMatchObject({ kind: 'genuine' });
    expect(fetches).toBe(2);
  });

  it('are not asked for by a storm of unknown names', async () => {
    await read();
    for (let count = 0; count < 50; count += 1) await read({ spoil: { keyId: `made-up-${count}` } });
    expect(fetches).toBe(1);
    time += minute;
    await Promise.all(Array.from({ length: 50 }, (_, count) => read({ spoil: { keyId: `again-${count}` } })));
    expect(fetches).toBe(2);
    expect(await read()).toMatchObject({ kind: 'genuine' });
  });

  it('that were withdrawn are not taken after an hour', async () => {
    const before = sandbox.forge.keys.published().keys[0]?.['kid'];
    await read();
    sandbox.forge.keys.rotate();
    sandbox.forge.keys.withdrawFormer();
    time += 60 * minute;
    expect(await read({ spoil: { keyId: String(before) } })).toEqual({
      kind: 'refused',
      because: 'It names a key that Forge does not have.',
    });
  });

  it('of before serve for a day when Atlassian cannot be reached, and none serve longer', async () => {
    await read();
    keysUrl = 'http://127.0.0.1:1/';
    time += 2 * 60 * minute;
    expect(await read()).toMatchObject({ kind: 'genuine' });
    time += 23 * 60 * minute;
    expect(await read()).toMatchObject({ kind: 'unavailable' });
  });

  it('that cannot be had leave it open who called', async () => {
    keysUrl = 'http://127.0.0.1:1/';
    expect(await read()).toMatchObject({ kind: 'unavailable' });
    expect(await read()).toMatchObject({ kind: 'unavailable' });
    expect(fetches).toBe(1);
  });
});

it('the end of a token that Forge handed over is known, and of others it is not', () => {
  const token = new Secret(sandbox.forge.tokens.app());
  expect(tokens.expiryOf(token)).toEqual(new Date(time + 4 * 60 * minute));
  expect(tokens.expiryOf(new Secret('opaque'))).toBeUndefined();
});
