/** GitLab's tokens that make their own successor: the old one is revoked as the new one is shown. */

import { addToken } from '../create-state.ts';
import type { Router, StandInAnswer, StandInCall } from '../family.ts';
import { found, insufficient, refuse, textOf } from './answers.ts';

/** What administrators allow at most; a year is what GitLab allows itself. */
export const mostTokenDays = 'most-token-days';
const dayMilliseconds = 24 * 60 * 60 * 1000;

export function addTokenRoutes(router: Router): void {
  router.on('POST', '/api/v4/personal_access_tokens/self/rotate', (call) => rotate(call, 'personal'));
  router.on('POST', '/api/v4/projects/:id/access_tokens/self/rotate', (call) => rotate(call, 'project'));
}

function rotate(call: StandInCall, kind: string): StandInAnswer {
  const { state, token } = call;
  if (token === undefined || token.kind !== kind) return refuse(405, '405 Method Not Allowed');
  if (!token.scopes.some((scope) => scope === 'api' || scope === 'self_rotate')) return insufficient('api self_rotate');
  const wanted = textOf(call, 'expires_at');
  const days = wanted === '' ? 7 : (Date.parse(wanted) - state.clock.now().getTime()) / dayMilliseconds;
  const most = Number(token.own[mostTokenDays] ?? 365);
  if (days > most) return refuse(400, 'expires_at: must be before the maximum lifetime');
  const expiresAt = new Date(Math.floor(state.clock.now().getTime() / dayMilliseconds + days) * dayMilliseconds);
  token.isRevoked = true;
  const successor = addToken(state, token.person, {
    value: `${token.value}next`,
    scopes: token.scopes,
    kind: token.kind,
    expiresAt,
  });
  const fields = { id: 2, name: 'Branchline', revoked: false, active: true, user_id: token.person.id };
  const day = expiresAt.toISOString().slice(0, 10);
  return found({ ...fields, scopes: successor.scopes, expires_at: day, token: successor.value });
}
