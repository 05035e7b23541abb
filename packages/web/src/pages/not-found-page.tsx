/** The address leads nowhere. */

import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

const words = texts.signIn.notFound;

export function NotFoundPage(): ReactElement {
  return (
    <div className="empty">
      <h1>{words.title}</h1>
      <p>{words.text}</p>
      <p>
        <Link to="/">{words.overview}</Link>
        {words.or}
        <Link to="/issues">{words.issues}</Link>.
      </p>
    </div>
  );
}
