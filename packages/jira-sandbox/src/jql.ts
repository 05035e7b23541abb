/** As much of Jira's query language as is asked here: moments, projects, keys, parents and the order, joined by AND. */

/** How moments are compared. */
export type Comparison = '>=' | '>' | '<=' | '<';

/** What an issue must fulfil. */
export type Condition =
  | { readonly field: 'created' | 'updated'; readonly comparison: Comparison; readonly at: Date }
  | { readonly field: ListField; readonly oneOf: readonly string[] };

/** Fields that are compared with one value or with a list. `epic link` is Data Center's. */
type ListField = 'project' | 'key' | 'parent' | 'epic link';

const listFields: readonly string[] = ['project', 'key', 'parent', 'epic link'] satisfies ListField[];

function isListField(name: string): name is ListField {
  return listFields.includes(name);
}

/** A query that was understood. */
export interface Query {
  readonly conditions: readonly Condition[];
  readonly order: { readonly by: 'created' | 'updated' | 'key'; readonly descending: boolean };
}

const condition = /^(\w+|"[^"]+")\s*(>=|<=|>|<|=|in\b)\s*(.+)$/is;
const relative = /^-(\d+)([mhdw])$/;
const dateForm = /^(\d{4})[-/](\d\d)[-/](\d\d)(?: (\d\d):(\d\d))?$/;
const unitMilliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * Reads a query, or says in words why not.
 * @param timeZone of whoever asks: Jira reads moments in it
 */
export function readJql(jql: string, now: Date, timeZone: string): Query | string {
  const [restriction = '', ...orders] = jql.split(/\border\s+by\b/i);
  if (restriction.trim() === '') return 'Unbounded JQL queries are not allowed here. Please add a search restriction.';
  const order = orderIn(orders[0]);
  if (typeof order === 'string') return order;
  const conditions: Condition[] = [];
  for (const part of restriction.split(/\band\b/i)) {
    const read = conditionIn(part.trim(), now, timeZone);
    if (typeof read === 'string') return read;
    conditions.push(read);
  }
  return { conditions, order };
}

function orderIn(text: string | undefined): Query['order'] | string {
  if (text === undefined) return { by: 'key', descending: false };
  // Only the first decides; the others would break ties.
  const [by = '', direction = 'asc'] = (text.split(',')[0] ?? '').trim().toLowerCase().split(/\s+/);
  const field = by === 'issuekey' ? 'key' : by;
  if (field !== 'created' && field !== 'updated' && field !== 'key') return `Not able to sort using field '${by}'.`;
  return { by: field, descending: direction === 'desc' };
}

function conditionIn(text: string, now: Date, timeZone: string): Condition | string {
  const [, name = '', operator = '', value = ''] = condition.exec(text) ?? [];
  const named = withoutQuotes(name).toLowerCase();
  const field = named === 'issuekey' ? 'key' : named;
  if (isListField(field)) return listIn(field, operator.toLowerCase(), value);
  if (field !== 'created' && field !== 'updated') return `Error in the JQL Query: '${text}' is not understood here.`;
  if (operator === '=' || operator.toLowerCase() === 'in')
    return `The operator '${operator}' is not understood here for ${field}.`;
  const at = momentIn(withoutQuotes(value), now, timeZone);
  if (at === undefined) return `Date value '${withoutQuotes(value)}' for field '${field}' is invalid.`;
  return { field, comparison: operator as Comparison, at };
}

function listIn(field: ListField, operator: string, value: string): Condition | string {
  const inside = /^\((.*)\)$/s.exec(value.trim())?.[1];
  if (operator === '=') return { field, oneOf: [withoutQuotes(value).toUpperCase()] };
  if (operator !== 'in' || inside === undefined)
    return `The operator '${operator}' is not understood here for ${field}.`;
  return { field, oneOf: inside.split(',').map((one) => withoutQuotes(one).toUpperCase()) };
}

function withoutQuotes(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, '$2');
}

function momentIn(text: string, now: Date, timeZone: string): Date | undefined {
  const [, count, unit] = relative.exec(text) ?? [];
  if (unit !== undefined) return new Date(now.getTime() - Number(count) * (unitMilliseconds[unit] ?? 0));
  const [, year, month, day, hour = '0', minute = '0'] = dateForm.exec(text) ?? [];
  if (year === undefined) return undefined;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return new Date(wall - offsetAt(wall, timeZone));
}

/** Milliseconds by which the zone is ahead. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - moment;
}
