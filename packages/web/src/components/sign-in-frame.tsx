/** The frame of the pages before somebody is signed in: the mark, one question, nothing else. */

import type { ReactElement, ReactNode } from 'react';
import mark from '../branchline.svg';

export function SignInFrame({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <main className="sign-in">
      <p className="brand">
        <img src={mark} alt="" width="32" height="32" /> Branchline
      </p>
      <h1>{title}</h1>
      {children}
    </main>
  );
}
