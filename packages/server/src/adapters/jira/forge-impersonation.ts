/** Exchanges the Forge app's own token for one of somebody who is not there, and keeps it as long as it lasts. */

import { Failure, Secret, type AtlassianAccountId, type JiraForgeCredential } from '@branchline/domain';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { JiraSiteSettings } from '../../ports/jira-site.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { forgeRemedy } from './forge-platform.ts';

/** Source: "Calling Atlassian app APIs from a remote", Offline user impersonation. */
const mutation = `mutation branchline_offlineUserAuthToken($input: OfflineUserAuthTokenInput!) {
  offlineUserAuthToken(input: $input) { success errors { message } authToken { token ttl } }
}`;

const Answer = z.object({
  data: z
    .object({
      offlineUserAuthToken: z
        .object({
          success: z.boolean(),
          authToken: z.object({ token: z.string().min(1), ttl: z.number().nonnegative() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
});

// A token is renewed after this part of its life, so that none ends on its way.
const usedPart = 0.8;
/** Somebody who cannot be impersonated is not tried again before this: they left, or the app is not for them. */
const refusalMilliseconds = 5 * 60_000;
/** People whose tokens are held at the same time. */
const mostHeld = 500;

interface Held {
  readonly token: Secret | undefined;
  readonly usableUntil: number;
}

export interface ImpersonationTools {
  readonly settings: JiraSiteSettings;
  readonly forge: JiraForgeCredential;
  readonly http: HttpClient;
  readonly clock: Clock;
}

export interface Impersonation {
  /** Undefined when Atlassian refuses it for this person. @throws Failure when it cannot be asked, or refuses the app */
  tokenFor(account: AtlassianAccountId): Promise<Secret | undefined>;
}

/** One for each token of the app: the tokens made from it are kept here. */
export function createImpersonation(tools: ImpersonationTools): Impersonation {
  const held = new Map<AtlassianAccountId, Held>();
  const underWay = new Map<AtlassianAccountId, Promise<Secret | undefined>>();

  async function renew(account: AtlassianAccountId): Promise<Secret | undefined> {
    const made = await exchange(tools, account);
    held.delete(account);
    held.set(account, made);
    // The one that was made first goes first.
    for (const oldest of held.keys()) {
      if (held.size <= mostHeld) break;
      held.delete(oldest);
    }
    return made.token;
  }

  return {
    tokenFor(account) {
      const known = held.get(account);
      if (known !== undefined && tools.clock.now().getTime() < known.usableUntil) return Promise.resolve(known.token);
      const going = underWay.get(account) ?? renew(account).finally(() => underWay.delete(account));
      underWay.set(account, going);
      return going;
    },
  };
}

async function exchange({ settings, forge, http, clock }: ImpersonationTools, userId: string): Promise<Held> {
  const askedAt = clock.now().getTime();
  const answer = await http
    .ask<z.infer<typeof Answer> | undefined>({
      method: 'POST',
      url: `${settings.apiUrl}/graphql`,
      authorization: { scheme: 'Bearer', secret: forge.appToken },
      json: { query: mutation, variables: { input: { contextIds: [forge.contextId], userId } } },
      // Each time it makes a token, and nothing else.
      repeatable: true,
      answer: Answer,
    })
    .catch((error: unknown) => {
      // An app without that right is refused for everybody.
      if (error instanceof Failure && error.kind === 'forbidden') return undefined;
      throw explained(error, settings);
    });
  if (answer === undefined) return { token: undefined, usableUntil: askedAt + refusalMilliseconds };
  const granted = answer.data?.offlineUserAuthToken;
  if (granted === null || granted === undefined) throw unreadable(answer.errors ?? []);
  if (!granted.success || !granted.authToken) return { token: undefined, usableUntil: askedAt + refusalMilliseconds };
  const { token, ttl } = granted.authToken;
  return { token: new Secret(token), usableUntil: askedAt + ttl * 1000 * usedPart };
}

function unreadable(errors: readonly { readonly message: string }[]): Failure {
  const said = errors.map(({ message }) => message).join(' ');
  const what = 'Atlassian did not understand the request to act as somebody.';
  return new Failure('invalid-response', 'jira', said === '' ? what : `${what} It said: ${said}`);
}

function explained(error: unknown, { siteUrl }: JiraSiteSettings): unknown {
  if (!(error instanceof Failure) || error.kind !== 'unauthorized') return error;
  const what = `Atlassian did not let the Forge app at ${siteUrl} act as somebody.`;
  return new Failure(error.kind, 'jira', `${what} ${forgeRemedy}`);
}
