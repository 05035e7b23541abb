/** Reads when the other side wants to be asked again. */

// A server that names a moment further away is more likely mistaken than patient.
const furthestMilliseconds = 24 * 60 * 60 * 1000;

/** Names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The moment named by `Retry-After` (seconds or a date), else by `X-RateLimit-Reset` when it is a date; at most a day
 * ahead and never before `now`. Undefined when neither is there or readable.
 */
export function retryAtFrom(headers: AnswerHeaders, now: Date): Date | undefined {
  const named = momentFrom(headers['retry-after'], now) ?? dateFrom(headers['x-ratelimit-reset']);
  if (named === undefined) return undefined;
  const earliest = now.getTime();
  return new Date(Math.min(Math.max(named, earliest), earliest + furthestMilliseconds));
}

function momentFrom(header: AnswerHeaders[string], now: Date): number | undefined {
  const text = String(header ?? '').trim();
  if (/^\d{1,12}$/.test(text)) return now.getTime() + Number(text) * 1000;
  return dateFrom(header);
}

function dateFrom(header: AnswerHeaders[string]): number | undefined {
  const text = String(header ?? '').trim();
  // A bare number is no date: its unit differs from service to service.
  if (text === '' || /^\d+$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
