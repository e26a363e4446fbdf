import type { AnswerFigures, Saying } from "./adapter.ts";

/** The clock beside an answer: when the first word came, how long the thoughts took, and how fast the rest came. */
export function measureAnswer() {
  const start = performance.now();
  const sinceStart = () => Math.round(performance.now() - start);
  let firstTokenMs: number | undefined;
  const thinking = measureThinking(sinceStart);
  let counted: { tokens?: number | undefined; tokensPerSecond?: number | undefined } = {};
  return {
    /** A thought that is not shown is a token too. */
    hear: (saying: Saying): void => {
      if (saying.kind === "words" || saying.kind === "thought") firstTokenMs ??= sinceStart();
      thinking.hear(saying);
      if (saying.kind === "end") counted = saying;
    },
    /** The server's own rate goes before one by this clock, in which the way is included. */
    toFigures: (): AnswerFigures => {
      const { tokens, tokensPerSecond } = counted;
      const totalMs = sinceStart();
      const speakingMs = firstTokenMs === undefined ? 0 : totalMs - firstTokenMs;
      const byClock = tokens !== undefined && tokens > 1 && speakingMs > 0;
      return {
        ...{ firstTokenMs, thoughtMs: thinking.took(), totalMs, tokens },
        tokensPerSecond: tokensPerSecond ?? (byClock ? ((tokens - 1) * 1000) / speakingMs : undefined),
      };
    },
  };
}

/** A model may think anew after some words. What it does in between is no thinking. */
function measureThinking(now: () => number) {
  let since: number | undefined;
  let before: number | undefined;
  const took = () => (since === undefined ? before : (before ?? 0) + now() - since);
  return {
    took,
    hear: ({ kind }: Saying): void => {
      if (kind === "thought") since ??= now();
      if (kind !== "words" && kind !== "end") return;
      before = took();
      since = undefined;
    },
  };
}
