/** The audit log at the door: filtered, with names, page by page, and whole as a file. */

import { AuditPage } from '@branchline/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';

let test: TestServer;
/** More than are read at once. */
const many = 620;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  const { auditLog } = test.deps.store;
  await test.deps.store.transaction(async (tables) => {
    for (let count = 0; count < many; count += 1) {
      const entry = {
        who: 'branchline',
        what: 'test/count',
        about: 'person/1',
        origin: 'api',
        result: 'done',
      } as const;
      await tables.auditLog.add({ ...entry, note: `=${count}` });
    }
  });
  const done = { who: 'account/1', about: 'jira-site/1', origin: 'api', result: 'refused' } as const;
  await auditLog.add({ ...done, what: 'test/one', note: '100 % of_it' });
  await auditLog.add({ ...done, what: 'test/two', note: 'more', who: 'administrator', about: 'nothing' });
});
afterAll(() => test.stop());

async function ask(query: string) {
  return test.server.inject({
    url: `/api/v1/audit-log${query}`,
    headers: { authorization: `Bearer ${accessToken}` },
  });
}

async function whatOf(query: string): Promise<readonly string[]> {
  return AuditPage.parse((await ask(query)).json()).entries.map(({ what }) => what);
}

describe('lines', () => {
  it('name people and things as they are called today, and say for how long they are kept', async () => {
    const page = AuditPage.parse((await ask('?what=test/one')).json());
    expect(page).toMatchObject({
      entries: [{ who: 'account/1', whoName: 'Ada', about: 'jira-site/1', aboutName: 'Sandbox' }],
      keptDays: 730,
      next: null,
      lookedBackTo: null,
    });
    const [unnamed] = AuditPage.parse((await ask('?what=test/two')).json()).entries;
    expect(unnamed).toMatchObject({ whoName: null, aboutName: null });
    expect(AuditPage.parse((await ask('?what=test/count&limit=1')).json()).entries[0]?.aboutName).toBe('ada');
  });

  it.each([
    ['?text=100 %25 of_it', ['test/one']],
    ['?text=100 %25 ofxit', []],
    ['?what=test/&who=administrator', ['test/two']],
    ['?result=refused&about=jira-site/1', ['test/one']],
  ])('are found by %s', async (query, expected) => {
    expect(await whatOf(query)).toEqual(expected);
  });

  it('are found by the time', async () => {
    const [newest] = AuditPage.parse((await ask('?what=test/two')).json()).entries;
    const at = newest?.at ?? '';
    const later = new Date(Date.parse(at) + 1000).toISOString();
    expect(await whatOf(`?what=test/two&since=${at}&until=${later}`)).toEqual(['test/two']);
    expect(await whatOf(`?what=test/two&until=${at}`)).toEqual([]);
    expect(await whatOf(`?what=test/two&since=${later}`)).toEqual([]);
    expect((await ask('?since=yesterday')).statusCode).toBe(400);
  });
});

describe('the file', () => {
  it('holds all lines that match, the newest first, and no formula', async () => {
    const answer = await ask('/export?what=test/count');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit-log.csv"',
    });
    const lines = answer.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(many + 1);
    expect(lines[1]).toContain(`"'=${many - 1}"`);
    expect(lines.at(-1)).toContain(`"'=0"`);
  });

  it('is JSON when asked so', async () => {
    const answer = await ask('/export?format=json-lines&what=test/one');
    expect(answer.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    expect(
      answer.body
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([{ what: 'test/one', whoName: 'Ada' }]);
  });
});
