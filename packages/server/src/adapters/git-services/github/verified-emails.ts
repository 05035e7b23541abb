/** Which addresses GitHub has verified to be the account's own. */

import { Failure } from '@branchline/domain';
import { z } from 'zod';
import type { GitHubApi } from './api.ts';

const Email = z.object({ email: z.string(), verified: z.boolean() });

/** On one page, the most that GitHub gives. */
const emailsAtOnce = 100;

/**
 * None where the token may not ask: that takes the scope `user:email`, or of a fine-grained token the permission "Email
 * addresses: read" (docs.github.com, "REST API endpoints for emails").
 */
export async function verifiedEmails(api: GitHubApi): Promise<readonly string[]> {
  try {
    const emails = await api.get(`/user/emails?per_page=${emailsAtOnce}`, z.array(Email));
    return emails.filter(({ verified }) => verified).map(({ email }) => email);
  } catch (error) {
    if (error instanceof Failure && ['not-found', 'forbidden'].includes(error.kind)) return [];
    throw error;
  }
}
