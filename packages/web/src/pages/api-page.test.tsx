// @vitest-environment jsdom

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ApiDescription } from '../queries/api-description.ts';
import { openApp } from '../test-support/open-app.tsx';

const problem = { $ref: '#/components/responses/Problem404' };
const description: ApiDescription = {
  servers: [{ url: 'https://branchline.example' }],
  tags: [
    { name: 'Jira sites', description: 'Where it goes.' },
    { name: 'Triggers', description: 'Hooks.' },
  ],
  paths: {
    '/api/v1/jira-sites/{id}': {
      patch: {
        operationId: 'changeSite',
        summary: 'Changes a site.',
        description: 'For managers.',
        tags: ['Jira sites'],
        security: [{ bearerToken: ['write'] }, { sessionCookie: [] }],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'If-Match', in: 'header', required: false, description: 'The version.', schema: { type: 'string' } },
        ],
        requestBody: {
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/Site' }, example: { name: "Ada's site" } },
          },
        },
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Site' } } } },
          404: problem,
        },
      },
    },
    '/api/v1/triggers': {
      post: {
        operationId: 'trigger',
        summary: 'Tells of a change.',
        tags: ['Triggers'],
        security: [{ triggerSecret: [] }],
        parameters: [],
        responses: { 204: { description: 'Done.' } },
      },
    },
  },
  components: {
    schemas: {
      Site: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', maxLength: 2000 },
          state: { enum: ['on', 'off'], default: 'on' },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
          parent: { anyOf: [{ $ref: '#/components/schemas/Site' }, { type: 'null' }] },
        },
      },
      Part: { type: 'object', properties: { depth: { type: 'integer', minimum: 0 } } },
    },
    responses: { Problem404: { description: 'There is no such thing.' } },
  },
};
const answers = {
  'GET /api/v1/openapi.json': description,
  'GET /api/v1/me': { kind: 'access-token', role: 'administrator', account: null },
};

function unfold(id: string): HTMLElement {
  const operation = document.getElementById(id) as HTMLDetailsElement;
  operation.open = true;
  fireEvent(operation, new Event('toggle'));
  return operation;
}

describe('the page of the REST API', () => {
  afterEach(cleanup);

  it('shows operations by subject, each with what it takes, answers and may refuse', async () => {
    openApp('/api', answers);
    expect(await screen.findByText(/^2 operations: /u)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Jira sites' })).toBeTruthy();
    const operation = unfold('changeSite');
    const fields = within(operation)
      .getAllByRole('listitem', { hidden: true })
      .map(({ textContent }) => textContent);
    expect(fields).toEqual(
      expect.arrayContaining([
        'id integer, in the path, needed',
        'If-Match string, as a header The version.',
        'name string, at most 2,000 characters, needed',
        'state "on" or "off", usually "on"',
        'parts list of object',
        'depth integer, from 0',
        'parent object or null',
        '404 There is no such thing.',
      ]),
    );
    expect(within(operation).getByText('scope write')).toBeTruthy();
  });

  it('gives a command to paste, with the token from the environment and quotes kept', async () => {
    openApp('/api', answers);
    await screen.findByText('Changes a site.');
    const command = within(unfold('changeSite')).getByText(/^curl/u).textContent;
    expect(command).toBe(
      [
        "curl -X PATCH 'https://branchline.example/api/v1/jira-sites/{id}'",
        '-H "Authorization: Bearer $BRANCHLINE_ACCESS_TOKEN"',
        "-H 'Content-Type: application/json'",
        `-d '{"name":"Ada'\\''s site"}'`,
      ].join(' \\\n  '),
    );
    const trigger = unfold('trigger');
    expect(within(trigger).getByText('trigger secret')).toBeTruthy();
    expect(within(trigger).getByText('Without content.')).toBeTruthy();
  });

  it('finds by every word, keeps the search in the address, and says when nothing is found', async () => {
    const { history } = openApp('/api?search=sites+patch', answers);
    expect(await screen.findByText('Changes a site.')).toBeTruthy();
    expect(screen.queryByText('Tells of a change.')).toBeNull();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nowhere' } });
    expect(await screen.findByText('No operation has “nowhere” in its name, path or sentence')).toBeTruthy();
    expect(history.location.search).toBe('?search=nowhere');
  });

  it('says what went wrong', async () => {
    openApp('/api', { ...answers, 'GET /api/v1/openapi.json': 503 });
    expect(await screen.findByText('Problem 503')).toBeTruthy();
  });
});
