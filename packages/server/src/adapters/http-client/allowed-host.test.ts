import { describe, expect, it } from 'vitest';
import { findAddresses, judgeAddress, refuseWrittenHost, resolveAllowedHost } from './allowed-host.ts';
import type { FindAddresses } from './allowed-host.ts';

function rules(allowPrivateHosts: boolean, find: FindAddresses = findAddresses) {
  return { allowPrivateHosts, findAddresses: find, from: 'git' } as const;
}

describe('network addresses', () => {
  it.each([
    ['192.0.66.1', 'public'],
    ['8.8.8.8', 'public'],
    ['2606:4700::1111', 'public'],
    ['::ffff:8.8.8.8', 'public'],
    ['64:ff9b::8.8.8.8', 'public'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['127.0.0.1', 'private'],
    ['::1', 'private'],
    ['fd12::1', 'private'],
    ['::ffff:10.0.0.1', 'private'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['2002:0a00:0001::1', 'private'],
    ['169.254.169.254', 'never'],
    ['::ffff:169.254.169.254', 'never'],
    ['64:ff9b::169.254.169.254', 'never'],
    ['::a9fe:a9fe', 'never'],
    ['2002:a9fe:a9fe::1', 'never'],
    ['fe80::1', 'never'],
    ['fe80::1%eth0', 'never'],
    ['fd00:ec2::254', 'never'],
    ['100.100.100.200', 'never'],
    ['168.63.129.16', 'never'],
    ['0.0.0.0', 'never'],
    ['::', 'never'],
    ['224.0.0.1', 'never'],
    ['ff02::1', 'never'],
    ['255.255.255.255', 'never'],
    ['240.0.0.1', 'never'],
    ['not an address', 'never'],
  ])('%s is %s', (address, verdict) => {
    expect(judgeAddress(address)).toBe(verdict);
  });

  it('are refused when any address of a host is', async () => {
    const find = async () => ['8.8.8.8', '169.254.169.254'];
    await expect(resolveAllowedHost('host', rules(true, find))).rejects.toMatchObject({ kind: 'rejected' });
    const both = async () => ['8.8.8.8', '10.0.0.1'];
    await expect(resolveAllowedHost('host', rules(false, both))).rejects.toMatchObject({ kind: 'rejected' });
    expect(await resolveAllowedHost('host', rules(true, both))).toEqual(['8.8.8.8', '10.0.0.1']);
  });

  it('are found by the system, also in odd spellings', async () => {
    for (const host of ['2130706433', '0x7f000001', '0177.0.0.1', '127.1']) {
      await expect(resolveAllowedHost(host, rules(false, findAddresses))).rejects.toMatchObject({ kind: 'rejected' });
    }
  });

  it('are missing for an unknown host', async () => {
    const find = async () => Promise.reject(new Error('ENOTFOUND'));
    await expect(resolveAllowedHost('nowhere', rules(true, find))).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    ['127.0.0.1', false],
    ['::1', false],
    ['localhost', false],
    ['git.localhost.', false],
    ['169.254.169.254', true],
    ['::ffff:169.254.169.254', true],
    ['metadata.google.internal', true],
  ])('of %s, private ones allowed: %s, are refused before a proxy is asked', (host, allowPrivateHosts) => {
    expect(() => refuseWrittenHost(host, rules(allowPrivateHosts))).toThrow('was refused');
  });

  it.each([
    ['localhost', true],
    ['10.0.0.1', true],
    ['git.example.com', false],
    ['8.8.8.8', false],
  ])('of %s, private ones allowed: %s, may be asked for at a proxy', (host, allowPrivateHosts) => {
    expect(() => refuseWrittenHost(host, rules(allowPrivateHosts))).not.toThrow();
  });
});
