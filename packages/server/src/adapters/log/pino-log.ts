/** The log as one JSON object a line, with credentials in addresses taken out. */

import { pino, stdSerializers, type DestinationStream } from 'pino';
import type { Log } from '../../ports/log.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** User and password in an address: `https://user:password@host`. */
const userInAddress = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;

/** A text without credentials in addresses; secrets of ours never get here, but words of other programs do. */
export function withoutCredentials(text: string): string {
  return text.replace(userInAddress, '$1');
}

function clean(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'string' ? withoutCredentials(fact) : fact]),
  );
}

/** A log that writes to `destination`, standard error by default: standard output belongs to what commands print. */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      serializers: { error: stdSerializers.err },
    },
    destination ?? pino.destination(2),
  );
  return {
    info: (message, facts = {}) => logger.info(clean(facts), withoutCredentials(message)),
    warn: (message, facts = {}) => logger.warn(clean(facts), withoutCredentials(message)),
    error: (message, facts = {}) => logger.error(clean(facts), withoutCredentials(message)),
  };
}
