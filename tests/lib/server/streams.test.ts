import { describe, expect, it } from "vitest";
import { makeStreams } from "#lib/server/streams.ts";
import { openConsole } from "../../support/open-console.ts";

const endless = () => new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
const short = () => new Blob(["a", "b"]).stream();
const never = new AbortController().signal;

describe("open streams", () => {
  it("are refused beyond the cap, with a sentence, and taken again when one has closed", async () => {
    const streams = makeStreams(2);
    const gone = new AbortController();
    const first = await streams.hold(endless, never);
    await streams.hold(endless, gone.signal);
    await expect(streams.hold(endless, never)).rejects.toMatchObject({
      code: "too-many",
      hint: /Close tabs/,
    });
    gone.abort();
    await streams.hold(endless, never);
    await first.cancel();
    expect(await new Response(await streams.hold(short, never)).text()).toBe("ab");
    expect(await new Response(await streams.hold(short, never)).text()).toBe("ab");
  });

  it("that never opened, or broke, are not counted", async () => {
    const streams = makeStreams(1);
    const broken = () => new ReadableStream<Uint8Array>({ pull: () => Promise.reject(new Error("torn")) });
    await expect(streams.hold(() => Promise.reject(new Error("none")), never)).rejects.toThrow("none");
    await expect(new Response(await streams.hold(broken, never)).text()).rejects.toThrow("torn");
    await streams.hold(endless, AbortSignal.abort());
    await streams.hold(endless, never);
    await expect(streams.hold(endless, never)).rejects.toThrow("already");
  });

  it("by the hundred leave the console answering, and make room when they leave", async () => {
    const { ask } = await openConsole();
    const gone = new AbortController();
    const wanted = Array.from({ length: 300 }, () => ask("/api/runs/stream", { signal: gone.signal }));
    const statuses = await Promise.all(wanted.map(async (answer) => (await answer).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(256);
    expect(statuses.filter((status) => status === 429)).toHaveLength(44);
    expect((await ask("/api/health")).status).toBe(200);
    gone.abort();
    const again = async () => {
      const one = new AbortController();
      const { status } = await ask("/api/runs/stream", { signal: one.signal });
      one.abort();
      return status;
    };
    await expect.poll(again).toBe(200);
  });
});
