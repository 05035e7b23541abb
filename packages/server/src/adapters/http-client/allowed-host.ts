/** Decides which network addresses people may send us to, so that nobody can use us to reach what only we can reach. */

import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Failure, type FailureOrigin } from '@branchline/domain';

/** Finds the addresses of a host name; throws when there are none. */
export type FindAddresses = (host: string) => Promise<readonly string[]>;

/** What the operator allows, and who is asked. */
export interface HostRules {
  readonly allowPrivateHosts: boolean;
  readonly findAddresses: FindAddresses;
  /** On whose behalf we connect, for the Failure. */
  readonly from: FailureOrigin;
}

/** Metadata services of clouds outside the link-local range: AWS, Alibaba, Azure, Oracle, Google. */
const metadataAddresses: ReadonlySet<string> = new Set([
  'fd00:ec2::254',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd20:ce::254',
]);

const privateRanges: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/** Whether we may connect to an address: always, only where private hosts are allowed, or never. */
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

/** The IPv4 address inside an IPv6 address of a translator (RFC 6052), a tunnel (RFC 3056), or the past (RFC 4291). */
function embeddedIpv4(address: ipaddr.IPv6): string | undefined {
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === 'rfc6052') return bytes.slice(12, 16).join('.');
  if (range === '6to4') return bytes.slice(2, 6).join('.');
  if (range === 'unicast' && bytes.slice(0, 12).every((byte) => byte === 0)) return bytes.slice(12, 16).join('.');
  return undefined;
}

/** Asks the system's resolver, which also reads the odd spellings of an IPv4 address (octal, decimal, hexadecimal). */
export async function findAddresses(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
}

/**
 * Resolves a host once, and returns the addresses to connect to. An address itself is judged and returned.
 * @throws Failure `unavailable` when the name is unknown, `rejected` when any of its addresses is not allowed
 */
export async function resolveAllowedHost(host: string, rules: HostRules): Promise<readonly string[]> {
  const addresses = isIP(host) === 0 ? await found(host, rules) : [host];
  for (const address of addresses) refuseUnlessAllowed(host, judgeAddress(address), rules);
  return addresses;
}

// Loopback by RFC 6761, and the name behind which Google's clouds keep their metadata.
const loopbackName = /^(?:.*\.)?localhost\.?$/i;
const metadataName = /^metadata(?:\.google\.internal)?\.?$/i;

/**
 * Judges a host without asking the resolver, for those that a proxy will resolve: addresses in any spelling that a
 * URL allows, and the few names whose meaning is fixed. @throws Failure `rejected`
 */
export function refuseWrittenHost(host: string, rules: Omit<HostRules, 'findAddresses'>): void {
  if (isIP(host) !== 0) refuseUnlessAllowed(host, judgeAddress(host), rules);
  if (loopbackName.test(host)) refuseUnlessAllowed(host, 'private', rules);
  if (metadataName.test(host)) refuseUnlessAllowed(host, 'never', rules);
}

function refuseUnlessAllowed(
  host: string,
  verdict: ReturnType<typeof judgeAddress>,
  { allowPrivateHosts, from }: Omit<HostRules, 'findAddresses'>,
): void {
  if (verdict === 'never') {
    throw refusedHost(host, from, 'an address that is never allowed (link-local, metadata, multicast).');
  }
  if (verdict === 'private' && !allowPrivateHosts) {
    const remedy = 'Setting BRANCHLINE_ALLOW_PRIVATE_HOSTS allows it.';
    throw refusedHost(host, from, `a private network, which the operator has not allowed. ${remedy}`);
  }
}

async function found(host: string, { findAddresses: find, from }: HostRules): Promise<readonly string[]> {
  try {
    return await find(host);
  } catch (cause) {
    const message = `The host name "${host}" cannot be resolved. Check its spelling and this machine's DNS.`;
    throw new Failure('unavailable', from, message, { cause });
  }
}

function refusedHost(host: string, from: FailureOrigin, why: string): Failure {
  return new Failure('rejected', from, `The host "${host}" was refused: it leads to ${why}`);
}
