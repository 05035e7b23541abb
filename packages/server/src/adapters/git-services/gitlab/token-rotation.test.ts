import { plainNetwork, Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../../test-support/failure-of.ts';
import { gitlabFamily } from '../../../test-support/stand-in/gitlab/family.ts';
import { mostTokenDays } from '../../../test-support/stand-in/gitlab/token-routes.ts';
import type { StandIn, TokenWish } from '../../../test-support/stand-in/stand-in.ts';
import { startStandIn } from '../../../test-support/stand-in/start-stand-in.ts';
import { testNetwork } from '../../../test-support/test-network.ts';
import { gitlabSelfManaged } from './connector.ts';

let standIn: StandIn;

beforeEach(async () => {
  standIn = await startStandIn(gitlabFamily);
});
afterEach(() => standIn.close());

function rotationWith(wish: Partial<TokenWish> & { readonly login?: string; readonly most?: number } = {}) {
  const { login = 'ada', most, ...changes } = wish;
  const token = standIn.addToken(standIn.addPerson({ login }), {
    value: 'glpat-marked',
    scopes: ['api'],
    kind: 'personal',
    ...changes,
  });
  if (most !== undefined) token.own[mostTokenDays] = most;
  const connector = gitlabSelfManaged(testNetwork());
  const settings = connector.parseSettings({ url: standIn.url });
  const credential = { kind: 'token', token: new Secret('glpat-marked') } as const;
  const { tokenRotation } = connector.connect({
    settings,
    credential,
    network: plainNetwork,
    budget: 'test',
    for: 'person',
  });
  return tokenRotation!;
}

function lastPath(): string | undefined {
  return standIn.requests.at(-1)?.path;
}

describe('a token that makes its successor', () => {
  it('asks for as many days as are wanted, and the old one ends', async () => {
    const now = standIn.state.clock.now();
    const { token, expiresAt } = await rotationWith().rotate(now, 90);
    expect(token.reveal()).toBe('glpat-markednext');
    expect(expiresAt?.toISOString().slice(0, 10)).toBe(
      new Date(now.getTime() + 90 * 86_400_000).toISOString().slice(0, 10),
    );
    expect(standIn.state.tokens.map(({ isRevoked }) => isRevoked)).toEqual([true, false]);
  });

  it('takes fewer days where the server allows no more', async () => {
    const now = standIn.state.clock.now();
    const { expiresAt } = await rotationWith({ most: 10 }).rotate(now, 90);
    expect(expiresAt?.toISOString().slice(0, 10)).toBe(
      new Date(now.getTime() + 7 * 86_400_000).toISOString().slice(0, 10),
    );
  });

  it('asks at its project when it is a project access token', async () => {
    await rotationWith({ kind: 'project', login: 'project_42_bot_ab12' }).rotate(standIn.state.clock.now(), 90);
    expect(lastPath()).toBe('/api/v4/projects/42/access_tokens/self/rotate');
  });

  it.each([[['read_api']], [['read_repository']]])('needs a scope for it, and %j is none', async (scopes) => {
    const failure = await failureOf(rotationWith({ scopes }).rotate(standIn.state.clock.now(), 90));
    expect([failure.kind, failure.message]).toEqual(['forbidden', expect.stringContaining('self_rotate')]);
    expect(failure.message).not.toContain('marked');
  });
});
