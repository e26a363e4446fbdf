type Asked<Answer> = {
  answer: Promise<Answer>;
  atMs: number;
  waiting: number;
  isSettled: boolean;
  work: AbortController;
};

type Limits = { freshMs: number; most: number };

/**
 * Answers that take long to get: who asks the same at the same time gets the same, whoever asks soon after gets it at
 * once, and when nobody waits any more the work is ended. Refusals are not kept.
 */
export function makeSharedAnswers<Answer>({ freshMs, most }: Limits) {
  const known = new Map<string, Asked<Answer>>();

  function start(key: string, find: (signal: AbortSignal) => Promise<Answer>): Asked<Answer> {
    const work = new AbortController();
    const answer = find(work.signal);
    const asked = { answer, work, waiting: 0, isSettled: false, atMs: performance.now() };
    const forget = () => {
      if (known.get(key) === asked) known.delete(key);
    };
    answer.then(
      () => {
        asked.isSettled = true;
        asked.atMs = performance.now();
      },
      () => forget(),
    );
    work.signal.addEventListener("abort", forget, { once: true });
    known.set(key, asked);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return asked;
  }

  return (
    key: string,
    find: (signal: AbortSignal) => Promise<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> => {
    signal.throwIfAborted();
    const found = known.get(key);
    const isFresh = found && (!found.isSettled || performance.now() - found.atMs < freshMs);
    const asked = isFresh ? found : start(key, find);
    return waitFor(asked, signal);
  };
}

function waitFor<Answer>(asked: Asked<Answer>, signal: AbortSignal): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  asked.waiting += 1;
  const leave = () => {
    reject(signal.reason);
    asked.waiting -= 1;
    if (asked.waiting === 0 && !asked.isSettled) asked.work.abort(signal.reason);
  };
  signal.addEventListener("abort", leave, { once: true });
  const stay = () => signal.removeEventListener("abort", leave);
  return Promise.race([asked.answer, promise]).finally(stay);
}
