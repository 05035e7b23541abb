/** Knows what GitHub means by its refusals: limits, missing rights, single sign-on and suspended apps share statuses. */

import { z } from 'zod';
import type { AnswerHeaders } from '../../http-client/retry-after.ts';
import type { Allowance, JudgedAnswer, Judgement } from '../../http-client/network.ts';

// "Rate limits for the REST API": without any header naming a moment, wait for at least one minute.
const unnamedPauseMilliseconds = 60_000;
// The count that all ordinary requests are on; others (`search`, `integration_manifest`) carry their own names.
const ordinaryCount = 'core';

/** Reads `x-ratelimit-*`; a server on which limits are off sends none. */
export function allowanceFrom(headers: AnswerHeaders): Allowance | undefined {
  const limit = numberIn(headers, 'x-ratelimit-limit');
  const remaining = numberIn(headers, 'x-ratelimit-remaining');
  const resetSeconds = numberIn(headers, 'x-ratelimit-reset');
  if (limit === undefined || remaining === undefined || resetSeconds === undefined) return undefined;
  const count = textIn(headers, 'x-ratelimit-resource') ?? ordinaryCount;
  return { resource: count === ordinaryCount ? '' : count, limit, remaining, resetAt: new Date(resetSeconds * 1000) };
}

/** Undefined: the status means what it says. */
export function judge(answer: JudgedAnswer, now: Date): Judgement | undefined {
  const { status, headers, body } = answer;
  if (status >= 200 && status <= 299) return judgePage(body);
  if (status === 401) return judgeUnauthorized(body);
  if (status === 403 || status === 429) return limit(answer, now) ?? judgeForbidden(answer);
  // GitHub never says it with a page, and what a proxy does not know is not gone.
  if (status === 404 && isPage(body)) return judgePage(body);
  if (status === 404)
    return lacksScopes(headers) ? { kind: 'forbidden', sentence: scopesSentence(headers) } : undefined;
  // "Repository access blocked": a matter of law, not of the request.
  if (status === 451) return { kind: 'forbidden' };
  if (status === 405 && /merge/i.test(body)) return { kind: 'conflict' };
  if (status === 422 && /already exists/i.test(body)) return { kind: 'conflict' };
  return status === 422 ? judgeInvalid(body) : undefined;
}

const Invalid = z.object({
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string().nullish() })).min(1),
});

/** "Validation Failed" alone helps nobody: GitHub names field and reason as codes. */
function judgeInvalid(body: string): Judgement | undefined {
  const parsed = Invalid.safeParse(jsonIn(body));
  if (!parsed.success || parsed.data.errors.some(({ message }) => message)) return undefined;
  const problems = parsed.data.errors.map(({ field, code }) => `${field} (${code.replaceAll('_', ' ')})`);
  return { kind: 'rejected', sentence: `GitHub did not take what was sent: ${problems.join(', ')}.` };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function judgePage(body: string): Judgement | undefined {
  if (!isPage(body)) return undefined;
  const sentence = 'GitHub’s API answered with a web page: the address may be wrong, or a proxy asks to sign in first.';
  return { kind: 'invalid-response', sentence };
}

function isPage(body: string): boolean {
  return body.trimStart().startsWith('<');
}

function judgeUnauthorized(body: string): Judgement | undefined {
  if (!/'(?:Expiration time|Issued at)' claim|JSON web token/i.test(body)) return undefined;
  const sentence =
    'GitHub refused the token we signed for the app. Check that this machine’s clock is right and that the private key is still one of the app’s.';
  return { kind: 'unauthorized', sentence };
}

function limit({ status, headers, body }: JudgedAnswer, now: Date): Judgement | undefined {
  if (textIn(headers, 'retry-after') !== undefined) return { kind: 'rate-limited' };
  const resetSeconds = numberIn(headers, 'x-ratelimit-reset');
  if (numberIn(headers, 'x-ratelimit-remaining') === 0 && resetSeconds !== undefined) {
    return { kind: 'rate-limited', retryAt: new Date(Math.max(resetSeconds * 1000, now.getTime())) };
  }
  if (status !== 429 && !/secondary rate limit|rate limit exceeded|abuse detection/i.test(body)) return undefined;
  return { kind: 'rate-limited', retryAt: new Date(now.getTime() + unnamedPauseMilliseconds) };
}

function judgeForbidden({ headers, body }: JudgedAnswer): Judgement | undefined {
  const signOn = singleSignOn(headers);
  if (signOn?.kind === 'required') return { kind: 'forbidden', sentence: signOn.sentence };
  if (/installation has been suspended/i.test(body)) {
    const sentence = 'The app’s installation is suspended. An owner of the organisation can lift that on its page.';
    return { kind: 'unauthorized', sentence };
  }
  if (/Resource not accessible by/i.test(body)) {
    const rights = permissionsIn(headers);
    const named = rights === '' ? 'a permission that this needs' : `the permission ${rights}, which this needs`;
    const remedy = 'Grant it where the token or app was made; an app’s new permission must then be accepted.';
    return { kind: 'forbidden', sentence: `Our credential lacks ${named}. ${remedy}` };
  }
  return lacksScopes(headers) ? { kind: 'forbidden', sentence: scopesSentence(headers) } : undefined;
}

/** What GitHub says about organisations that ask for single sign-on. */
export type SingleSignOn =
  | { readonly kind: 'required'; readonly sentence: string }
  /** Lists were shortened: these organisations (by number) have not been authorised. */
  | { readonly kind: 'partial'; readonly organizations: readonly string[] };

/** Reads `X-GitHub-SSO`: `required; url=https://…` or `partial-results; organizations=1,2`. */
export function singleSignOn(headers: AnswerHeaders): SingleSignOn | undefined {
  const header = textIn(headers, 'x-github-sso');
  if (header === undefined) return undefined;
  const partial = /^partial-results\s*;\s*organizations=([\d,\s]+)/i.exec(header)?.[1];
  if (partial !== undefined) return { kind: 'partial', organizations: partial.split(',').map((id) => id.trim()) };
  const url = URL.parse(/url=(\S+)/i.exec(header)?.[1] ?? '');
  if (url === null) return undefined;
  const owner = /\/(?:orgs|enterprises)\/([^/]+)/.exec(url.pathname)?.[1];
  const whose = owner === undefined ? 'An organisation' : `The organisation ${decodeURIComponent(owner)}`;
  return {
    kind: 'required',
    sentence: `${whose} asks for single sign-on, for which our credential is not authorised yet. Authorise it at ${url.href}`,
  };
}

/** `Contents: read` out of `contents=read; metadata=read`. */
function permissionsIn(headers: AnswerHeaders): string {
  const accepted = textIn(headers, 'x-accepted-github-permissions') ?? '';
  const alternatives = accepted.split(';').map((alternative) =>
    alternative
      .split(',')
      .map((permission) =>
        permission.trim().replace(/^(\w+)=(\w+)$/, (_all, name: string, level: string) => `${titleOf(name)}: ${level}`),
      )
      .filter((permission) => permission !== '')
      .join(' and '),
  );
  return alternatives.filter((alternative) => alternative !== '').join(' or ');
}

function titleOf(permission: string): string {
  const words = permission.replaceAll('_', ' ');
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** GitHub answers 404 for what a classic token may not see: without this, repositories would be taken for gone. */
function lacksScopes(headers: AnswerHeaders): boolean {
  const granted = scopesIn(headers, 'x-oauth-scopes');
  const accepted = scopesIn(headers, 'x-accepted-oauth-scopes');
  if (granted === undefined || accepted === undefined || accepted.length === 0) return false;
  return !accepted.some((scope) => holdsScope(granted, scope));
}

function scopesSentence(headers: AnswerHeaders): string {
  const accepted = scopesIn(headers, 'x-accepted-oauth-scopes') ?? [];
  return `Our token lacks a scope that this needs: one of ${accepted.join(', ')}. Make a token that has it.`;
}

/** Undefined: not a token with scopes. */
export function scopesIn(
  headers: AnswerHeaders,
  name: 'x-oauth-scopes' | 'x-accepted-oauth-scopes',
): readonly string[] | undefined {
  const header = headers[name];
  if (header === undefined) return undefined;
  return [header]
    .flat()
    .join(',')
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
}

/** Scopes that come with a wider one ("Scopes for OAuth apps"). */
const includedIn: Readonly<Record<string, readonly string[]>> = {
  public_repo: ['repo'],
  'repo:status': ['repo'],
  'write:repo_hook': ['repo', 'admin:repo_hook'],
  'read:repo_hook': ['repo', 'admin:repo_hook', 'write:repo_hook'],
  'admin:repo_hook': ['repo'],
  'read:org': ['admin:org', 'write:org'],
  'write:org': ['admin:org'],
  'read:user': ['user'],
  'user:email': ['user'],
};

export function holdsScope(granted: readonly string[], wanted: string): boolean {
  return [wanted, ...(includedIn[wanted] ?? [])].some((scope) => granted.includes(scope));
}

export function textIn(headers: AnswerHeaders, name: string): string | undefined {
  const text = [headers[name] ?? []].flat().join(', ').trim();
  return text === '' ? undefined : text;
}

function numberIn(headers: AnswerHeaders, name: string): number | undefined {
  const text = textIn(headers, name);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
