/** Prepares git for a conversation by https: addresses, proxy, certificates, and the answers to its questions. */

import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { Failure, plainNetwork, type Credential, type GitAccess } from '@branchline/domain';
import { refuseWrittenHost, resolveAllowedHost } from '../http-client/allowed-host.ts';
import { certificatesWith } from '../http-client/dispatcher.ts';
import { answerNames } from './git-home.ts';
import type { OriginRules } from './origin-rules.ts';

/** What a run of git is given. */
export interface WebWay {
  readonly environment: Readonly<Record<string, string>>;
  readonly settings: readonly (readonly [name: string, value: string])[];
}

/**
 * @param folder where files for this conversation may lie
 * @throws Failure `rejected` for a host, proxy or credential that is not allowed
 */
export async function webWay(access: GitAccess, url: URL, rules: OriginRules, folder: string): Promise<WebWay> {
  if (url.protocol === 'http:' && !rules.allowHttp) {
    throw new Failure('rejected', 'git', 'Plain http is not allowed, since credentials could be overheard. Use https.');
  }
  const { trustedCertificates, proxyUrl, verifiesCertificates } = access.network ?? plainNetwork;
  const settings = proxyUrl === undefined ? await straight(url, rules) : await throughProxy(url, proxyUrl, rules);
  if (trustedCertificates !== undefined) {
    const file = join(folder, 'certificates.pem');
    // Git takes one file instead of the system's, so the system's go into it too.
    await writeFile(file, certificatesWith(trustedCertificates).join('\n'), { mode: 0o600 });
    settings.push(['http.sslCAInfo', file], ['http.proxySSLCAInfo', file]);
  }
  if (!verifiesCertificates) {
    rules.warnOfTrust(url.host);
    settings.push(['http.sslVerify', 'false']);
  }
  const environment = { GIT_ALLOW_PROTOCOL: url.protocol.slice(0, -1), ...answers(access.credential, rules) };
  return { environment, settings };
}

type Settings = [name: string, value: string][];

async function straight(url: URL, rules: OriginRules): Promise<Settings> {
  const addresses = await resolveAllowedHost(hostOf(url), { ...rules, from: 'git' });
  return resolvedAt(url, addresses);
}

/** Names of origins are the proxy's to resolve; what is written is judged all the same, and so is the proxy. */
async function throughProxy(url: URL, proxyUrl: string, rules: OriginRules): Promise<Settings> {
  const proxy = URL.parse(proxyUrl);
  if (proxy === null || !['http:', 'https:'].includes(proxy.protocol)) {
    throw new Failure('rejected', 'git', 'The proxy is neither an http nor an https address.');
  }
  refuseWrittenHost(hostOf(url), { ...rules, from: 'git' });
  const addresses = await resolveAllowedHost(hostOf(proxy), { ...rules, from: 'git' });
  // Curl's own standard for a missing port is 1080.
  return [['http.proxy', `${proxy.protocol}//${proxy.hostname}:${portOf(proxy)}`], ...resolvedAt(proxy, addresses)];
}

/** Lets git connect to what was judged. Known to git 2.37 and newer; older ones ask the resolver a second time. */
function resolvedAt(url: URL, addresses: readonly string[]): Settings {
  if (isIP(hostOf(url)) !== 0) return [];
  const written = addresses.map((address) => (isIP(address) === 6 ? `[${address}]` : address)).join(',');
  return [['http.curloptResolve', `${url.hostname}:${portOf(url)}:${written}`]];
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function portOf(url: URL): string {
  if (url.port !== '') return url.port;
  return url.protocol === 'https:' ? '443' : '80';
}

function answers(credential: Credential, rules: OriginRules): Record<string, string> {
  if (credential.kind === 'ssh-key') {
    throw new Failure('rejected', 'git', 'An ssh key cannot be used with http. Give user and password or token.');
  }
  if (credential.kind === 'none') return {};
  if (credential.kind !== 'user-and-password')
    throw new Failure('rejected', 'git', `Git cannot use a credential of the kind "${credential.kind}".`);
  return {
    GIT_ASKPASS: rules.answerScript,
    [answerNames.user]: credential.user,
    [answerNames.secret]: credential.password.reveal(),
  };
}
