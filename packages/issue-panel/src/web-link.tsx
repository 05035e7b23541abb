/** A link to a page of the Git service, or just its text where there is none. */

import type { ReactElement, ReactNode } from 'react';

export interface WebLinkProps {
  readonly url: string | null;
  /** How it looks; like the text around it unless given. */
  readonly className?: string;
  readonly children: ReactNode;
}

/** Only http and https are followed: the address may come from what somebody configured. */
export function WebLink({ url, className = 'bl-link', children }: WebLinkProps): ReactElement {
  if (url === null || !/^https?:\/\//iu.test(url)) return <>{children}</>;
  return (
    <a className={className} href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
