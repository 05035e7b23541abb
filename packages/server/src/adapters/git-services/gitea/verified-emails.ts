/** Which addresses Gitea or Forgejo has verified to be the account's own. */

import { Failure } from '@branchline/domain';
import { z } from 'zod';
import type { FamilyApi } from './api.ts';

const Email = z.object({ email: z.string(), verified: z.boolean() });

/** None where the token may not ask, which takes the scope `read:user`. */
export async function verifiedEmails(api: FamilyApi): Promise<readonly string[]> {
  try {
    const emails = await api.get('/user/emails', z.array(Email));
    return emails.filter(({ verified }) => verified).map(({ email }) => email);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'forbidden') return [];
    throw error;
  }
}
