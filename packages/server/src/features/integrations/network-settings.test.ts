import { plainNetwork, type NetworkSettings } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { ownCertificate } from '../../test-support/certificates.ts';
import { checkNetworkSettings } from './network-settings.ts';

const own = ownCertificate();

function problemOf(changes: Partial<NetworkSettings>, now = new Date()): string | undefined {
  try {
    checkNetworkSettings({ ...plainNetwork, ...changes }, now);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('trusted certificates', () => {
  it.skipIf(own === undefined)('are taken, several at once, with words between them', () => {
    expect(problemOf({ trustedCertificates: `Ours:\n${own!.cert}\nand theirs:\n${own!.cert}` })).toBeUndefined();
  });

  it.skipIf(own === undefined)('are refused when one of them has ended', () => {
    const inAYear = new Date(Date.now() + 365 * 24 * 3_600_000);
    expect(problemOf({ trustedCertificates: own!.cert }, inAYear)).toMatch(/Certificate 1 .*CN=test.* ended on 20/);
  });

  it.skipIf(own === undefined)('are refused together with a private key', () => {
    expect(problemOf({ trustedCertificates: own!.cert + own!.key })).toContain('private key');
  });

  it('are refused when they cannot be read', () => {
    expect(problemOf({ trustedCertificates: 'certificate.pem' })).toContain('-----BEGIN CERTIFICATE-----');
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    expect(problemOf({ trustedCertificates: broken })).toContain('Certificate 1');
  });
});

describe('a proxy', () => {
  it.each(['http://proxy.example.com:3128', 'https://proxy.example.com', 'http://[::1]:8080/'])(
    'is taken: %s',
    (proxyUrl) => {
      expect(problemOf({ proxyUrl })).toBeUndefined();
    },
  );

  it.each([
    ['proxy.example.com:3128', 'http or https'],
    ['socks5://proxy.example.com', 'http or https'],
    ['http://me@proxy.example.com', 'user name'],
    ['http://proxy.example.com/path', 'ends with the port'],
  ])('is refused: %s', (proxyUrl, words) => {
    expect(problemOf({ proxyUrl })).toContain(words);
  });
});
