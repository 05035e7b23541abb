/** Makes connections as an integration wants them: certificates, proxy, and only to hosts that are allowed. */

import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { createSecureContext, getCACertificates } from 'node:tls';
import type { SecureContext } from 'node:tls';
import { Failure } from '@branchline/domain';
import type { NetworkSettings } from '@branchline/domain';
import { Agent, ProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';
import { refuseWrittenHost, resolveAllowedHost } from './allowed-host.ts';
import type { HostRules } from './allowed-host.ts';

/** What the operator allows. */
export interface ConnectionRules extends HostRules {
  /** Plain http, on which credentials can be overheard. */
  readonly allowPlainHttp: boolean;
}

/** The system's certificates, those that come with Node.js, and these. */
export function certificatesWith(trusted: string): string[] {
  return [...getCACertificates('system'), ...getCACertificates('bundled'), trusted];
}

/**
 * Judges an address before anything is sent to it; names are judged again by what they lead to, when connecting.
 * @throws Failure `rejected`
 */
export function refuseUnlessAllowed(address: URL, rules: ConnectionRules): void {
  if (address.protocol !== 'https:' && address.protocol !== 'http:') {
    throw new Failure('rejected', rules.from, `The address ${address.origin} is neither https nor http.`);
  }
  if (address.protocol === 'http:' && !rules.allowPlainHttp) {
    const remedy = 'Use https, or let the operator set BRANCHLINE_ALLOW_PLAIN_HTTP.';
    const message = `The address ${address.origin} was refused: credentials could be overheard on plain http. ${remedy}`;
    throw new Failure('rejected', rules.from, message);
  }
  refuseWrittenHost(address.hostname.replace(/^\[|\]$/g, ''), rules);
}

/** @throws Failure `rejected` for a proxy that is not allowed, or certificates that are none */
export function dispatcherFor(settings: NetworkSettings, rules: ConnectionRules): Dispatcher {
  const trust = { ...trustFrom(settings, rules), rejectUnauthorized: settings.verifiesCertificates, allowH2: false };
  const straight = { ...trust, lookup: allowedLookup(rules) };
  if (settings.proxyUrl === undefined) return new Agent({ connect: straight });
  const proxy = URL.parse(settings.proxyUrl);
  if (proxy === null) throw new Failure('rejected', rules.from, `The proxy "${settings.proxyUrl}" is no address.`);
  refuseUnlessAllowed(proxy, { ...rules, allowPlainHttp: true });
  // Which host a name behind the proxy leads to is the proxy's affair; only the way to the proxy is judged here.
  return new ProxyAgent({ uri: proxy.href, proxyTls: straight, requestTls: trust });
}

function trustFrom({ trustedCertificates }: NetworkSettings, { from }: HostRules): { secureContext?: SecureContext } {
  if (trustedCertificates === undefined) return {};
  try {
    // OpenSSL passes over what it cannot read; people should hear of it.
    const given = trustedCertificates.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
    const read = given.map((certificate) => new X509Certificate(certificate));
    if (read.length === 0) throw new Error('There is no certificate in it.');
    // Reading some hundred certificates takes long enough to do it once and not for every connection.
    return { secureContext: createSecureContext({ ca: certificatesWith(trustedCertificates) }) };
  } catch (cause) {
    const message = 'The trusted certificates of this integration cannot be read. Paste them whole, in PEM form.';
    throw new Failure('rejected', from, message, { cause });
  }
}

/** Resolves once, judges every address, and hands on those that were judged: nobody can answer differently later. */
function allowedLookup(rules: HostRules): LookupFunction {
  return (host, options, callback) => void lookUp(host, options.all === true, rules, callback);
}

async function lookUp(
  host: string,
  wantsAll: boolean,
  rules: HostRules,
  callback: Parameters<LookupFunction>[2],
): Promise<void> {
  let found: { address: string; family: number }[];
  try {
    found = (await resolveAllowedHost(host, rules)).map((address) => ({ address, family: isIP(address) }));
  } catch (error) {
    callback(error as NodeJS.ErrnoException, '');
    return;
  }
  if (wantsAll) callback(null, found);
  else callback(null, found[0]?.address ?? '', found[0]?.family ?? 0);
}
