/** Remembers what time other machines said it was, host by host. */

import type { HeardClock, HeardClocks } from '../../ports/machine.ts';

/** Far more hosts than one installation speaks to. */
const mostHosts = 200;

export function heardClocks(): HeardClocks {
  const heard = new Map<string, HeardClock>();
  return {
    hear(host, date, now) {
      const theirs = Date.parse(date ?? '');
      if (Number.isNaN(theirs)) return;
      heard.delete(host);
      heard.set(host, { host, aheadMilliseconds: theirs - now.getTime(), at: now });
      const [oldest] = heard.keys();
      if (heard.size > mostHosts && oldest !== undefined) heard.delete(oldest);
    },
    list: () => [...heard.values()],
  };
}
