import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openTestOllama } from "#tests/servers/ollama/open-test-ollama.ts";
import { type BenchResult, tellAll } from "./measuring.ts";
import { end, startServer } from "./start-server.ts";

const lines = 100_000;
const linesAtOnce = 1_000;
const pauseMs = 100;
const bytes = 40_000_000_000;

/** A pull of which its server says a hundred thousand times how far it is, as a page that follows it hears of it. */
export async function bench(): Promise<BenchResult[]> {
  const home = await mkdtemp(join(tmpdir(), "modeldeck-bench-"));
  const layers = [{ digest: `sha256:${"1".repeat(64)}`, bytes }];
  let told = 0;
  const pace = async () => {
    told += 1;
    if (told % linesAtOnce === 0) await wait(pauseMs);
  };
  const ollama = await openTestOllama({
    ...{ models: [], offers: [{ name: "large:70b", layers }], linesPerLayer: lines, pace },
  });
  const server = await startServer(["dist/modeldeck.mjs", "serve", "--port=0"], {
    ...{ HOME: home, MODELDECK_HOME: home, MODELDECK_DISCOVER: "off", OLLAMA_HOST: ollama.url },
  });
  const url = `http://127.0.0.1:${server.port}`;
  try {
    const answer = await fetch(`${url}/api/runs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ command: "ollama-pull", input: { models: ["large:70b"] } }),
    });
    const { id } = (await answer.json()) as { id: string };
    const leaving = new AbortController();
    const live = framesOf(`${url}/api/live`, leaving.signal);
    const run = await framesOf(`${url}/api/runs/${id}/events`);
    await wait(1_000);
    leaving.abort();
    const heard = [run, await live].map(({ at }) => mostInOneSecond(at));
    const last = run.frames.filter((frame) => frame.includes("event: progress")).at(-1) ?? "";
    const isWhole = last.includes(`"done":${bytes}`) && run.frames.at(-1)?.includes('"code":0') === true;
    if (!isWhole) throw new Error(`The end was lost: ${last} ${run.frames.at(-1)}`);
    return [
      {
        name: `events a second of a pull with ${lines} lines`,
        ratio: Math.max(...heard),
        bar: "≤ 10",
        detail: `at most ${heard[0]} of the run and ${heard[1]} of everything, ${told} lines told, the end was heard`,
      },
    ];
  } finally {
    await end(server);
    await ollama.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** Every event of a stream and when it came. */
async function framesOf(url: string, signal?: AbortSignal): Promise<{ frames: string[]; at: number[] }> {
  const frames: string[] = [];
  const at: number[] = [];
  const { body } = await fetch(url, signal && { signal });
  let rest = "";
  try {
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (rest + text).split("\n\n");
      rest = parts.pop() ?? "";
      for (const frame of parts.filter((part) => part.includes("data: "))) {
        frames.push(frame);
        at.push(performance.now());
      }
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  return { frames, at };
}

const mostInOneSecond = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));

if (import.meta.main) await tellAll(bench);
