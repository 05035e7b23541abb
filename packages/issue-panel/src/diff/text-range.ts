/** Part of a line, by the places of its characters: what highlighting, comparing and finding all speak of. */

export interface TextRange {
  readonly start: number;
  /** The first place after it. */
  readonly end: number;
}

/** What a stretch of code is, for its colour. */
export type CodeTone =
  | 'comment'
  | 'keyword'
  | 'text'
  | 'number'
  | 'name'
  | 'type'
  | 'attribute'
  | 'tag'
  | 'meta'
  | 'added'
  | 'removed';

export interface TonedRange extends TextRange {
  readonly tone: CodeTone;
}

/**
 * Tells which of some ranges a place is in, for places that only grow.
 *
 * @param ranges in their order, none over another
 */
export function rangeReader<Each extends TextRange>(ranges: readonly Each[]): (place: number) => Each | undefined {
  let next = 0;
  return (place) => {
    let range = ranges[next];
    while (range !== undefined && range.end <= place) {
      next += 1;
      range = ranges[next];
    }
    return range !== undefined && range.start <= place ? range : undefined;
  };
}
