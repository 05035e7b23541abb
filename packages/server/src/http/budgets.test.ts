import { BudgetList, IntegrationSummary, routes } from '@branchline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const at = (minutes: number) => new Date(noon + minutes * 60_000);
const count = { resource: 'core', isOrdinary: true, limit: 5000, remaining: 480, resetsAt: at(5) };

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
});
afterAll(() => test.stop());

async function ask(url: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${accessToken}` };
  return (await test.server.inject({ method: 'GET', url, headers })).json();
}

async function budgets() {
  return BudgetList.parse(await ask(routes.listBudgets.path)).budgets;
}

describe('budgets', () => {
  it('tell what is left, and who waits until when and why', async () => {
    const { rateBudgets } = test.deps.store;
    await rateBudgets.save('integration/1', { counts: [count], closing: undefined }, at(0));
    const closing = { until: at(2), because: 'Git asks us to slow down.' };
    const search = { ...count, resource: 'search', isOrdinary: false, limit: 30, remaining: 30 };
    await rateBudgets.save('person/7/integration/99', { counts: [search], closing }, at(0));
    expect(await budgets()).toEqual([
      {
        name: 'integration/1',
        integrationId: 1,
        integrationName: 'Code',
        counts: [{ resource: 'core', limit: 5000, remaining: 480, reserve: 500, resetsAt: '2026-03-01T12:05:00.000Z' }],
        wait: {
          for: 'background',
          until: '2026-03-01T12:05:00.000Z',
          because:
            'Of the 5000 requests (core) that Git allows us, 480 are left, and kept for people. Work in the background waits.',
        },
      },
      {
        name: 'person/7/integration/99',
        integrationId: null,
        integrationName: null,
        counts: [{ resource: 'search', limit: 30, remaining: 30, reserve: 3, resetsAt: '2026-03-01T12:05:00.000Z' }],
        wait: { for: 'everybody', until: '2026-03-01T12:02:00.000Z', because: 'Git asks us to slow down.' },
      },
    ]);
  });

  it('make the integration say that its API makes us wait', async () => {
    const { requestsWait } = IntegrationSummary.parse(await ask('/api/v1/integrations/1'));
    expect(requestsWait).toMatchObject({ for: 'background', until: '2026-03-01T12:05:00.000Z' });
  });

  it('are left out once nothing of them is true any more, and forgotten a day later', async () => {
    test.advance(5 * 60_000);
    expect(await budgets()).toEqual([]);
    const { rateBudgets } = test.deps.store;
    const later = { ...count, resetsAt: at(2 * 24 * 60) };
    await rateBudgets.save('integration/2', { counts: [later], closing: undefined }, at(24 * 60 + 6));
    expect(await rateBudgets.read('integration/1')).toEqual({ counts: [], closing: undefined });
    expect(await rateBudgets.read('integration/2')).toEqual({ counts: [later], closing: undefined });
  });
});
