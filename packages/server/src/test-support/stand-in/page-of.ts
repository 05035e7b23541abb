/** Cuts a list into pages as services do, by number, with a Link header. */

import type { StandInCall } from './family.ts';

export interface PageRule {
  /** The query parameter that says how long a page may be. */
  readonly sizeParameter: string;
  readonly standardSize: number;
  readonly largestSize: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly number: number;
  readonly size: number;
  /** The number of the last one, at least 1. */
  readonly last: number;
  readonly total: number;
  /** For a header called `link`; empty when there is one page only. */
  readonly link: string;
}

/** The page that is asked for. `state.largestPage` makes pages shorter, so that tests need no hundreds of things. */
export function pageOf<Item>(call: StandInCall, all: readonly Item[], rule: PageRule): Page<Item> {
  const wished = Number(call.query.get(rule.sizeParameter) ?? rule.standardSize);
  const size = Math.min(wished, rule.largestSize, call.state.largestPage ?? rule.largestSize);
  const number = Math.max(1, Number(call.query.get('page') ?? '1'));
  const last = Math.max(1, Math.ceil(all.length / size));
  const links = [
    ...(number > 1 ? [linkTo(call, 1, 'first'), linkTo(call, number - 1, 'prev')] : []),
    ...(number < last ? [linkTo(call, number + 1, 'next'), linkTo(call, last, 'last')] : []),
  ];
  const items = all.slice((number - 1) * size, number * size);
  return { items, number, size, last, total: all.length, link: links.join(', ') };
}

/** One entry of a Link header: this very address with another page. */
export function linkTo({ state, path, query }: StandInCall, page: number, relation: string): string {
  const changed = new URLSearchParams(query);
  changed.set('page', String(page));
  return `<${state.url}${path}?${changed.toString()}>; rel="${relation}"`;
}
