/** Turns Ctrl-C and a polite kill into an abort signal; asked a second time, the process ends at once. */

/** Exit codes of a process that a signal ended, as shells say them. */
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

type StopSignalName = keyof typeof exitCodes;

/** An abort signal whose reason is the exit code of a command that was not done. */
export interface StopSignal extends AbortSignal {
  readonly reason: number | undefined;
}

function until(names: readonly StopSignalName[]): StopSignal {
  const controller = new AbortController();
  for (const name of names) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCodes[name]);
      controller.abort(exitCodes[name]);
    });
  }
  return controller.signal;
}

/** For servers: aborted by SIGINT or SIGTERM. A terminal that closes is none of their business. */
export function stopSignal(): StopSignal {
  return until(['SIGINT', 'SIGTERM']);
}

/** For commands that somebody looks at: aborted when their terminal closes, too. */
export function stopSignalOfTerminal(): StopSignal {
  return until(['SIGINT', 'SIGTERM', 'SIGHUP']);
}
