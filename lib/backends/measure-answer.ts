import type { AnswerFigures, Saying } from "./adapter.ts";

/** The clock beside an answer: when the first word came, and how fast the others. */
export function measureAnswer() {
  const start = performance.now();
  const sinceStart = () => Math.round(performance.now() - start);
  let firstTokenMs: number | undefined;
  let counted: { tokens?: number | undefined; tokensPerSecond?: number | undefined } = {};
  return {
    /** A thought that is not shown is a token too. */
    hear: (saying: Saying): void => {
      if (saying.kind === "words" || saying.kind === "thought") firstTokenMs ??= sinceStart();
      if (saying.kind === "end") counted = saying;
    },
    /** The server's own rate goes before one by this clock, in which the way is included. */
    toFigures: (): AnswerFigures => {
      const { tokens, tokensPerSecond } = counted;
      const totalMs = sinceStart();
      const speakingMs = firstTokenMs === undefined ? 0 : totalMs - firstTokenMs;
      const byClock = tokens !== undefined && tokens > 1 && speakingMs > 0;
      return {
        ...{ firstTokenMs, totalMs, tokens },
        tokensPerSecond: tokensPerSecond ?? (byClock ? ((tokens - 1) * 1000) / speakingMs : undefined),
      };
    },
  };
}
