/** How a subject's commands add themselves to the program. */

import type { Command } from 'commander';
import type { Session } from './session.ts';

/** What a command needs to add itself: a way to do its work with a session. */
export interface Commands {
  readonly program: Command;
  /** The options of every command; adds them to this one. */
  readonly define: (command: Command) => Command;
  /** Runs the work and reports a problem in words. */
  readonly run: (command: Command, work: (session: Session) => Promise<void>) => Promise<void>;
}
