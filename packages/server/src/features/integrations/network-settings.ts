/** How a service is reached, as somebody typed it: certificates that can be read and used, a proxy without a password. */

import { X509Certificate } from 'node:crypto';
import { Failure, type NetworkSettings } from '@branchline/domain';

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @throws Failure `rejected` saying which certificate or what about the proxy, and what to do */
export function checkNetworkSettings(settings: NetworkSettings, now: Date): NetworkSettings {
  const { trustedCertificates, proxyUrl } = settings;
  if (trustedCertificates !== undefined) checkCertificates(trustedCertificates, now);
  if (proxyUrl !== undefined) checkProxy(proxyUrl);
  return settings;
}

function refuse(message: string): never {
  throw new Failure('rejected', 'git-service', message);
}

function checkCertificates(text: string, now: Date): void {
  if (text.includes('PRIVATE KEY')) {
    refuse('The trusted certificates hold a private key. Paste the certificates alone, and keep the key to its owner.');
  }
  const blocks = text.match(certificateBlock) ?? [];
  if (blocks.length === 0) {
    refuse(
      'The trusted certificates hold no certificate. Paste them in PEM form, from -----BEGIN CERTIFICATE----- on.',
    );
  }
  for (const [place, block] of blocks.entries()) checkCertificate(block, place + 1, now);
}

function checkCertificate(block: string, place: number, now: Date): void {
  const certificate = certificateIn(block);
  if (certificate === undefined) {
    refuse(`Certificate ${place} of the trusted certificates cannot be read. Paste it whole, in PEM form.`);
  }
  const subject = certificate.subject.replaceAll('\n', ', ');
  const until = new Date(certificate.validTo);
  if (until < now) {
    refuse(`Certificate ${place} (${subject}) ended on ${until.toISOString().slice(0, 10)}. Ask for the new one.`);
  }
}

function certificateIn(block: string): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    return undefined;
  }
}

function checkProxy(text: string): void {
  const example = 'Example: http://proxy.example.com:3128';
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    refuse(`The proxy must be an http or https address. ${example}`);
  }
  if (url.username !== '' || url.password !== '') {
    refuse(`The address of the proxy must not hold a user name or password. ${example}`);
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    refuse(`The address of the proxy ends with the port. ${example}`);
  }
}
