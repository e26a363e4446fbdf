import { open } from "node:fs/promises";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";

/** Ends a record that breaks off. Half a frame at its end is cut off, since nobody has been sent it. */
export async function appendEnding(
  path: string,
  outcome: RunOutcome,
  tail: { seq: number; bytes: number },
): Promise<void> {
  const events = await open(path, "r+");
  try {
    await events.truncate(tail.bytes);
    const frame = Buffer.from(`id: ${tail.seq + 1}\nevent: ended\ndata: ${JSON.stringify({ outcome })}\n\n`);
    const { bytesWritten } = await events.write(frame, 0, frame.length, tail.bytes);
    if (bytesWritten < frame.length) {
      await events.write(frame, bytesWritten, frame.length - bytesWritten, tail.bytes + bytesWritten);
    }
    await events.sync();
  } finally {
    await events.close();
  }
}
