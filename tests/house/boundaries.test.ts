import { describe, expect, it } from 'vitest';
import {
  consoleViolations,
  environmentViolations,
  fetchViolations,
  reminderViolations,
  skippedTestViolations,
  sqlViolations,
  workplaceViolations,
} from './boundaries.ts';
import { inWords, repositoryFiles } from './repository-files.ts';

const feature = 'packages/server/src/features/indexing/a.ts';
const test = 'packages/server/src/features/indexing/a.test.ts';

describe('boundaries', () => {
  const files = repositoryFiles();

  it.each([
    ['environment', environmentViolations],
    ['SQL', sqlViolations],
    ['console', consoleViolations],
    ['fetch', fetchViolations],
    ['skipped tests', skippedTestViolations],
    ['reminders', reminderViolations],
    ['workplace', workplaceViolations],
  ])('%s', (_name, find) => {
    expect(inWords(find(files))).toEqual([]);
  });
});

describe('the check of the environment', () => {
  it.each([
    'const port = process.env.PORT;',
    "const port = process['env']['PORT'];",
    'const { env } = process; const all = process.env;',
    "import { env } from 'node:process';",
  ])('catches %s', (text) => {
    expect(environmentViolations([{ path: feature, text }])).not.toEqual([]);
  });

  it.each(['packages/server/src/config.ts', test, 'tests/journeys/a.test.ts', 'vitest.config.ts'])(
    'lets %s read it',
    (path) => {
      expect(environmentViolations([{ path, text: 'const port = process.env.PORT;' }])).toEqual([]);
    },
  );
});

describe('the check of SQL', () => {
  it.each([
    "const a = 'select id from commits';",
    "const a = 'SELECT id FROM commits';",
    'const a = `\n  select ${columns}\n  from ${table} where id = 1`;',
    'const a = `with old as (select id from commits) delete from commits using old`;',
    "const a = 'insert into commits (id) values (1)';",
    "const a = 'UPDATE commits SET name = 1';",
    'const a = `update commits as c set name = 1`;',
    "const a = 'delete from commits where id = 1';",
    "const a = 'create table commits (id int)';",
  ])('catches %s', (text) => {
    expect(sqlViolations([{ path: feature, text }])).not.toEqual([]);
  });

  it.each([
    "const a = 'Select a repository from the list.';",
    "const a = 'Update the token and set its rights.';",
    "const a = 'Delete from Jira what was sent.';",
    "import { from } from './select.ts';",
    '// select id from commits\nconst a = 1;',
  ])('lets %s be', (text) => {
    expect(sqlViolations([{ path: feature, text }])).toEqual([]);
  });

  it('lets the store have it', () => {
    const path = 'packages/server/src/adapters/store/commits.ts';
    expect(sqlViolations([{ path, text: "const a = 'select id from commits';" }])).toEqual([]);
  });
});

describe('the other checks', () => {
  it('catch console outside commands and scripts', () => {
    const text = "console.log('here');";
    expect(consoleViolations([{ path: feature, text }])).toMatchObject([{ line: 1, problem: 'says console.log' }]);
    expect(consoleViolations([{ path: 'packages/server/src/commands/demo.ts', text }])).toEqual([]);
    expect(consoleViolations([{ path: 'scripts/complete-lock-file.ts', text }])).toEqual([]);
  });

  it('catch fetch in the issue panel only', () => {
    const text = "const answer = await fetch('/issues');";
    expect(fetchViolations([{ path: 'packages/issue-panel/src/a.tsx', text }])).not.toEqual([]);
    expect(fetchViolations([{ path: 'packages/web/src/api.ts', text }])).toEqual([]);
  });

  it.each(["it.only('a', () => {});", "describe.only('a', () => {});", "it.skip('a', () => {});", "it.todo('a');"])(
    'catch %s',
    (text) => {
      expect(skippedTestViolations([{ path: test, text }])).not.toEqual([]);
    },
  );

  it('let a skipped test be that says why', () => {
    const text = "// needs a Windows machine\nit.skip('a', () => {});";
    expect(skippedTestViolations([{ path: test, text }])).toEqual([]);
  });

  it.each(['// TODO later', '/* FIXME */', '/** XXX */'])('catch %s', (text) => {
    expect(reminderViolations([{ path: feature, text: `${text}\nconst a = 1;` }])).not.toEqual([]);
  });

  it('let the words be in a text', () => {
    expect(reminderViolations([{ path: feature, text: "const title = 'TODO';" }])).toEqual([]);
  });

  it('catch paths of the machine this was written on', () => {
    const folder = 'work';
    expect(workplaceViolations([{ path: 'README.md', text: `see /${folder}/somebody/notes` }])).toHaveLength(1);
    expect(workplaceViolations([{ path: 'README.md', text: `https://example.org/${folder}/notes` }])).toEqual([]);
  });
});
