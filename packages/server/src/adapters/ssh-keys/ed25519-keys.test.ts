import ssh from 'ssh2';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasProgram } from '../../test-support/git-playground.ts';
import { ed25519Keys } from './ed25519-keys.ts';

describe('a key of ours', () => {
  it('is read by other programs, and signs what its public half verifies', () => {
    const { privateKey, publicKey } = ed25519Keys().make();
    const own = ssh.utils.parseKey(privateKey.reveal());
    const open = ssh.utils.parseKey(publicKey);
    if (own instanceof Error || open instanceof Error) throw new Error('One of the halves cannot be read.');
    expect(own.type).toBe('ssh-ed25519');
    const signature = own.sign('text');
    if (signature instanceof Error) throw signature;
    expect(open.verify('text', signature)).toBe(true);
    expect(open.verify('other', signature)).toBe(false);
  });

  it('is another each time, and is not printed', () => {
    const [one, other] = [ed25519Keys().make(), ed25519Keys().make()];
    expect(one.publicKey).not.toBe(other.publicKey);
    expect(JSON.stringify(one)).not.toContain('OPENSSH');
  });

  it.skipIf(!hasProgram('ssh-keygen'))('has the fingerprint that ssh-keygen shows, from either half', () => {
    const folder = mkdtempSync(join(tmpdir(), 'branchline-made-key-'));
    try {
      const { privateKey, publicKey, fingerprint } = ed25519Keys().make();
      writeFileSync(join(folder, 'key'), privateKey.reveal(), { mode: 0o600 });
      writeFileSync(join(folder, 'other.pub'), publicKey);
      const derived = execFileSync('ssh-keygen', ['-y', '-f', join(folder, 'key')], { encoding: 'utf8' });
      expect(derived.split(' ').slice(0, 2)).toEqual(publicKey.split(' ').slice(0, 2));
      const shown = execFileSync('ssh-keygen', ['-l', '-f', join(folder, 'other.pub')], { encoding: 'utf8' });
      expect(shown.split(' ')[1]).toBe(fingerprint);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
