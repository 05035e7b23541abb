/** Moments as Jira's platform API writes and reads them. */

/** `2026-11-22T12:34:00.000+0000`: Jira refuses the `Z` of others. */
export function jiraTime(at: Date): string {
  return at.toISOString().replace('Z', '+0000');
}

/** The moment that Jira means; undefined when it says nothing that can be read. */
export function momentFrom(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}
