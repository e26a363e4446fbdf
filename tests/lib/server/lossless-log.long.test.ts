import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { expect, test } from "vitest";
import { runFolderOf } from "#cli-bridge/run/run-folder.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { fixture, type KillableConsole, startConsole } from "./killed-console.ts";

const lines = 1_000_000;
const leaves = 50;
const restarts = 5;
const bytesBeforeLeaving = 2_000_000;

/** What one reader has put together over all its connections: whole frames only, as a browser takes them. */
class Assembled {
  readonly hash = createHash("sha256");
  lastId = 0;
  lines = 0;
  hasEnded = false;
  gaps = 0;
  #rest = "";

  take(text: string): void {
    const frames = (this.#rest + text).split("\n\n");
    this.#rest = frames.pop() ?? "";
    for (const frame of frames) if (frame.startsWith("id: ")) this.#takeFrame(frame);
  }

  /** Half a frame is forgotten with its connection. */
  leave(): void {
    this.#rest = "";
  }

  #takeFrame(frame: string) {
    const id = Number.parseInt(frame.slice("id: ".length), 10);
    if (id !== this.lastId + 1) this.gaps += 1;
    this.lastId = id;
    if (frame.includes("\nevent: line\n")) {
      this.lines += 1;
      if (!frame.includes(`"line":${this.lines},`)) this.gaps += 1;
    }
    this.hasEnded ||= frame.includes("\nevent: ended\n");
    this.hash.update(`${frame}\n\n`, "utf8");
  }
}

/** Reads on from the last id; leaves after so many bytes, or when the run or the console is over. */
async function readOn(console: KillableConsole, id: string, assembled: Assembled, bytesMax: number) {
  const leaving = new AbortController();
  const headers = { "last-event-id": String(assembled.lastId) };
  const { body } = await console.ask(`/api/runs/${id}/events`, { headers, signal: leaving.signal });
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const part of body ?? []) {
    assembled.take(decoder.decode(part, { stream: true }));
    bytes += part.length;
    if (bytes > bytesMax) break;
  }
  leaving.abort();
  assembled.leave();
}

test("a reader that leaves fifty times, of a console that is killed five times, has every line of a million", async () => {
  const home = await temporaryFolder();
  const program = `${process.execPath} ${fixture("many-lines")} ${lines}`;
  let console = await startConsole({ home, program });
  const { id } = await console.start("list", {});
  const assembled = new Assembled();
  for (let left = 1; left <= leaves; left += 1) {
    await readOn(console, id, assembled, bytesBeforeLeaving);
    if (left % (leaves / restarts) !== 0) continue;
    // Killed while it is being read, not between.
    const reading = readOn(console, id, assembled, Number.POSITIVE_INFINITY).catch(() => assembled.leave());
    await console.kill();
    await reading;
    console = await startConsole({ home, program });
  }
  while (!assembled.hasEnded) await readOn(console, id, assembled, Number.POSITIVE_INFINITY);
  expect(assembled).toMatchObject({ lines, gaps: 0 });
  const file = createHash("sha256");
  for await (const part of createReadStream(runFolderOf(home, id).events)) file.update(part);
  expect(assembled.hash.digest("hex")).toBe(file.digest("hex"));
  await console.kill();
});
