/** The head of a page that acts: which issue it is for, and what is about to be done. */

import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';

export interface ActingHeadingProps {
  readonly issueKey: string;
  readonly title: string;
}

export function ActingHeading({ issueKey, title }: ActingHeadingProps): ReactElement {
  return (
    <>
      <p className="crumbs">
        <Link to="/issues/$key" params={{ key: issueKey }}>
          {issueKey}
        </Link>
      </p>
      <h1>{title}</h1>
    </>
  );
}
