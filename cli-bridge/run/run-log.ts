import { open } from "node:fs/promises";
import { line } from "#cli-bridge/protocol/run-event.ts";
import { framesAt, positionAfter } from "./event-file.ts";
import { existingFolderOf } from "./run-events-stream.ts";

export type RunLogOptions = {
  /** The first line wanted, counted from 1. */
  from?: number | undefined;
  /** How many lines at most. */
  lines?: number | undefined;
};

const marker = "event: line\ndata: ";

/** What a run printed, as text, made while it is read; so far, when the run has not ended. */
export async function openRunLog(
  home: string,
  id: string,
  { from = 1, lines = Number.POSITIVE_INFINITY }: RunLogOptions = {},
): Promise<ReadableStream<Uint8Array>> {
  const { events } = await existingFolderOf(home, id);
  const file = await open(events, "r");
  // A line's id is never below its number, so the search may start at the event of that id.
  let position = await positionAfter(file, from - 1);
  let left = lines;
  return new ReadableStream(
    {
      async pull(controller) {
        while (left > 0) {
          const frames = await framesAt(file, position);
          if (frames.length === 0) break;
          position += frames.length;
          const texts = textsOf(frames.toString("utf8"), from).slice(0, left);
          left -= texts.length;
          if (texts.length > 0) return controller.enqueue(Buffer.from(`${texts.join("\n")}\n`));
        }
        await file.close();
        controller.close();
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}

function textsOf(frames: string, from: number): string[] {
  return frames.split("\n\n").flatMap((frame) => {
    const at = frame.indexOf(marker);
    if (at === -1) return [];
    const event = line.parse(JSON.parse(frame.slice(at + marker.length)));
    return event.line < from ? [] : [event.text];
  });
}
