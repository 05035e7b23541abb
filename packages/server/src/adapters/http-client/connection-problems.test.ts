import { plainNetwork } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { problemOfConnection } from './connection-problems.ts';

function errorOf(code: string, message = 'something technical'): Error {
  return Object.assign(new Error(message), { code });
}

describe('a connection that does not come about', () => {
  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed', 'trusted certificates'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'an authority that is not trusted', 'trusted certificates'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'an authority that is not trusted', 'trusted certificates'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'does not send the certificates between', 'trusted certificates'],
    ['CERT_HAS_EXPIRED', 'has expired', 'Renew it there'],
    ['CERT_NOT_YET_VALID', 'not valid yet', 'clock'],
    ['CERT_REVOKED', 'was revoked', 'replaced'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another name', 'Use the address the certificate was made for'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no encrypted connection', 'speaks https'],
  ])('because of %s is rejected, with the remedy', (code, reason, remedy) => {
    const problem = problemOfConnection(errorOf(code), plainNetwork);
    expect(problem.kind).toBe('rejected');
    expect(problem.reason).toContain(reason);
    expect(problem.remedy).toContain(remedy);
  });

  it('because of a certificate is tried again where nobody can change what is trusted', () => {
    expect(problemOfConnection(errorOf('CERT_HAS_EXPIRED'), undefined).kind).toBe('unavailable');
  });

  it('at any of several addresses is told by the first', () => {
    const all = new AggregateError([errorOf('ECONNREFUSED', 'first'), errorOf('ENETUNREACH', 'second')]);
    expect(problemOfConnection(all, plainNetwork).reason).toBe('first (ECONNREFUSED)');
  });

  it('shows no user and password of a proxy', () => {
    const settings = { ...plainNetwork, proxyUrl: 'http://ada:very-secret@proxy.example:3128/' };
    const problem = problemOfConnection(errorOf('ECONNREFUSED'), settings);
    expect(problem.reason).toContain('http://proxy.example:3128');
    expect(JSON.stringify(problem)).not.toContain('very-secret');
  });
});
