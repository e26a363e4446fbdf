import type { ChatEnding, ChatMessage } from "#cli-bridge/protocol/chat-answer.ts";
import type { ErrorBody } from "#cli-bridge/protocol/error-body.ts";
import type { Saying } from "#lib/backends/adapter.ts";
import { measureAnswer } from "#lib/backends/measure-answer.ts";
import { toErrorAnswer } from "../error-answer.ts";
import { Draft } from "./draft.ts";
import type { Pipe } from "./open-pipe.ts";
import { paceWords } from "./pace-words.ts";

type Answering = {
  sayings: AsyncIterable<Saying>;
  /** The answer before its first word, as it was kept. */
  begun: ChatMessage;
  /** Who answers, in words. */
  server: string;
  keep: (message: ChatMessage) => void;
  pipe: Pipe;
  stop: AbortController;
};

const keepEveryMs = 1_000;

/** Passes an answer on as it comes, and keeps what was said however it ends. Gives back what was kept at the end. */
export async function sayAnswer(answering: Answering): Promise<ChatMessage> {
  const { begun, keep, pipe, stop } = answering;
  const draft = new Draft(begun);
  const measured = measureAnswer();
  const keeping = setInterval(() => keepNew(draft, answering), keepEveryMs);
  let [ending, fault]: [ChatEnding, ErrorBody["error"] | undefined] = ["stopped", undefined];
  try {
    ending = await passOn(answering, draft, measured.hear);
  } catch (error) {
    const why: unknown = stop.signal.aborted ? stop.signal.reason : error;
    if (!isStop(why)) [ending, fault] = ["failed", toErrorAnswer(why).body.error];
  } finally {
    clearInterval(keeping);
  }
  const message = draft.message({
    ...{ ending, ...measured.toFigures() },
    ...(fault && { problem: fault.message }),
  });
  keep(message);
  const hint = fault?.hint === undefined ? {} : { hint: fault.hint };
  if (fault) pipe.tell({ event: "fault", data: { message: fault.message, ...hint, kept: message } });
  else pipe.tell({ event: "end", data: { message } });
  return message;
}

async function passOn(
  { sayings, begun, server, pipe, stop }: Answering,
  draft: Draft,
  hear: (saying: Saying) => void,
): Promise<ChatEnding> {
  const words = paceWords(pipe.tell);
  let toldOfLoading = "";
  try {
    for await (const saying of sayings) {
      hear(saying);
      if (saying.kind === "end") return saying.isCut ? "length" : "whole";
      if (saying.kind === "loading") {
        const says = sayLoading(server, begun.model, saying.share);
        if (says !== toldOfLoading) pipe.tell({ event: "waiting", data: { says } });
        toldOfLoading = says;
      } else words.put(saying.kind, draft.add(saying.kind, saying.text));
      if (draft.isFull) return "length";
      await pipe.room();
      stop.signal.throwIfAborted();
    }
    return "whole";
  } finally {
    words.flush();
  }
}

/** What cannot be kept would be lost without a word, so it ends the answer. */
function keepNew(draft: Draft, { keep, stop }: Answering): void {
  const message = draft.takeNew();
  try {
    if (message) keep(message);
  } catch (error) {
    stop.abort(error);
  }
}

export const sayLoading = (server: string, model: string | undefined, share?: number | undefined): string =>
  `${server} takes ${model} into memory${share === undefined ? "" : `: ${Math.floor(share * 100)} %`}.`;

const isStop = (why: unknown) => why instanceof DOMException && why.name === "AbortError";
