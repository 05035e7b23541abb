/** Addresses that open a branch, commit, tag or file of a repository in a program on the reader's own machine. */

/** Programs that take such addresses. */
export type DeepLinkApp = 'gitlens' | 'gitkraken';

export const deepLinkApps: readonly DeepLinkApp[] = ['gitlens', 'gitkraken'];

/** What is to be opened; a file at a commit where one is named. */
export type DeepLinkTarget =
  | { readonly kind: 'repository' }
  | { readonly kind: 'branch' | 'tag'; readonly name: string }
  | { readonly kind: 'commit'; readonly hash: string }
  | { readonly kind: 'file'; readonly path: string; readonly commit: string | undefined };

/** Both programs take a dash where the first commit of the repository is not known, and find it by its address. */
const unknownRepository = '-';

/**
 * The address, or undefined where the program could not find the repository by it, or cannot open such a thing.
 * Formats: GitLens' own description of its links; GitKraken's are those its own integration offers.
 * @param cloneUrl what git is given to clone; anything but https, http and ssh is a folder of the server's machine.
 * A name and password in it are left out.
 */
export function deepLink(app: DeepLinkApp, cloneUrl: string, target: DeepLinkTarget): string | undefined {
  const remote = publicAddress(cloneUrl);
  if (remote === undefined) return undefined;
  const start = app === 'gitlens' ? 'vscode://eamodio.gitlens/link/r' : 'gitkraken://repolink';
  const path = app === 'gitlens' ? gitLensPath(target) : gitKrakenPath(target);
  if (path === undefined) return undefined;
  const reference = app === 'gitlens' && target.kind === 'file' && target.commit !== undefined ? target.commit : '';
  const more = reference === '' ? '' : `&ref=${encodeURIComponent(reference)}`;
  return `${start}/${unknownRepository}${path}?url=${encodeURIComponent(remote)}${more}`;
}

function gitLensPath(target: DeepLinkTarget): string | undefined {
  if (target.kind === 'repository') return '';
  if (target.kind === 'commit') return `/c/${encodeURIComponent(target.hash)}`;
  if (target.kind === 'file') return `/f/${encodedPath(target.path)}`;
  return `/${target.kind === 'branch' ? 'b' : 't'}/${encodedPath(target.name)}`;
}

function gitKrakenPath(target: DeepLinkTarget): string | undefined {
  if (target.kind === 'repository') return '';
  if (target.kind === 'commit') return `/commit/${encodeURIComponent(target.hash)}`;
  return target.kind === 'file' ? undefined : `/${target.kind}/${encodedPath(target.name)}`;
}

/** Slashes stay: the programs read the rest of the address as the name. */
function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** An account's name in an address of ssh is part of it; whatever else stands before the host is left out. */
function publicAddress(cloneUrl: string): string | undefined {
  if (/^[\w.+~-]+@[\w.[\]:-]+:/u.test(cloneUrl)) return cloneUrl;
  if (!/^(?:https?|ssh):\/\//iu.test(cloneUrl) || !URL.canParse(cloneUrl)) return undefined;
  const address = new URL(cloneUrl);
  address.password = '';
  if (address.protocol !== 'ssh:') address.username = '';
  return address.href;
}
