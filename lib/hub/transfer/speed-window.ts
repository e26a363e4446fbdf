/** Bytes per second over the last ten seconds, which is what a person would call the speed. */
export type SpeedWindow = {
  add(bytes: number): void;
  bytesPerSecond(): number | undefined;
  /** How long nothing has come. */
  stalledSeconds(): number;
};

const windowMs = 10_000;
const slotMs = 250;

export function openSpeedWindow(now: () => number = () => performance.now()): SpeedWindow {
  const slots: { at: number; bytes: number }[] = [];
  const begun = now();
  let lastAt = begun;
  const forget = (time: number): void => {
    while ((slots[0]?.at ?? time) < time - windowMs) slots.shift();
  };
  return {
    add: (bytes) => {
      lastAt = now();
      const last = slots.at(-1);
      if (last && lastAt - last.at < slotMs) last.bytes += bytes;
      else slots.push({ at: lastAt, bytes });
      forget(lastAt);
    },
    bytesPerSecond: () => {
      const time = now();
      forget(time);
      const elapsed = Math.min(windowMs, time - begun);
      if (elapsed < slotMs) return undefined;
      return (slots.reduce((sum, { bytes }) => sum + bytes, 0) / elapsed) * 1000;
    },
    stalledSeconds: () => (now() - lastAt) / 1000,
  };
}
