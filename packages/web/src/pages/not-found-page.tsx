/** The address leads nowhere. */

import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';

export function NotFoundPage(): ReactElement {
  return (
    <div className="empty">
      <h1>There is no page at this address</h1>
      <p>It may have been mistyped, or what it showed was disconnected.</p>
      <p>
        <Link to="/">Go to the overview</Link> or <Link to="/issues">search for an issue</Link>.
      </p>
    </div>
  );
}
