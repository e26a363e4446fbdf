import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { Live } from "#lib/server/live.ts";
import { LiveRing } from "#lib/server/live-ring.ts";

const run = (id: string, state: RunRecord["state"]): RunRecord => ({
  ...{ id, state, command: "list", input: {}, dialect: "modeldeck", argv: [], shell: "", effect: "reads" },
  ...{ lane: "reads", createdAt: "2026-01-01T00:00:00.000Z", lines: 0 },
});

function openLive() {
  let tell: (record: RunRecord) => void = () => undefined;
  let signature = "one";
  const live = new Live({
    onChange: (listener) => {
      tell = listener;
      return () => undefined;
    },
    signature: async () => signature,
  });
  onTestFinished(() => live.close());
  const read = (opening: Partial<Parameters<Live["open"]>[0]> = {}) => {
    const gone = new AbortController();
    const reader = live.open({ signal: gone.signal, ...opening }).getReader();
    const next = async () => new TextDecoder().decode((await reader.read()).value);
    /** Reads until it was said. */
    const until = async (said: string) => {
      let all = "";
      while (!all.includes(said)) all += await next();
      return all;
    };
    return { gone, reader, next, until };
  };
  return { live, read, tell: (record: RunRecord) => tell(record), save: () => (signature = "two") };
}

const idOf = (frames: string) => /^id: (.+)$/m.exec(frames)?.[1];

describe("what is live", () => {
  it("says which run moved, and only the latest of it to one who was slow", async () => {
    const { read, tell } = openLive();
    const { next, until } = read({ only: new Set(["runs"]) });
    const whole = read();
    await Promise.all([next(), whole.next()]);
    tell(run("7", "queued"));
    tell(run("8", "queued"));
    tell(run("7", "ended"));
    const frames = await until('"ended"');
    expect(frames.match(/event: run$/gm)).toHaveLength(2);
    expect(await whole.until('"ended"')).toMatch(/event: runs\ndata: \[\{"id":"8".*"id":"7"/);
    expect(frames).toContain('{"id":"7","state":"ended","command":"list"}');
  });

  it("says that the registry changed, whoever changed it", async () => {
    const { read, save } = openLive();
    const { next, until } = read();
    await next();
    const heard = until("event: registry");
    save();
    expect(await heard).toContain('event: registry\ndata: [{"signature":"two"}]');
  });

  it("tells a page at most ten times a second, and everything that holds by the end", async () => {
    const { live, read } = openLive();
    const { next, until } = read();
    await next();
    const began = performance.now();
    let frames = 0;
    const reading = (async () => {
      for (let all = ""; !all.includes('"step":20000'); frames++) all = await next();
    })();
    for (let step = 1; step <= 20_000; step++) {
      live.tell("backends", "a", { id: "a", step });
      if (step % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await reading;
    expect(frames).toBeLessThanOrEqual(2 + (performance.now() - began) / 100);
    live.tell("backends", "b", { id: "b" });
    expect(await until('"b"')).toContain('data: [{"id":"b"}]');
  });

  it("tells one who comes first how things are, and one who comes back what they missed", async () => {
    const { live, read } = openLive();
    live.tell("backends", "a", { id: "a", state: "offline" });
    live.tell("activity", "1", { id: 1 });
    const first = read();
    const hello = await first.next();
    expect(hello).toContain('event: hello\ndata: {"isReplayed":false}');
    expect(hello).toContain('event: backends\ndata: [{"id":"a","state":"offline"}]');
    expect(hello).not.toContain("event: activity");
    first.gone.abort();
    live.tell("activity", "2", { id: 2 });
    const back = await read({ after: idOf(hello) }).next();
    expect(back).toContain('{"isReplayed":true}');
    expect(back).toContain('event: activity\ndata: [{"id":2}]');
    expect(back).not.toContain("event: backends");
  });

  it("says so where what was missed cannot be told any more", async () => {
    const { live, read } = openLive();
    const hello = await read().next();
    for (let step = 0; step < 1_100; step++) live.tell("activity", String(step), { step });
    expect(await read({ after: idOf(hello) }).next()).toContain('{"isReplayed":false}');
    for (const after of ["another-1", "", "x", `${idOf(hello)}0000`])
      expect(await read({ after }).next()).toContain('{"isReplayed":false}');
  });

  it("says every 15 s that it is still there, as an event that a page can hear, to one who wants nothing else as well", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { live, read } = openLive();
    const { next } = read({ only: new Set(["runs"]) });
    await next();
    let said: string | undefined;
    void next().then((frames) => {
      said = frames;
    });
    for (let second = 0; second < 14; second++) {
      live.tell("system", "", { second });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(said).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said).toBe("event: still\ndata: {}\n\n");
  });

  it("listens to its sources only while somebody reads", async () => {
    const { live, read } = openLive();
    const listening: string[] = [];
    live.follow("system", () => {
      listening.push("on");
      return () => void listening.push("off");
    });
    const [one, other] = [read(), read()];
    one.gone.abort();
    expect(listening).toEqual(["on"]);
    other.gone.abort();
    expect(listening).toEqual(["on", "off"]);
  });

  it("ends for a reader who has gone, and for all when the console closes", async () => {
    const { live, read } = openLive();
    const [one, other] = [read(), read()];
    await one.next();
    one.gone.abort();
    expect((await one.reader.read()).done).toBe(true);
    await other.next();
    const last = other.reader.read();
    live.close();
    expect((await last).done).toBe(true);
  });
});

describe("the ring of what was said", () => {
  it("keeps the latest word on each thing, and knows what it has let go of", () => {
    const ring = new LiveRing();
    for (let step = 1; step <= 10; step++)
      ring.put({ kind: "runs", thing: String(step % 3), value: { step } });
    expect(ring.after(0).map(({ value }) => value)).toEqual([{ step: 8 }, { step: 9 }, { step: 10 }]);
    expect(ring.after(9)).toHaveLength(1);
    expect(ring.reachesBackTo(0)).toBe(true);
    for (let step = 0; step < 2_000; step++) ring.put({ kind: "activity", thing: String(step), value: {} });
    expect(ring.after(0)).toHaveLength(1_000);
    expect(ring.reachesBackTo(1_000)).toBe(false);
    expect(ring.reachesBackTo(ring.last)).toBe(true);
  });
});
