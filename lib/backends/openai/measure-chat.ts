import type { ChatResult } from "../adapter.ts";

/** Until a model has come into memory and says its first word. */
export const firstWordMs = 10 * 60 * 1000;
export const chatMs = 2 * firstWordMs;
/** Far more than a test asks for; a server that never ends is not kept in memory. */
const textMax = 32_768;

export const withWords = (text: string, more: string | undefined): string =>
  more === undefined || text.length >= textMax ? text : (text + more).slice(0, textMax);

type Counted = { tokens?: number | undefined; tokensPerSecond?: number | undefined };

/** The clock beside a conversation: when the first word came, and how fast the others. */
export function measureChat() {
  const start = performance.now();
  const sinceStart = () => Math.round(performance.now() - start);
  let text = "";
  let firstTokenMs: number | undefined;
  return {
    /** A thought that is not shown is a token too. */
    hear: (said: string | undefined, thought?: string | undefined) => {
      if (said || thought) firstTokenMs ??= sinceStart();
      text = withWords(text, said);
    },
    /** The server's own rate goes before one by this clock, in which the way is included. */
    toResult: ({ tokens, tokensPerSecond }: Counted): ChatResult => {
      const totalMs = sinceStart();
      const speakingMs = firstTokenMs === undefined ? 0 : totalMs - firstTokenMs;
      const byClock = tokens !== undefined && tokens > 1 && speakingMs > 0;
      return {
        ...{ text, firstTokenMs, totalMs, tokens },
        tokensPerSecond: tokensPerSecond ?? (byClock ? ((tokens - 1) * 1000) / speakingMs : undefined),
      };
    },
  };
}
