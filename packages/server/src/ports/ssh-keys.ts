/** The port to keys for ssh that we make ourselves. */

import type { Secret } from '@branchline/domain';

/** A pair that was made a moment ago. */
export interface MadeKeyPair {
  /** In OpenSSH's own format, without a passphrase. */
  readonly privateKey: Secret;
  /** A line of an `authorized_keys` file. */
  readonly publicKey: string;
  /** As `ssh-keygen -l` shows it: `SHA256:…`. */
  readonly fingerprint: string;
}

/** Makes pairs of keys. */
export interface SshKeys {
  make(): MadeKeyPair;
}
