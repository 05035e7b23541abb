/** Makes the clients of connectors: each keeps to its own address, and speaks the way its integration is set up. */

import { Failure } from '@branchline/domain';
import type { NetworkSettings } from '@branchline/domain';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { HeardClocks } from '../../ports/machine.ts';
import type { RateBudgetTable } from '../../ports/store/rate-budgets.ts';
import { findAddresses } from './allowed-host.ts';
import type { FindAddresses } from './allowed-host.ts';
import { createBudgets } from './budgets.ts';
import { dispatcherFor, refuseUnlessAllowed } from './dispatcher.ts';
import type { ConnectionRules } from './dispatcher.ts';
import type { HttpLimits } from './exchange.ts';
import { createHttpClient } from './http-client.ts';
import type { ClientWish, Network } from './network.ts';

export interface NetworkTools {
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Hosts in private networks and on this machine may be asked. */
  readonly allowPrivateHosts: boolean;
  /** Plain http may be used. */
  readonly allowPlainHttp: boolean;
  /** The system's resolver unless given. */
  readonly findAddresses?: FindAddresses;
  readonly limits?: Partial<HttpLimits>;
  /** Shares allowances of requests with other processes; undefined: each for itself. */
  readonly budgets?: RateBudgetTable;
  /** Told what time services say it is. */
  readonly clocks?: Pick<HeardClocks, 'hear'>;
}

/** Ways to connect that are kept; each holds its open connections. */
const keptDispatchers = 64;

export function createNetwork(tools: NetworkTools): Network {
  const rules: ConnectionRules = {
    allowPrivateHosts: tools.allowPrivateHosts,
    allowPlainHttp: tools.allowPlainHttp,
    findAddresses: tools.findAddresses ?? findAddresses,
    from: 'git-service',
  };
  const dispatcher = keepDispatchers(rules);
  const meterFor = createBudgets({ clock: tools.clock, log: tools.log, table: tools.budgets });
  const warned = new Set<string>();
  return {
    client(wish) {
      if (!wish.settings.verifiesCertificates && !warned.has(wish.name)) {
        warned.add(wish.name);
        tools.log.warn(`Certificates of ${wish.name} are not verified: anybody may pretend to be it.`);
      }
      const { clock, log, random, sleep, limits } = tools;
      return createHttpClient({
        side: { from: 'git-service', name: wish.name, networkSettings: wish.settings },
        clock,
        log,
        random,
        sleep,
        addressOf: (url) => addressBelow(wish, url, rules),
        dispatcher: dispatcher(wish.settings),
        meter: meterFor(wish),
        ...(tools.clocks === undefined ? {} : { clocks: tools.clocks }),
        ...(limits === undefined ? {} : { limits }),
        ...(wish.judge === undefined ? {} : { judge: wish.judge }),
      });
    },
  };
}

/** @throws Failure `rejected` for an address with another origin than the base address, and one that is not allowed */
function addressBelow({ name, baseUrl }: ClientWish, url: string, rules: ConnectionRules): string {
  const base = URL.parse(baseUrl);
  if (base === null) throw new Failure('rejected', 'git-service', `The address of ${name} cannot be read: ${baseUrl}.`);
  const whole = URL.parse(url.startsWith('/') ? `${baseUrl}${url}` : url);
  if (whole === null || whole.origin !== base.origin) {
    const place = whole === null ? 'somewhere unreadable' : whole.origin;
    const message = `${name} is at ${base.origin}, and was to be asked at ${place}. Nothing was sent there.`;
    throw new Failure('rejected', 'git-service', message);
  }
  refuseUnlessAllowed(whole, rules);
  return whole.href;
}

/** One way to connect for equal settings, so that connections are used again. */
function keepDispatchers(rules: ConnectionRules): (settings: NetworkSettings) => Dispatcher {
  const kept = new Map<string, Dispatcher>();
  return (settings) => {
    const key = JSON.stringify([settings.trustedCertificates, settings.proxyUrl, settings.verifiesCertificates]);
    const found = kept.get(key);
    if (found !== undefined) return found;
    const [oldest] = kept;
    // Not closed: a client may still use it, and connections that nobody uses end by themselves.
    if (kept.size >= keptDispatchers && oldest !== undefined) kept.delete(oldest[0]);
    const made = dispatcherFor(settings, rules);
    kept.set(key, made);
    return made;
  };
}
