/** The head of a page: where it belongs, its name, what can be done here, and the sentence a person came for. */

import type { ReactElement, ReactNode } from 'react';

export interface PageHeaderProps {
  readonly title: ReactNode;
  /** Links to where this page belongs. */
  readonly crumbs?: ReactNode;
  /** Beside the name: a state. */
  readonly badge?: ReactNode;
  readonly actions?: ReactNode;
  /** The answer first, in one sentence. */
  readonly lead?: ReactNode;
}

export function PageHeader({ title, crumbs, badge, actions, lead }: PageHeaderProps): ReactElement {
  return (
    <>
      {crumbs !== undefined && <p className="crumbs">{crumbs}</p>}
      <div className="page-header">
        <h1 className="break">
          {title} {badge}
        </h1>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {lead !== undefined && <p className="lead">{lead}</p>}
    </>
  );
}
