/** Makes Ed25519 keys in the format that OpenSSH of every age reads: PROTOCOL.key of openssh-portable. */

import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { Secret } from '@branchline/domain';
import type { MadeKeyPair, SshKeys } from '../../ports/ssh-keys.ts';

const algorithm = 'ssh-ed25519';
const comment = 'branchline';
/** What unencrypted private keys are filled up to. */
const blockSize = 8;
const lineLength = 70;

export function ed25519Keys(): SshKeys {
  return { make };
}

function make(): MadeKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const open = bytesOf(publicKey.export({ format: 'jwk' }).x);
  const seed = bytesOf(privateKey.export({ format: 'jwk' }).d);
  const publicBytes = Buffer.concat([text(algorithm), text(open)]);
  return {
    privateKey: new Secret(privateText(publicBytes, open, seed)),
    publicKey: `${algorithm} ${publicBytes.toString('base64')} ${comment}`,
    fingerprint: `SHA256:${createHash('sha256').update(publicBytes).digest('base64').replace(/=+$/, '')}`,
  };
}

function bytesOf(part: string | undefined): Buffer {
  if (part === undefined) throw new Error('A key that was just made lacks a part.');
  return Buffer.from(part, 'base64url');
}

/** Bytes with their length before them, as the format writes everything. */
function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function privateText(publicBytes: Buffer, open: Buffer, seed: Buffer): string {
  // Twice the same number: whoever decrypts a key sees by it that the passphrase was right.
  const check = randomBytes(4);
  const secret = text(Buffer.concat([seed, open]));
  const inner = Buffer.concat([check, check, text(algorithm), text(open), secret, text(comment)]);
  const missing = (blockSize - (inner.length % blockSize)) % blockSize;
  const padding = Buffer.from(Array.from({ length: missing }, (_, place) => place + 1));
  const head = [Buffer.from('openssh-key-v1\0'), text('none'), text('none'), text(''), number(1), text(publicBytes)];
  const whole = Buffer.concat([...head, text(Buffer.concat([inner, padding]))]).toString('base64');
  const lines = whole.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}
