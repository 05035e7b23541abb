/** The published schema is the one that the server has, and mistakes in files are named. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkConfigurationFile } from './configuration-problems.ts';
import { configurationSchema } from './configuration-schema.ts';

it('stands in the documentation as the server has it', () => {
  const file = readFileSync(resolve(import.meta.dirname, '../../../docs/configuration.schema.json'), 'utf8');
  // Renew it from GET /api/v1/configuration/schema.json.
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(configurationSchema())));
});

it('speaks of no secret but by where it is', () => {
  const text = JSON.stringify(configurationSchema());
  expect(text).toContain('fromEnvironment');
  expect(text).not.toContain('"value"');
});

describe('a file', () => {
  const check = (value: unknown) => checkConfigurationFile(value, () => 7);

  it('that is good stays as it was written', () => {
    const file = { version: 1, accounts: [{ login: 'ada' }] };
    expect(check(file)).toEqual({ isGood: true, file });
  });

  it.each([
    [{ version: 1, integration: [] }, 'integration', 'Did you mean "integrations"?'],
    [{ version: 1, zzzzzz: [] }, 'zzzzzz', 'There is no such field.'],
    [{ version: 1, accounts: [{ login: 'ada', roel: 'member' }] }, 'accounts[0].roel', 'Did you mean "role"?'],
    [{ version: 1, accounts: 'ada' }, 'accounts', 'expected array'],
    [{}, 'version', 'expected 1'],
    [null, '', 'expected object'],
    [
      { version: 1, installation: { branchNames: { template: '${summary}', byIssueType: {}, separator: '-' } } },
      'installation.branchNames.template',
      'needs ${issuekey}',
    ],
  ])('that is wrong says where and what: %j', (value, path, message) => {
    const checked = check(value);
    const [problem] = checked.isGood ? [] : checked.problems;
    expect(problem).toMatchObject({ path, line: 7, message: expect.stringContaining(message) as string });
  });

  it('does not guess where nothing is near', () => {
    const checked = check({ version: 1, zzzzzz: [] });
    expect(checked.isGood ? '' : checked.problems[0]?.message).toBe('There is no such field.');
  });
});
