/** Rounds go one after the other. Who asks while one goes on gets one that begins later, which all who ask by then share. */
export function inTurn(round: () => Promise<void>): () => Promise<void> {
  let going: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const ask = (): Promise<void> => {
    if (!going) {
      going = round().finally(() => {
        going = undefined;
      });
      return going;
    }
    const askAgain = () => {
      next = undefined;
      return ask();
    };
    next ??= going.then(askAgain, askAgain);
    return next;
  };
  return ask;
}
