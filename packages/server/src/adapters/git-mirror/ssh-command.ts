/** The ssh command line that git uses: one key, one known host, nothing from the account's own configuration. */

export interface SshSituation {
  readonly keyFile: string;
  readonly knownHostsFile: string;
  /** Where to connect; the name was resolved and judged before. */
  readonly address: string;
  /** Under which name the host's key stands in the known_hosts file. */
  readonly nameInKnownHosts: string;
  readonly hostKeyIsPinned: boolean;
  readonly hasPassphrase: boolean;
}

/** Seconds. */
const connectTimeout = 20;

/** A command for GIT_SSH_COMMAND, which git hands to a shell. */
export function sshCommand(situation: SshSituation): string {
  const options: Readonly<Record<string, string>> = {
    HostName: situation.address,
    HostKeyAlias: situation.nameInKnownHosts,
    CheckHostIP: 'no',
    IdentityFile: situation.keyFile,
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    PreferredAuthentications: 'publickey',
    NumberOfPasswordPrompts: '1',
    // Without a passphrase nothing may be asked; with one, the answer script is asked once.
    BatchMode: situation.hasPassphrase ? 'no' : 'yes',
    UserKnownHostsFile: situation.knownHostsFile,
    GlobalKnownHostsFile: '/dev/null',
    StrictHostKeyChecking: situation.hostKeyIsPinned ? 'yes' : 'accept-new',
    HashKnownHosts: 'no',
    UpdateHostKeys: 'no',
    ForwardAgent: 'no',
    ClearAllForwardings: 'yes',
    PermitLocalCommand: 'no',
    ProxyCommand: 'none',
    ControlMaster: 'no',
    ControlPath: 'none',
    ConnectTimeout: String(connectTimeout),
    ServerAliveInterval: '15',
    ServerAliveCountMax: '4',
  };
  const words = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return ['ssh', '-F', '/dev/null', ...words].map(quoted).join(' ');
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
