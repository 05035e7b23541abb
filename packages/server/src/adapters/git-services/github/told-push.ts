/** Who pushed what, as a push event of GitHub tells it. */

import type { CommitHash } from '@branchline/domain';
import { z } from 'zod';
import type { ToldPush } from '../../../ports/git-service/webhooks.ts';

const Hash = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const Text = z.string().nullish();

const Push = z.object({
  before: Hash,
  after: Hash,
  /** Whoever git was used by: for a deploy key, the key. */
  pusher: z.object({ name: z.string(), email: Text }),
  /** The account behind it. */
  sender: z.object({ id: z.number().int(), login: z.string(), html_url: Text, avatar_url: Text }),
});

/**
 * Undefined for a ref that is gone, and where the account did not push by itself: by a deploy key, or an app.
 * @param verifiesAddresses GitHub.com does: it gives an account's primary address, or its noreply address
 */
export function pushIn(payload: unknown, verifiesAddresses: boolean): ToldPush | undefined {
  const { data } = Push.safeParse(payload);
  if (data === undefined || data.pusher.name !== data.sender.login) return undefined;
  const head = hashFrom(data.after);
  if (head === undefined) return undefined;
  const { id, login, html_url, avatar_url } = data.sender;
  const pusher = {
    remoteId: String(id),
    login,
    name: undefined,
    email: verifiesAddresses ? data.pusher.email || undefined : undefined,
    webUrl: html_url ?? undefined,
    avatarUrl: avatar_url ?? undefined,
  };
  return { pusher, head, before: hashFrom(data.before) };
}

/** Zeros stand for nothing. */
function hashFrom(hash: string): CommitHash | undefined {
  return /^0+$/.test(hash) ? undefined : (hash as CommitHash);
}
