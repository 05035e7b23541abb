/** Many rows travel to PostgreSQL as one JSON text: the cheapest way for Node.js to send them, measured. */

/** What PostgreSQL cannot keep in text: NUL, and halves of surrogate pairs. */
const unfit = /\\u(?:0000|d[89a-f])/;

/** JSON that PostgreSQL can read as text; NUL characters are left out and broken surrogates replaced. */
export function jsonForPostgres(value: unknown): string {
  const text = JSON.stringify(value);
  return unfit.test(text) ? JSON.stringify(value, (_name, each: unknown) => clean(each)) : text;
}

/** The same care for a single text. */
export function textForPostgres(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

function clean(value: unknown): unknown {
  return typeof value === 'string' ? textForPostgres(value) : value;
}
