/** Whoever waits for an answer asks again at once when the process is told to continue, as `fg` and the console do. */
export function tryNowOnSignal() {
  const acts = new Set<() => void>();
  const tell = (): void => {
    for (const act of acts) act();
  };
  process.on("SIGCONT", tell);
  return {
    hear: (act: () => void) => {
      acts.add(act);
      return () => void acts.delete(act);
    },
    forget: () => void process.off("SIGCONT", tell),
  };
}
