/** Says in words why no connection came about, and what to do: certificates, proxies, silence. */

import type { FailureKind, NetworkSettings } from '@branchline/domain';

/** For a Failure: `reason` is the middle of a sentence, `remedy` a whole one. */
export interface ConnectionProblem {
  readonly kind: FailureKind;
  readonly reason: string;
  readonly remedy: string;
}

/** OpenSSL's and Node.js's codes for certificates (nodejs.org/api/tls.html, "X509 certificate error codes"). */
const certificateReasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed, and not trusted here',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an authority that is not trusted here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate comes from an authority that is not trusted here, or it does not send the certificates between',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate was made for another name',
};

const trustRemedy = "Add the certificate of its authority to the integration's trusted certificates.";
const dateRemedy = "Renew it there, and check this machine's clock.";
const nameRemedy = 'Use the address the certificate was made for, or have the name added to the certificate.';

const certificateRemedies: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: dateRemedy,
  CERT_NOT_YET_VALID: dateRemedy,
  CERT_REVOKED: 'Have it replaced there.',
  ERR_TLS_CERT_ALTNAME_INVALID: nameRemedy,
};

const tlsCodes = /^(?:ERR_SSL_|EPROTO$)/;

/** `settings` are those people can change; undefined where they cannot. */
export function problemOfConnection(error: unknown, settings: NetworkSettings | undefined): ConnectionProblem {
  const cause = firstCause(error);
  const code = codeOf(cause);
  const certificate = certificateReasons[code];
  if (certificate !== undefined && settings !== undefined) {
    return { kind: 'rejected', reason: `${certificate} (${code})`, remedy: certificateRemedies[code] ?? trustRemedy };
  }
  if (tlsCodes.test(code) && settings !== undefined) {
    const remedy = 'Check that the address, with its port, speaks https.';
    return { kind: 'rejected', reason: `no encrypted connection came about (${code})`, remedy };
  }
  if (settings?.proxyUrl !== undefined) return problemBehindProxy(cause, settings.proxyUrl);
  return { kind: 'unavailable', reason: reasonOf(cause), remedy: 'Check that this machine may connect to it.' };
}

function problemBehindProxy(error: unknown, proxyUrl: string): ConnectionProblem {
  const proxy = `the proxy ${URL.parse(proxyUrl)?.origin ?? proxyUrl}`;
  const status = error instanceof Error ? /Proxy response \((\d+)\)/.exec(error.message)?.[1] : undefined;
  const remedy = `Check ${proxy}, and that it may connect there.`;
  if (status === undefined) return { kind: 'unavailable', reason: `through ${proxy}: ${reasonOf(error)}`, remedy };
  const kind = Number(status) >= 500 ? 'unavailable' : 'rejected';
  return { kind, reason: `${proxy} refused to connect us to it, with status ${status}`, remedy };
}

/** Several addresses tried are several errors, and wrappers hide the one that tells. */
function firstCause(error: unknown): unknown {
  if (error instanceof AggregateError && error.errors.length > 0) return firstCause(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error && codeOf(error).startsWith('UND_ERR_PRX')) {
    return firstCause(error.cause);
  }
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? '') : '';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown network error';
  if (error.name === 'TimeoutError' || /Timeout/.test(error.name)) return 'it did not answer in time';
  const code = codeOf(error);
  return code === '' ? error.message : `${error.message} (${code})`;
}
