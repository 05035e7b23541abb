/** Says to members whose account at Jira is unknown that this is why nothing is shown, and where to change it. */

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { myPersonQuery } from '../queries/me.ts';
import * as texts from '../texts.ts';
import { EmptyState } from './empty-state.tsx';
import { useMe } from './use-me.ts';

export interface NothingForMemberProps {
  /** What everybody else is told. */
  readonly children: ReactNode;
}

export function NothingForMember({ children }: NothingForMemberProps): ReactElement {
  const me = useMe();
  const isMember = me?.kind === 'account' && me.role === 'member';
  const person = useQuery({ ...myPersonQuery, enabled: isMember });
  const problem = isMember ? (person.data?.problem ?? undefined) : undefined;
  if (problem === undefined) return <>{children}</>;
  const toProfile = (
    <Link to="/profile" search={{ tab: 'connections' }} className="bl-button button-primary">
      {texts.profile.jira.action}
    </Link>
  );
  return (
    <EmptyState title={texts.profile.jira.unknown} action={toProfile}>
      {problem}
    </EmptyState>
  );
}
