/** Says what changed from one set of settings to another, for the audit log. */

/** Longer values are cut: a line of the log is for reading. */
const valueLimit = 200;

/** `retention.auditLog: 730 → 365; mail.alertsTo: none → ada@example.org`; empty when nothing differs. */
export function differenceInWords(before: unknown, after: unknown): string {
  return differences(before, after, []).join('; ');
}

function differences(before: unknown, after: unknown, path: readonly string[]): readonly string[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], [...path, name]));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [`${path.join('.')}: ${inWords(before)} → ${inWords(after)}`];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inWords(value: unknown): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return 'none';
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > valueLimit ? `${text.slice(0, valueLimit)}…` : text;
}
