const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type Stopping = keyof typeof exitCodes;

/**
 * Turns the first request to stop into an abort, so that what is in hand can be put down; a second one ends all, or is
 * heard by who has something that would go on by itself.
 */
export function stopOnSignal(onAgain?: () => void) {
  const controller = new AbortController();
  let code: number | undefined;
  const stop = (signal: Stopping): void => {
    if (code !== undefined) onAgain?.();
    code = exitCodes[signal];
    controller.abort();
  };
  const names = Object.keys(exitCodes) as Stopping[];
  for (const name of names) onAgain ? process.on(name, stop) : process.once(name, stop);
  return {
    signal: controller.signal,
    /** What to exit with, once stopped. */
    exitCode: () => code,
    forget: () => {
      for (const name of names) process.removeListener(name, stop);
    },
  };
}
