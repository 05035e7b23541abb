/** Turns Ctrl-C and a polite kill into an abort signal; a second Ctrl-C ends the process at once. */

/** Aborted by SIGINT or SIGTERM. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  let asked = 0;
  function stop(): void {
    asked += 1;
    // 130: ended by Ctrl-C, as shells say it.
    if (asked > 1) process.exit(130);
    controller.abort();
  }
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
