import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeAddress, refuseWrittenHost } from './allowed-host.ts';

const never = [
  '169.254.169.254',
  '169.254.0.1',
  '168.63.129.16',
  '100.100.100.200',
  '0.0.0.0',
  '224.0.0.5',
  '240.0.0.1',
];
const anyAddress = fc.oneof(fc.ipV4(), fc.constantFrom(...never, '10.1.2.3', '127.0.0.1', '192.168.7.7', '172.31.0.1'));

function bytesOf(address: string): readonly number[] {
  return address.split('.').map(Number);
}

/** The ways in which an address of a URL may be written. */
function spellings(address: string): readonly string[] {
  const [a = 0, b = 0, c = 0, d = 0] = bytesOf(address);
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  const pairs = `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
  return [
    address,
    `${whole}`,
    `0x${whole.toString(16)}`,
    `0${whole.toString(8)}`,
    `${a}.${b}.${c * 256 + d}`,
    `0x${a.toString(16)}.${b}.${c}.0${d.toString(8)}`,
    ...(a === 0 ? [] : [`[::${address}]`, `[::${pairs}]`]),
    `[::ffff:${address}]`,
    `[::ffff:${pairs}]`,
    `[64:ff9b::${pairs}]`,
    `[2002:${pairs}::1]`,
  ];
}

it('an address gets the same verdict however it is written', () => {
  fc.assert(
    fc.property(anyAddress, (address) => {
      const verdict = judgeAddress(address);
      const verdicts = spellings(address).map((host) => {
        const written = new URL(`https://${host}/`).hostname.replace(/^\[|\]$/g, '');
        return [host, judgeAddress(written)];
      });
      expect(verdicts).toEqual(spellings(address).map((host) => [host, verdict]));
    }),
  );
});

it('a host that is an address is refused before a proxy is asked, exactly when connecting to it would be', () => {
  fc.assert(
    fc.property(fc.oneof(anyAddress, fc.ipV6()), fc.boolean(), (host, allowPrivateHosts) => {
      const verdict = judgeAddress(host);
      const isAllowed = verdict === 'public' || (verdict === 'private' && allowPrivateHosts);
      let isRefused = false;
      try {
        refuseWrittenHost(host, { allowPrivateHosts, from: 'git-service' });
      } catch {
        isRefused = true;
      }
      expect(isRefused).toBe(!isAllowed);
    }),
  );
});
