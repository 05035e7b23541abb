/** One name of somebody, as the terminal shows it. */

import type { PersonIdentity } from '@branchline/contract';
import { printable } from '../print.ts';

export function identityWords({ kind, subject, service, jiraSiteId, login, name }: PersonIdentity): string {
  if (kind === 'commit-email') return printable(subject);
  if (kind === 'service-account') return printable(`${login ?? subject} at ${service ?? ''}`);
  if (kind === 'own-account') return printable(`${login ?? subject} at Branchline (account ${subject})`);
  return printable(`${name ?? 'account'} at Jira site ${jiraSiteId ?? ''} (${subject})`);
}
