/** A log for tests that look at something else. */

import type { Log } from '../ports/log.ts';

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
