export type Gate = {
  pass: () => Promise<void>;
  /** Resolves as soon as somebody waits before it. */
  untilHeld: () => Promise<void>;
  /** Lets through the one who waits longest. */
  step: () => void;
  open: () => void;
};

/** Holds a server in the middle of something until the test lets it go on. */
export function makeGate(): Gate {
  const held: (() => void)[] = [];
  const watching: (() => void)[] = [];
  let isOpen = false;
  return {
    pass: () =>
      isOpen
        ? Promise.resolve()
        : new Promise<void>((go) => {
            held.push(go);
            for (const tell of watching.splice(0)) tell();
          }),
    untilHeld: () =>
      held.length > 0 ? Promise.resolve() : new Promise<void>((tell) => void watching.push(tell)),
    step: () => held.shift()?.(),
    open: () => {
      isOpen = true;
      for (const go of held.splice(0)) go();
    },
  };
}
