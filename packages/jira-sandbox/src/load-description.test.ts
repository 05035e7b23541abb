/** Descriptions of services, with a small one of our own. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadDescription } from './load-description.ts';

describe('a description', () => {
  const folder = mkdtempSync(join(tmpdir(), 'branchline-description-'));
  const file = join(folder, 'description.json');
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('judges requests and answers', () => {
    const thing = {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'integer' }, owner: { type: 'string', nullable: true } },
    };
    writeFileSync(
      file,
      JSON.stringify({
        openapi: '3.0.3',
        paths: {
          '/things/{id}': {
            get: {
              parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
              responses: {
                200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/thing' } } } },
                404: {},
              },
            },
          },
        },
        components: { schemas: { thing } },
      }),
    );
    const description = loadDescription(file, { forgivesNull: false });
    const request = { method: 'GET', path: '/things/7', query: new URLSearchParams('page=x&size=1'), body: undefined };
    expect(description.operationOf('GET', '/things/7')).toBe('GET /things/{id}');
    expect(description.operationOf('PUT', '/things/7')).toBeUndefined();
    expect(description.problemsOfRequest(request)).toEqual([
      'query parameter page/value: must be integer',
      'query parameter size is not described',
    ]);
    const problemsOf = (status: number, body: unknown) => description.problemsOfAnswer(request, { status, body });
    expect(problemsOf(200, { id: 1, owner: null })).toEqual([]);
    expect(problemsOf(200, { id: 'x', colour: 'red' })).toEqual([
      'body/id: must be integer',
      'body/colour is not described',
    ]);
    expect(problemsOf(202, {})).toEqual(['status 202 is not described']);
    expect(problemsOf(503, {})).toEqual([]);
  });
});
