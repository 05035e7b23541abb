/** What is wrong with somebody's own connection, or will be soon. */

import type { PersonalConnection } from '@branchline/contract';
import { expiryCare } from '@branchline/domain';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { useNow } from './use-now.ts';

const words = texts.profile.connections;

export function ConnectionCare({ connection }: { readonly connection: PersonalConnection }): ReactElement | null {
  const now = useNow();
  const { problem, expiresAt } = connection;
  if (problem !== null) return <p className="reason">{problem}</p>;
  const care = expiryCare(expiresAt === null ? undefined : new Date(expiresAt), now);
  return care === undefined ? null : <p className="reason">{words.soon(care.daysLeft)}</p>;
}
