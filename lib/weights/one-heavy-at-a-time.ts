/** Up to here several may be in memory at once. Read, a text takes ten times its length. */
const lightBytesMax = 1_000_000;

export type HeavyTurns = <Result>(bytes: number, deed: () => Promise<Result>) => Promise<Result>;

const forgotten = () => undefined;

/** Does what holds so many bytes in memory: at once where they are few, else when no other that holds many is being done. */
export function oneHeavyAtATime(): HeavyTurns {
  let last: Promise<unknown> = Promise.resolve();
  return async (bytes, deed) => {
    if (bytes <= lightBytesMax) return deed();
    const own = last.then(deed);
    last = own.then(forgotten, forgotten);
    return own;
  };
}
