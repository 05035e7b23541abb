import { describe, expect, it } from 'vitest';
import { allowanceFrom, GitlabMoment, hashIn, judge, pathWith, personFromGitlab } from './api.ts';

const now = new Date('2026-03-01T12:00:00Z');

describe('what GitLab allows', () => {
  const headers = {
    'ratelimit-limit': '2000',
    'ratelimit-remaining': '1999',
    'ratelimit-reset': '1772366460',
    'ratelimit-name': 'throttle_authenticated_api',
  };

  it('is read from its headers', () => {
    const resetAt = new Date('2026-03-01T12:01:00Z');
    const wanted = { resource: 'throttle_authenticated_api', limit: 2000, remaining: 1999, resetAt };
    expect(allowanceFrom(headers, now)).toEqual(wanted);
  });

  it.each([{}, { ...headers, 'ratelimit-remaining': 'some' }, { ...headers, 'ratelimit-reset': '' }])(
    'is not guessed from %j',
    (said) => {
      expect(allowanceFrom(said, now)).toBeUndefined();
    },
  );
});

describe("GitLab's refusals", () => {
  const said = (status: number, body: string, headers = {}) => judge({ status, body, headers }, now);

  it('for too many requests end when the window does, unless they say otherwise', () => {
    const reset = { 'ratelimit-reset': '1772366460' };
    const retryAt = new Date('2026-03-01T12:01:00Z');
    expect(said(429, 'Retry later\n', reset)).toEqual({ kind: 'rate-limited', retryAt });
    expect(said(429, '', { ...reset, 'retry-after': '30' })).toEqual({ kind: 'rate-limited' });
    expect(said(429, '')).toEqual({ kind: 'rate-limited' });
  });

  it.each([
    [403, '{"error":"insufficient_scope","scope":"api"}', 'forbidden', /scope/],
    [401, '{"error":"invalid_token","error_description":"Token was revoked."}', 'unauthorized', /new one/],
    [422, '{"message":"Invalid url given"}', 'rejected', /Outbound requests/],
    [400, '{"message":"Branch already exists"}', 'conflict', /^$/],
  ] as const)('%i %s are %s', (status, body, kind, sentence) => {
    const judgement = said(status, body);
    expect(judgement?.kind).toBe(kind);
    expect(judgement?.sentence ?? '').toMatch(sentence);
  });

  it.each([
    [401, '{"message":"401 Unauthorized"}'],
    [403, '{"message":"403 Forbidden"}'],
    [404, '{"message":"404 Project Not Found"}'],
    [400, '{"message":"Invalid reference name: x"}'],
    [500, '<html>'],
  ])('%i %s mean what they say', (status, body) => {
    expect(said(status, body)).toBeUndefined();
  });
});

describe("GitLab's words", () => {
  it.each([
    ['2026-03-01T12:00:00.123Z', '2026-03-01T12:00:00.123Z'],
    ['2026-03-01 12:00:00 UTC', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01T14:00:00+02:00', '2026-03-01T12:00:00.000Z'],
  ])('for a moment: %s', (text, wanted) => {
    expect(GitlabMoment.parse(text).toISOString()).toBe(wanted);
  });

  it.each(['', 'soon', '2026-13-45 99:00:00 UTC'])('for no moment: "%s"', (text) => {
    expect(GitlabMoment.safeParse(text).success).toBe(false);
  });

  it('for people have pages and pictures, and hidden addresses are none', () => {
    const told = { id: 7, username: 'ada.l', name: 'Ada', avatar_url: '/uploads/7.png', email: '[REDACTED]' };
    expect(personFromGitlab(told, 'https://example.com/gitlab')).toEqual({
      remoteId: '7',
      login: 'ada.l',
      name: 'Ada',
      email: undefined,
      webUrl: 'https://example.com/gitlab/ada.l',
      avatarUrl: 'https://example.com/uploads/7.png',
    });
    expect(
      personFromGitlab({ username: 'x', avatar_url: 'javascript:alert(1)', web_url: 'data:,' }, undefined),
    ).toEqual({
      remoteId: undefined,
      login: 'x',
      name: undefined,
      email: undefined,
      webUrl: undefined,
      avatarUrl: undefined,
    });
  });

  it('for commits are hashes; zeros are none', () => {
    expect(hashIn('a'.repeat(40))).toBe('a'.repeat(40));
    expect(hashIn('b'.repeat(64))).toBe('b'.repeat(64));
    for (const text of ['0'.repeat(40), 'a'.repeat(39), 'A'.repeat(40), '', null, undefined]) {
      expect(hashIn(text)).toBeUndefined();
    }
  });

  it('for a path take parameters in, and out again', () => {
    expect(pathWith('/a?x=1&y=2', { x: '3', y: undefined, z: 'ä b' })).toBe('/a?x=3&z=%C3%A4+b');
    expect(pathWith('/a?x=1', { x: undefined })).toBe('/a');
  });
});
