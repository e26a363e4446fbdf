import type { AnswerEvent } from "#cli-bridge/protocol/chat-answer.ts";

const pauseMs = 33;

/** Joins words, so that however quickly they come no page is told of them more than some thirty times a second. */
export function paceWords(tell: (event: AnswerEvent) => void) {
  const waiting = { thought: "", words: "" };
  let toldAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    toldAt = performance.now();
    for (const event of ["thought", "words"] as const) {
      if (waiting[event] !== "") tell({ event, data: { text: waiting[event] } });
      waiting[event] = "";
    }
  };
  return {
    put(kind: "thought" | "words", text: string): void {
      waiting[kind] += text;
      const restMs = toldAt + pauseMs - performance.now();
      if (restMs <= 0) flush();
      else timer ??= setTimeout(flush, restMs);
    },
    flush,
  };
}
