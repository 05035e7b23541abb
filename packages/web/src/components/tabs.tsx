/** The tabs of a thing. Which one is open lives in the address, so that it can be sent to somebody. */

import { Link, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';

export interface Tab<Key extends string> {
  readonly key: Key;
  readonly label: string;
  /** How many are in it. */
  readonly count?: string;
}

/** The open tab: what the address says, or the first. */
export function useTab<Key extends string>(tabs: readonly Tab<Key>[]): Key | undefined {
  const { tab } = useSearch({ strict: false });
  return (tabs.find(({ key }) => key === tab) ?? tabs[0])?.key;
}

export interface TabsProps<Key extends string> {
  /** Whose tabs they are. */
  readonly label: string;
  readonly tabs: readonly Tab<Key>[];
  readonly open: Key | undefined;
  /** What else the address says stays: it says what the tabs are about. */
  readonly keepsSearch?: boolean;
}

/** The first tab has the address without a word for it. */
export function Tabs<Key extends string>(props: TabsProps<Key>): ReactElement {
  const { label, tabs, open, keepsSearch = false } = props;
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const kept = keepsSearch ? Object.fromEntries(Object.entries(search).filter(([name]) => name !== 'tab')) : {};
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ key, label: words, count }, place) => (
        <Link
          key={key}
          to="."
          // The router's type would have the words of one certain page; this is for all.
          search={(place === 0 ? kept : { ...kept, tab: key }) as { tab?: string }}
          className="tab"
          activeProps={{}}
          activeOptions={{ exact: true }}
          {...(key === open ? { 'aria-current': 'page' } : {})}
        >
          {words}
          {count !== undefined && <span className="quiet">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
