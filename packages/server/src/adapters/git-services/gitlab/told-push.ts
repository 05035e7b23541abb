/** Who pushed what, as a push event of GitLab tells it. */

import type { CommitHash } from '@branchline/domain';
import { z } from 'zod';
import type { ToldPush } from '../../../ports/git-service/webhooks.ts';

const Text = z.string().nullish();
const Hash = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

const Push = z.object({
  before: Hash,
  after: Hash,
  user_id: z.number().int().positive(),
  /** Not told by system hooks. */
  user_username: Text,
  user_name: Text,
  /** Only an address that the person shows in public, which GitLab has verified. Empty or "[REDACTED]" otherwise. */
  user_email: Text,
});

/** Undefined for a ref that is gone, and where GitLab names nobody. */
export function pushIn(payload: unknown): ToldPush | undefined {
  const { data } = Push.safeParse(payload);
  const head = data && hashFrom(data.after);
  if (data === undefined || head === undefined) return undefined;
  const { user_id, user_username, user_name, user_email } = data;
  const pusher = {
    remoteId: String(user_id),
    login: user_username || user_name || String(user_id),
    name: user_name || undefined,
    email: user_email?.includes('@') === true ? user_email : undefined,
    webUrl: undefined,
    avatarUrl: undefined,
  };
  return { pusher, head, before: hashFrom(data.before) };
}

/** Zeros stand for nothing. */
function hashFrom(hash: string): CommitHash | undefined {
  return /^0+$/.test(hash) ? undefined : (hash as CommitHash);
}
