/** Reads what people paste as the address of a git repository, and refuses in words what git must never be given. */

/** An address that git may be given, or why it may not. */
export type CloneAddress =
  | {
      readonly kind: 'https' | 'http';
      /** Normalised: no user, no password, and a host in its plainest spelling. */
      readonly url: string;
      /** Without brackets. */
      readonly host: string;
      readonly port: number;
    }
  | {
      readonly kind: 'ssh';
      /** As git takes it; `host:path` stays in that form, because its path starts at the account's home. */
      readonly url: string;
      /** Without brackets. */
      readonly host: string;
      readonly port: number;
    }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Characters of an address; longer ones are refused. */
const addressLimit = 2048;

const controlCharacter = /[\u0000-\u001f\u007f]/;
const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//;
const remoteHelper = /^[A-Za-z0-9+.-]+::/;
const windowsPath = /^[A-Za-z]:[\\/]|^\\\\/;
const shortSshAddress = /^(?:([^@/:]+)@)?(\[[^\]]*\]|[^@/:[\]]+):(.+)$/s;
const longSshAddress = /^ssh:\/\/(?:([^@/]*)@)?(\[[^\]]*\]|[^@/:[\]]+)(?::([0-9]+))?(\/.*)$/is;
const hostName = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;
const ipv6Address = /^[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?$/;
const accountName = /^[A-Za-z0-9_.~+][A-Za-z0-9_.~+@-]*$/;

/** Tells what kind of address this is. Never throws; whatever is not plainly one of the kinds is refused. */
export function parseCloneAddress(text: string): CloneAddress {
  const address = text.trim();
  const reason = reasonAgainst(address);
  if (reason !== undefined) return refused(reason);
  const named = scheme.exec(address)?.[1]?.toLowerCase();
  if (named === 'https' || named === 'http') return webAddress(address, named);
  if (named === 'ssh') return longSsh(address);
  if (named === 'file') return fileAddress(address);
  if (named !== undefined) return refused(`Addresses with ${named}:// are not supported. Use https:// or ssh://.`);
  if (address.startsWith('/')) return { kind: 'folder', path: address };
  return shortSsh(address);
}

/** The last part of an address without `.git`, as people call the repository; the whole address when it has no parts. */
export function repositoryNameOf(address: string): string {
  const parts = address.trim().split(/[/:\\]/);
  if (parts.at(-1) === '' || parts.at(-1) === '.git') parts.pop();
  const name = parts.findLast((part) => part !== '')?.replace(/\.git$/, '');
  return name === undefined || name === '' ? address : name;
}

/**
 * An address to clone from as people are shown it: without what somebody may have written into it to prove who they are.
 * Undefined for a folder of the server's machine, which is of no use to them and tells how that machine is arranged.
 */
export function shownCloneUrl(cloneUrl: string): string | undefined {
  if (/^(?:file:|\/)/iu.test(cloneUrl)) return undefined;
  const url = cloneUrl.includes('://') ? URL.parse(cloneUrl) : null;
  if (url === null || (url.password === '' && (url.username === '' || url.protocol === 'ssh:'))) return cloneUrl;
  url.password = '';
  if (url.protocol !== 'ssh:') url.username = '';
  return url.href;
}

function reasonAgainst(address: string): string | undefined {
  if (address === '') return 'The address is empty.';
  if (address.length > addressLimit) return `The address is longer than ${addressLimit} characters.`;
  if (controlCharacter.test(address)) return 'The address has a line break or another control character in it.';
  if (address.startsWith('-')) return 'The address starts with a dash, so git would take it for an option.';
  if (remoteHelper.test(address)) {
    return 'Addresses with "::" make git run a remote helper program. Use https:// or ssh://.';
  }
  if (windowsPath.test(address)) return 'Windows paths are not supported. Use https:// or ssh://.';
  return undefined;
}

function webAddress(address: string, kind: 'https' | 'http'): CloneAddress {
  if (!URL.canParse(address)) return refused(`This is not a valid ${kind} address.`);
  const url = new URL(address);
  if (url.password !== '') {
    return refused('The address has a password in it. Take it out, and give user and password separately.');
  }
  if (url.search !== '' || url.hash !== '') return refused('The address has a "?" or "#" part; git cannot use it.');
  if (/%(?:0[0-9a-f]|1[0-9a-f]|7f)/i.test(url.pathname)) {
    return refused('The path of the address has an encoded control character in it.');
  }
  url.username = '';
  const port = url.port === '' ? defaultPorts[kind] : Number(url.port);
  return { kind, url: url.href, host: withoutBrackets(url.hostname), port };
}

const defaultPorts = { https: 443, http: 80, ssh: 22 } as const;

function longSsh(address: string): CloneAddress {
  const match = longSshAddress.exec(address);
  const [, user, host, port, path] = match ?? [];
  if (host === undefined || path === undefined) return refused('An ssh address looks like ssh://git@host/path.git.');
  if (path === '/') return refused('The ssh address names no repository after the host.');
  return sshAddress(address, user, host, port === undefined ? defaultPorts.ssh : Number(port), path.slice(1));
}

function shortSsh(address: string): CloneAddress {
  const [, user, host, path] = shortSshAddress.exec(address) ?? [];
  if (host === undefined || path === undefined) {
    return refused('This is neither https://…, ssh://…, git@host:path nor the full path of a folder.');
  }
  return sshAddress(address, user, host, defaultPorts.ssh, path);
}

function sshAddress(
  url: string,
  user: string | undefined,
  bracketed: string,
  port: number,
  path: string,
): CloneAddress {
  if (user?.includes(':') === true) {
    return refused('The address has a password in it. Take it out: ssh needs a private key instead.');
  }
  if (user !== undefined && !accountName.test(user)) return refused('The user name of the ssh address is not valid.');
  const host = withoutBrackets(bracketed);
  const pattern = bracketed.startsWith('[') ? ipv6Address : hostName;
  if (!pattern.test(host)) return refused('The host of the ssh address is not valid.');
  if (port < 1 || port > 65_535) return refused('The port of the ssh address is not between 1 and 65535.');
  if (path.startsWith('-')) return refused('The path of the ssh address starts with a dash.');
  return { kind: 'ssh', url, host, port };
}

function fileAddress(address: string): CloneAddress {
  const notLocal = 'A file address looks like file:///full/path, without a host.';
  if (!address.slice('file://'.length).startsWith('/')) return refused(notLocal);
  try {
    const path = decodeURIComponent(address.slice('file://'.length));
    return controlCharacter.test(path) ? refused(notLocal) : { kind: 'folder', path };
  } catch {
    return refused(notLocal);
  }
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

function refused(reason: string): CloneAddress {
  return { kind: 'refused', reason };
}
