import type { ChatResult, ChatTest, Conversing, Saying } from "./adapter.ts";
import { measureAnswer } from "./measure-answer.ts";

/** Far more than a test asks for; a server that never ends is not kept in memory. */
const textMax = 32_768;

/** Says a little to a model, and measures what comes of it. */
export async function chatOnce(
  converse: (conversing: Conversing) => AsyncIterable<Saying>,
  { prompt, ...test }: ChatTest,
): Promise<ChatResult> {
  const measured = measureAnswer();
  let text = "";
  for await (const saying of converse({ ...test, messages: [{ role: "user", content: prompt }] })) {
    measured.hear(saying);
    if (saying.kind === "words" && text.length < textMax) text = (text + saying.text).slice(0, textMax);
  }
  return { text, ...measured.toFigures() };
}
