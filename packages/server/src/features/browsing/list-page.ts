/** Cuts a page out of a list of branches or tags that may move while somebody turns the pages. */

/** Something with its place in the list. */
export interface Placed<Thing> {
  readonly thing: Thing;
  readonly name: string;
  /** In milliseconds; `Infinity` stands before all others. */
  readonly at: number;
}

/** Which part of the list. */
export interface ListPart {
  /** Part of a name, in any case. */
  readonly search: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/**
 * The latest first, of the same moment in order of their names. A page goes on after the moment and the name that came
 * last, so that what moves meanwhile comes to the front and nothing is told twice.
 */
export function pageAfter<Thing>(
  things: readonly Placed<Thing>[],
  { search, cursor, limit }: ListPart,
): { readonly page: readonly Placed<Thing>[]; readonly next: string | undefined } {
  const after = placeFrom(cursor);
  const wanted = search?.toLowerCase();
  const found = things
    .filter(({ name }) => wanted === undefined || name.toLowerCase().includes(wanted))
    .filter((each) => after === undefined || inOrder(after, each) < 0)
    .toSorted(inOrder);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = last !== undefined && found.length > page.length ? `${last.at}/${last.name}` : undefined;
  return { page, next };
}

type Place = Pick<Placed<unknown>, 'name' | 'at'>;

function inOrder(one: Place, other: Place): number {
  if (one.at !== other.at) return one.at > other.at ? -1 : 1;
  if (one.name === other.name) return 0;
  return one.name < other.name ? -1 : 1;
}

/** Undefined for a cursor that is not ours. */
function placeFrom(cursor: string | undefined): Place | undefined {
  const [, at, name] = /^(-?\d{1,15}|Infinity)\/(.+)$/su.exec(cursor ?? '') ?? [];
  return at === undefined || name === undefined ? undefined : { at: Number(at), name };
}
