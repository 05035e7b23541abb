/** What somebody typed, kept in this browser's tab until it was sent: a reload or a way over another page loses nothing. */

import { useCallback, useState } from 'react';

type Words = Readonly<Record<string, string>>;

export interface Kept<Fields extends Words> {
  readonly fields: Fields;
  readonly change: (changed: Partial<Fields>) => void;
  /** It was sent. */
  readonly forget: () => void;
}

/** @param place what it is about, as in `create-branch ABC-1` */
export function useKept<Fields extends Words>(place: string, empty: Fields): Kept<Fields> {
  const name = `branchline.typed ${place}`;
  const [kept, setKept] = useState(() => ({ name, fields: { ...empty, ...readKept(name) } }));
  // Another issue or repository: its own words.
  const fields = kept.name === name ? kept.fields : { ...empty, ...readKept(name) };
  const change = useCallback(
    (changed: Partial<Fields>) => {
      setKept((before) => {
        const current = before.name === name ? before.fields : { ...empty, ...readKept(name) };
        const next = { ...current, ...changed };
        sessionStorage.setItem(name, JSON.stringify(next));
        return { name, fields: next };
      });
    },
    [name, empty],
  );
  const forget = useCallback(() => {
    sessionStorage.removeItem(name);
    setKept({ name, fields: { ...empty } });
  }, [name, empty]);
  return { fields, change, forget };
}

function readKept(name: string): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
