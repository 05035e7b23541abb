/** Decides which network addresses git may be sent to, so that nobody can use us to reach what only we can reach. */

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Failure } from '@branchline/domain';

/** Finds the addresses of a host name; throws when there are none. */
export type FindAddresses = (host: string) => Promise<readonly string[]>;

/** Metadata services of clouds outside the link-local range: AWS, Alibaba, Azure, Oracle, Google. */
const metadataAddresses: ReadonlySet<string> = new Set([
  'fd00:ec2::254',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd20:ce::254',
]);

const privateRanges: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/** Whether git may connect to an address: always, only where private hosts are allowed, or never. */
export function judgeAddress(text: string): 'public' | 'private' | 'never' {
  if (!ipaddr.isValid(text)) return 'never';
  const address = ipaddr.process(text);
  const embedded = address instanceof ipaddr.IPv6 ? embeddedIpv4(address) : undefined;
  if (embedded !== undefined) return judgeAddress(embedded);
  if (metadataAddresses.has(address.toString())) return 'never';
  const range = address.range();
  if (range === 'unicast') return 'public';
  return privateRanges.has(range) ? 'private' : 'never';
}

/** The IPv4 address inside an IPv6 address of a translator (RFC 6052) or a tunnel (RFC 3056). */
function embeddedIpv4(address: ipaddr.IPv6): string | undefined {
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === 'rfc6052') return bytes.slice(12, 16).join('.');
  if (range === '6to4') return bytes.slice(2, 6).join('.');
  return undefined;
}

/** Asks the system's resolver, which also reads the odd spellings of an IPv4 address (octal, decimal, hexadecimal). */
export async function findAddresses(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

/**
 * Resolves a host once, and returns the addresses to connect to.
 * @throws Failure `unavailable` when the name is unknown, `rejected` when any of its addresses is not allowed
 */
export async function resolveAllowedHost(
  host: string,
  allowPrivateHosts: boolean,
  find: FindAddresses,
): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await found(host, find) : [host];
  for (const address of addresses) {
    const verdict = judgeAddress(address);
    if (verdict === 'never')
      throw refusedHost(host, 'an address that is never allowed (link-local, metadata, multicast)');
    if (verdict === 'private' && !allowPrivateHosts) {
      throw refusedHost(host, 'a private network, which the operator has not allowed');
    }
  }
  return addresses;
}

async function found(host: string, find: FindAddresses): Promise<readonly string[]> {
  try {
    return await find(host);
  } catch (cause) {
    const message = `The host name "${host}" cannot be resolved. Check its spelling and this machine's DNS.`;
    throw new Failure('unavailable', 'git', message, { cause });
  }
}

function refusedHost(host: string, why: string): Failure {
  return new Failure('rejected', 'git', `The host "${host}" was refused: it leads to ${why}.`);
}
