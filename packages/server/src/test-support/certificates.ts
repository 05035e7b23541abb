/** Certificates for tests, made by openssl; each of an authority that nobody knows. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasProgram } from './git-playground.ts';

/** PEM. */
export interface OwnCertificate {
  readonly key: string;
  readonly cert: string;
}

/** For 127.0.0.1 and localhost unless other names are given, as openssl writes them; undefined without openssl. */
export function ownCertificate(names = 'IP:127.0.0.1,IP:::1,DNS:localhost'): OwnCertificate | undefined {
  if (!hasProgram('openssl')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'branchline-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', '-subj', '/CN=test'];
  execFileSync('openssl', ['req', '-x509', ...made, '-addext', `subjectAltName=${names}`], { stdio: 'ignore' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}
