/** Asks for the next page of a list, as long as there is one. */

import type { ReactElement } from 'react';

export interface MoreButtonProps {
  readonly label: string;
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

export function MoreButton({ label, query }: MoreButtonProps): ReactElement | null {
  if (!query.hasNextPage) return null;
  return (
    <p>
      <button
        type="button"
        className="bl-button"
        disabled={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {label}
      </button>
    </p>
  );
}
