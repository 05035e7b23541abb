/** Filters of a page that live in the address: whoever is sent it sees the same. */

import { useNavigate, useSearch } from '@tanstack/react-router';

type Words<Name extends string> = { readonly [Each in Name]?: string | undefined };

/**
 * The named words of the address, and how to change some of them; an empty one goes. What else the address says stays.
 * The route's `validateSearch` must let the names through.
 */
export function useFilters<Name extends string>(
  names: readonly Name[],
): readonly [Words<Name>, (changed: Words<Name>) => void] {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const words = Object.fromEntries(
    names.flatMap((name) => (typeof search[name] === 'string' ? [[name, search[name]]] : [])),
  ) as Words<Name>;
  function change(changed: Words<Name>): void {
    const next = Object.entries({ ...search, ...changed }).filter(([, word]) => word !== undefined && word !== '');
    // The router's type would have the filters of one certain page; this is for all.
    void navigate({ to: '.', search: Object.fromEntries(next) as { search?: string }, replace: true });
  }
  return [words, change];
}
