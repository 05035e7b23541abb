/** Entries of the audit log as lines of a file: CSV that a spreadsheet cannot be tricked by, or JSON. */

import type { AuditEntry } from './audit-log.ts';

export type AuditFormat = 'csv' | 'json-lines';

const columns = ['id', 'at', 'who', 'whoName', 'what', 'about', 'aboutName', 'result', 'origin', 'note'] as const;

/** What stands first in the file; empty where nothing does. */
export function auditHead(format: AuditFormat): string {
  return format === 'csv' ? `${columns.join(',')}\r\n` : '';
}

/** With the end of its line. */
export function auditLine(entry: AuditEntry, format: AuditFormat): string {
  if (format === 'json-lines') return `${JSON.stringify(entry)}\n`;
  return `${columns.map((column) => cell(entry[column])).join(',')}\r\n`;
}

/**
 * Always in quotation marks (RFC 4180). Text that a spreadsheet would take for a formula has an apostrophe in front
 * (OWASP, "CSV Injection"): it begins with one of `= + - @`, a tab or the end of a line, blanks before it or not.
 */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = /^\s*[=+\-@\t\r\n]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
