import { describe, expect, it } from 'vitest';
import { allowanceFrom, holdsScope, judge, singleSignOn } from './judge.ts';

const now = new Date('2026-03-01T12:00:00Z');
const inAnHour = String(now.getTime() / 1000 + 3600);

function judged(status: number, headers: Readonly<Record<string, string>> = {}, message = 'Forbidden') {
  return judge({ status, headers, body: JSON.stringify({ message }) }, now);
}

describe('a refusal of GitHub', () => {
  it('for the hourly limit ends when the hour does', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inAnHour };
    expect(judged(403, headers)).toEqual({ kind: 'rate-limited', retryAt: new Date('2026-03-01T13:00:00Z') });
  });

  it('for a secondary limit is a limit, not a missing right', () => {
    expect(judged(403, { 'retry-after': '30' })).toEqual({ kind: 'rate-limited' });
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    const inAMinute = new Date('2026-03-01T12:01:00Z');
    expect(judged(403, { 'x-ratelimit-remaining': '4000' }, message)).toEqual({
      kind: 'rate-limited',
      retryAt: inAMinute,
    });
    expect(judged(429)).toEqual({ kind: 'rate-limited', retryAt: inAMinute });
  });

  it('for a missing permission names it', () => {
    const headers = { 'x-accepted-github-permissions': 'pull_requests=read; contents=read,metadata=read' };
    expect(judged(403, headers, 'Resource not accessible by personal access token')).toEqual({
      kind: 'forbidden',
      sentence: expect.stringContaining('Pull requests: read or Contents: read and Metadata: read'),
    });
  });

  it('for a missing scope is no absence, even where it says so', () => {
    const headers = { 'x-oauth-scopes': 'read:org', 'x-accepted-oauth-scopes': 'repo, public_repo' };
    expect(judged(404, headers)).toEqual({ kind: 'forbidden', sentence: expect.stringContaining('repo, public_repo') });
    expect(judged(403, headers)?.kind).toBe('forbidden');
    expect(judged(404, { ...headers, 'x-oauth-scopes': 'repo' })).toBeUndefined();
    expect(judged(404)).toBeUndefined();
  });

  it('for single sign-on names the organisation and where to authorise', () => {
    const address = 'https://github.com/orgs/acme/sso?authorization_request=x1';
    const judgement = judged(403, { 'x-github-sso': `required; url=${address}` });
    expect(judgement?.kind).toBe('forbidden');
    expect(judgement?.sentence).toContain('organisation acme');
    expect(judgement?.sentence).toContain(address);
  });

  it.each([
    [403, 'This installation has been suspended', 'unauthorized'],
    [401, "'Expiration time' claim ('exp') is too far in the future", 'unauthorized'],
    [405, 'Pull Request is not mergeable', 'conflict'],
    [422, 'Reference already exists', 'conflict'],
    [451, 'Repository access blocked', 'forbidden'],
  ])('%i "%s" is %s', (status, message, kind) => {
    expect(judged(status, {}, message)?.kind).toBe(kind);
  });

  it.each([
    [401, 'Bad credentials'],
    [403, 'Must have admin rights to Repository.'],
    [404, 'Not Found'],
    [409, 'Head branch was modified'],
    [500, 'Server Error'],
  ])('%i "%s" means what its status says', (status, message) => {
    expect(judged(status, { 'x-ratelimit-remaining': '4999' }, message)).toBeUndefined();
  });

  it('with codes is put into words', () => {
    const body = JSON.stringify({
      message: 'Validation Failed',
      errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
    });
    expect(judge({ status: 422, headers: {}, body }, now)?.sentence).toContain('head (invalid)');
  });

  it('in the form of a page is no answer', () => {
    expect(judge({ status: 200, headers: {}, body: '<!DOCTYPE html>' }, now)?.kind).toBe('invalid-response');
    expect(judge({ status: 200, headers: {}, body: 'oops' }, now)).toBeUndefined();
    expect(judge({ status: 404, headers: {}, body: ' <html>' }, now)?.kind).toBe('invalid-response');
  });
});

describe('what GitHub tells besides', () => {
  it('is how many requests are left', () => {
    const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4990', 'x-ratelimit-reset': inAnHour };
    const resetAt = new Date('2026-03-01T13:00:00Z');
    expect(allowanceFrom({ ...headers, 'x-ratelimit-resource': 'core' })).toEqual({
      resource: '',
      limit: 5000,
      remaining: 4990,
      resetAt,
    });
    expect(allowanceFrom({ ...headers, 'x-ratelimit-resource': 'search' })?.resource).toBe('search');
    expect(allowanceFrom({})).toBeUndefined();
  });

  it('is that lists were shortened', () => {
    const header = { 'x-github-sso': 'partial-results; organizations=21, 22' };
    expect(singleSignOn(header)).toEqual({ kind: 'partial', organizations: ['21', '22'] });
    expect(singleSignOn({ 'x-github-sso': 'nonsense' })).toBeUndefined();
    expect(singleSignOn({})).toBeUndefined();
  });

  it('are scopes, of which wide ones hold narrow ones', () => {
    expect(holdsScope(['repo'], 'admin:repo_hook')).toBe(true);
    expect(holdsScope(['admin:org'], 'read:org')).toBe(true);
    expect(holdsScope(['read:org'], 'admin:org')).toBe(false);
  });
});
