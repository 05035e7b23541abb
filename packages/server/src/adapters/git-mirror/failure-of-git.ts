/** Translates what git says when it fails into the house's kinds of failure. */

import { Failure, type FailureKind } from '@branchline/domain';

interface Symptom {
  readonly pattern: RegExp;
  readonly kind: FailureKind;
  /** What happened and what to do, as a whole sentence. */
  readonly remedy: string;
}

/** The first that matches wins: causes stand before the complaints that follow from them. */
const symptoms: readonly Symptom[] = [
  {
    pattern: /REMOTE HOST IDENTIFICATION HAS CHANGED|Host key verification failed/,
    kind: 'rejected',
    remedy:
      "THE HOST SHOWED ANOTHER SSH KEY THAN THE ONE IT SHOWED BEFORE. Nothing was read. Either the host has a new key, or somebody stands between. Compare the key with the host's administrator, and only then accept the new one.",
  },
  {
    pattern: /error in libcrypto|invalid format|incorrect passphrase/i,
    kind: 'unauthorized',
    remedy: 'The private key cannot be read: it is damaged, or its passphrase is missing or wrong.',
  },
  {
    pattern:
      /Authentication failed|could not read (?:Username|Password)|returned error: 401|Permission denied \(|Too many authentication failures/,
    kind: 'unauthorized',
    remedy: 'The host did not accept the credential, or wants one. Check user and password, token or key.',
  },
  {
    pattern: /response 4\d\d|HTTP code 4\d\d from proxy/,
    kind: 'rejected',
    remedy: 'The proxy refused to connect us to the host.',
  },
  {
    pattern: /returned error: 403/,
    kind: 'forbidden',
    remedy: 'The host knows the account but does not let it read this repository. Grant it the right to read.',
  },
  {
    pattern: /returned error: 429/,
    kind: 'rate-limited',
    remedy: 'The host says that we ask too often.',
  },
  {
    pattern: /returned error: 30[12378]|unable to update url base from redirection/,
    kind: 'rejected',
    remedy: 'The host sends us on to another address. Enter the new address; credentials are not carried elsewhere.',
  },
  {
    pattern:
      /returned error: 404|repository '.*' not found|does not appear to be a git repository|Repository not found|does not exist/i,
    kind: 'not-found',
    remedy: 'There is no such repository, or the account may not see it.',
  },
  {
    pattern: /SSL certificate|certificate verif|self.signed certificate|server certificate/i,
    kind: 'rejected',
    remedy: "The host's certificate is not trusted. Add the certificate of its authority to the integration.",
  },
  {
    pattern: /transport '.*' not allowed|strange (?:hostname|pathname)/,
    kind: 'rejected',
    remedy: 'Git was asked to use a way of transport that is not allowed.',
  },
  {
    pattern: /No space left on device|Disk quota exceeded/,
    kind: 'unavailable',
    remedy: 'There is no room left on the disk where mirrors are kept.',
  },
  {
    pattern:
      /repository corruption|bad object|unable to read|missing (?:blob|tree|commit|object)|is corrupt|inflate|did not send all necessary objects|mismatched algorithms|invalid object/i,
    kind: 'invalid-response',
    remedy:
      'The repository is damaged: git misses objects or cannot read them. Let "git fsck" look at it where it lives.',
  },
  {
    pattern:
      /Could not resolve (?:host|proxy)|response 5\d\d|from proxy after CONNECT|Proxy CONNECT aborted|Failed to connect|Couldn't connect|Connection (?:refused|reset|timed out|closed)|timed out|No route to host|early EOF|RPC failed|hung up unexpectedly|unexpected disconnect|returned error: 5\d\d|Operation too slow|Could not read from remote repository|Empty reply/i,
    kind: 'unavailable',
    remedy: 'The host cannot be reached, or broke off the connection.',
  },
  {
    pattern: /not valid: is this a git repository|protocol error|bad line length|dumb http/i,
    kind: 'invalid-response',
    remedy: 'The address answers, but not as a git repository does.',
  },
];

const unknown: Symptom = { pattern: /^/, kind: 'invalid-response', remedy: 'Git could not do it.' };

/** What git said in `errorText` (already without secrets) as a Failure; `doing` starts its message. */
export function failureOfGit(doing: string, errorText: string): Failure {
  const symptom = symptoms.find(({ pattern }) => pattern.test(errorText)) ?? unknown;
  const said = lastWords(errorText);
  const quote = said === '' ? '' : ` Git says: ${said}`;
  return new Failure(symptom.kind, 'git', `${doing} failed. ${symptom.remedy}${quote}`);
}

/** The lines that tell why, and the fingerprint ssh shows of a key, without progress and decoration. */
function lastWords(errorText: string): string {
  const lines = errorText
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => /^(?:fatal|error|remote|ERROR|ssh|Load key|SHA256:|.*Permission denied)/.test(line))
    .filter((line) => !/^remote: (?:Enumerating|Counting|Compressing|Total)/.test(line));
  return [...new Set(lines)].slice(-4).join(' | ').slice(0, 1000);
}
