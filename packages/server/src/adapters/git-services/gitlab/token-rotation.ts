/** Lets a GitLab token make its own successor, whether it belongs to a person, a project or a group. */

import { Failure, Secret } from '@branchline/domain';
import { z } from 'zod';
import type { SuccessorToken, TokenRotation } from '../../../ports/git-service/token-rotation.ts';
import type { GitlabApi } from './api.ts';

const Successor = z.object({
  token: z.string().min(1),
  /** A day; the token ends as it begins (UTC). */
  expires_at: z.string().nullish(),
});

/** Days that are asked for after a refusal: servers may allow less, and without a day the successor gets a week. */
const lesserDays: readonly number[] = [30, 7];
const dayMilliseconds = 24 * 60 * 60 * 1000;

export function gitlabTokenRotation(api: GitlabApi): TokenRotation {
  return {
    async rotate(now, days) {
      const path = await rotationPath(api);
      const tries = [days, ...lesserDays.filter((fewer) => fewer < days)];
      for (const [place, wanted] of tries.entries()) {
        const day = new Date(now.getTime() + wanted * dayMilliseconds).toISOString().slice(0, 10);
        try {
          return successorFrom(await api.send('POST', path, { expires_at: day }, Successor));
        } catch (error) {
          const isTooLong = error instanceof Failure && error.kind === 'rejected' && place < tries.length - 1;
          if (!isTooLong) throw explained(error);
        }
      }
      throw new Error('unreachable: the last try returns or throws');
    },
  };
}

/** Only a project's or group's own door renews its token; the name of its account says which it is. */
async function rotationPath(api: GitlabApi): Promise<string> {
  const login = await api.get('/user', z.object({ username: z.string() })).then(
    ({ username }) => username,
    (error: unknown) => {
      if (error instanceof Failure && error.kind === 'forbidden') return '';
      throw error;
    },
  );
  const [, kind, id] = /^(project|group)_(\d+)_bot/.exec(login) ?? [];
  return kind === undefined ? '/personal_access_tokens/self/rotate' : `/${kind}s/${id}/access_tokens/self/rotate`;
}

function successorFrom({ token, expires_at: day }: z.infer<typeof Successor>): SuccessorToken {
  const end = new Date(day ?? Number.NaN);
  return { token: new Secret(token), expiresAt: Number.isNaN(end.getTime()) ? undefined : end };
}

function explained(error: unknown): unknown {
  const isRight = error instanceof Failure && (error.kind === 'forbidden' || error.kind === 'not-found');
  if (!isRight) return error;
  const message =
    'GitLab does not let this token renew itself: it needs the scope self_rotate or api, and GitLab 17.9.';
  return new Failure('forbidden', 'git-service', `${message} ${error.message}`);
}
