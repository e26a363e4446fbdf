import type { Readable } from "node:stream";
import { channelMessage } from "#cli-bridge/protocol/channel-message.ts";
import type { PlanPart, ToldPlan } from "#cli-bridge/protocol/plan.ts";
import type { Progress } from "#cli-bridge/protocol/progress.ts";
import type { RunResult } from "#cli-bridge/protocol/run-outcome.ts";
import type { ServerStanding } from "#cli-bridge/protocol/server-standing.ts";
import { LineSplitter } from "./split-lines.ts";

type Options = {
  onProgress: (progress: Progress) => void;
  onPlanPart: (part: PlanPart) => void;
  onPlan: (plan: ToldPlan) => void;
  onResult: (result: RunResult) => void;
  onServer: (server: ServerStanding) => void;
  onTrouble: (sentence: string) => void;
};

/** A large plan comes in parts, so that only a single row of it could be longer than this. */
const messageBytesMax = 16 * 1024 * 1024;
const troublesMax = 20;

/** Reads what our own CLI says beside its human text. A line that is no message is reported, never fatal. */
export function listenToChannel(source: Readable, options: Options): Promise<void> {
  let troubles = 0;

  function takeMessage(text: string) {
    const message = channelMessage.safeParse(parsed(text));
    if (!message.success) {
      troubles += 1;
      if (troubles <= troublesMax)
        options.onTrouble("The program reported something that is no known message.");
      return;
    }
    if (message.data.type === "progress") options.onProgress(message.data.progress);
    else if (message.data.type === "planPart") options.onPlanPart(message.data.part);
    else if (message.data.type === "plan") options.onPlan(message.data.plan);
    else if (message.data.type === "result") options.onResult(message.data.result);
    else options.onServer(message.data.server);
  }

  const splitter = new LineSplitter({
    bytesMax: messageBytesMax,
    take: (block, dropped) => {
      if (dropped > 0) return options.onTrouble(`A report was ${dropped} bytes too long and was left out.`);
      for (const text of block.toString("utf8").split("\n")) if (text.trim() !== "") takeMessage(text);
    },
  });
  source.on("data", (chunk: Buffer) => splitter.push(chunk));
  return new Promise((resolve) => {
    source.once("error", () => source.destroy());
    source.once("close", () => {
      splitter.end();
      resolve();
    });
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
