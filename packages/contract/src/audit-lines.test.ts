/** Lines of the audit log as files: nothing in them is a formula, nothing breaks a line. */

import { describe, expect, it } from 'vitest';
import type { AuditEntry } from './audit-log.ts';
import { auditHead, auditLine } from './audit-lines.ts';

const entry: AuditEntry = {
  id: 7,
  at: '2026-03-01T12:00:00.000Z',
  who: 'account/3',
  whoName: 'Ada "the first", L.',
  what: 'people/join',
  about: 'person/7',
  aboutName: null,
  result: 'done',
  origin: 'api',
  note: '',
};

describe('CSV', () => {
  it('has a line of names, and every value in quotation marks', () => {
    expect(auditHead('csv')).toBe('id,at,who,whoName,what,about,aboutName,result,origin,note\r\n');
    expect(auditLine(entry, 'csv')).toBe(
      '"7","2026-03-01T12:00:00.000Z","account/3","Ada ""the first"", L.","people/join","person/7","","done","api",""\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =HYPERLINK("x")'])(
    'makes no formula of %j',
    (note) => {
      expect(auditLine({ ...entry, note }, 'csv')).toContain(`"'${note.replaceAll('"', '""')}"`);
    },
  );

  it.each(['1-1', 'a=b', "it's", 'mail@example.org'])('leaves %j as it is', (note) => {
    expect(auditLine({ ...entry, note }, 'csv')).toContain(`,"${note}"\r\n`);
  });
});

it('JSON lines have each entry on a line of its own, and no head', () => {
  expect(auditHead('json-lines')).toBe('');
  const line = auditLine({ ...entry, note: 'two\nlines' }, 'json-lines');
  expect(line.trimEnd()).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({ ...entry, note: 'two\nlines' });
});
