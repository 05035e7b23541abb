/** Reads the address under which Atlassian is to reach a Branchline server, and says what is wrong with one it cannot. */

/** An address without a path and without a slash at its end, or why there is none. */
export type ServerUrl = { readonly url: string } | { readonly problem: string };

/** Names and addresses that lead nowhere from Atlassian's machines. */
const nearOnly =
  /^(localhost|.*\.(localhost|local|internal|lan|home\.arpa)|\[.*\]|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(1[6-9]|2\d|3[01])\..*|0\.0\.0\.0)$/u;

/**
 * @param text what somebody typed: `https://git.example.com`, with a port if need be
 */
export function serverUrlFrom(text: string): ServerUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return { problem: `"${text}" is no address. Write it like https://git.example.com.` };
  if (url.protocol !== 'https:') {
    return { problem: `Forge calls servers by https only, and "${text}" is not. Put a certificate in front of it.` };
  }
  if (url.username !== '' || url.password !== '') {
    return { problem: 'The address must not hold a name or password: everybody who can see the app could read it.' };
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return { problem: `Leave out what follows the host in "${text}": Forge adds paths itself, such as /forge/api.` };
  }
  if (nearOnly.test(url.hostname) || !url.hostname.includes('.')) {
    return {
      problem: `"${url.hostname}" leads nowhere from Atlassian's machines. Give the public name of your server, or see "Behind a firewall" in docs/forge.md.`,
    };
  }
  return { url: url.origin };
}
