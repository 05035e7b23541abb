/** Asks for ourselves at the address that people use, as far as that can be seen from this machine. */

import { Agent, request } from 'undici';
import type { PublicAddress, PublicAnswer } from '../../ports/machine.ts';
import { findAddresses, judgeAddress, type FindAddresses } from './allowed-host.ts';

/** Whoever takes longer is as good as not there. */
const patienceMilliseconds = 5000;
/** Our own answer is far shorter. */
const answerBytes = 4096;

/**
 * The operator names the address, so private networks are fine; metadata services and the like never are, and nothing is
 * followed anywhere.
 * @param find the system's resolver unless given
 */
export function createPublicAddress(url: string, find: FindAddresses = findAddresses): PublicAddress {
  const { hostname } = new URL(url);
  const host = hostname.replaceAll(/^\[|\]$/g, '');
  const addresses = async (): Promise<readonly string[]> => find(host).catch(() => []);
  return {
    url,
    async reach() {
      const found = await addresses();
      if (found.length === 0) return undefined;
      if (found.every((address) => judgeAddress(address) === 'public')) return 'everybody';
      return found.every((address) => /^(?:127\.|::1$)/.test(address)) ? 'this machine' : 'own network';
    },
    async ask(path) {
      const found = await addresses();
      if (found.length === 0) return { outcome: 'silent', because: `The name ${host} cannot be resolved.` };
      if (found.some((address) => judgeAddress(address) === 'never')) {
        return { outcome: 'silent', because: `The name ${host} leads to an address that is never asked.` };
      }
      return ask(`${url}${path}`, found[0] ?? '');
    },
  };
}

/** @param address what the name was judged by: nobody can answer differently later */
async function ask(url: string, address: string): Promise<PublicAnswer> {
  const family = address.includes(':') ? 6 : 4;
  const agent = new Agent({
    connect: {
      lookup: (_host, options, callback) => {
        if (options.all === true) callback(null, [{ address, family }]);
        else callback(null, address, family);
      },
    },
  });
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds);
    const answer = await request(url, { dispatcher: agent, signal });
    let body = '';
    for await (const chunk of answer.body.setEncoding('utf8')) {
      body += String(chunk);
      if (body.length > answerBytes) break;
    }
    return { outcome: 'answered', status: answer.statusCode, body };
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    return { outcome: 'silent', because: `${message}${code === undefined ? '' : ` (${code})`}` };
  } finally {
    await agent.destroy();
  }
}
