/** The real log, with its lines kept for a test to look at. */

import { createLog } from '../adapters/log/pino-log.ts';
import type { Log } from '../ports/log.ts';

export interface WrittenLog {
  readonly log: Log;
  /** Each as it was written: one JSON object. A test may take them out. */
  readonly lines: string[];
}

export function writtenLog(): WrittenLog {
  const lines: string[] = [];
  return { log: createLog('info', { write: (line) => void lines.push(line) }), lines };
}
