export type Pace<T> = { push(value: T): void; flush(): void };

/** Lets a value through at most once per interval, and always the last one. */
export function makePace<T>(intervalMs: () => number, emit: (value: T) => void): Pace<T> {
  let waiting: { value: T } | undefined;
  let timer: NodeJS.Timeout | undefined;

  function pass() {
    const held = waiting;
    waiting = undefined;
    timer = held && setTimeout(pass, intervalMs());
    if (held) emit(held.value);
  }

  function push(value: T) {
    waiting = { value };
    if (!timer) pass();
  }

  function flush() {
    clearTimeout(timer);
    pass();
    clearTimeout(timer);
    timer = undefined;
  }

  return { push, flush };
}
