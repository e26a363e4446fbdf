import { describe, expect, it } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { News } from "#lib/server/news.ts";

const run = (id: string, state: RunRecord["state"]): RunRecord => ({
  ...{ id, state, command: "list", input: {}, dialect: "modeldeck", argv: [], shell: "", effect: "reads" },
  ...{ lane: "reads", createdAt: "2026-01-01T00:00:00.000Z", lines: 0 },
});

function openNews() {
  let tell: (record: RunRecord) => void = () => undefined;
  let signature = "one";
  const news = new News({
    onChange: (listener) => {
      tell = listener;
      return () => undefined;
    },
    signature: async () => signature,
  });
  const gone = new AbortController();
  const reader = news.open(gone.signal).getReader();
  const next = async () => new TextDecoder().decode((await reader.read()).value);
  return {
    news,
    gone,
    reader,
    next,
    tell: (record: RunRecord) => tell(record),
    save: () => (signature = "two"),
  };
}

describe("the news", () => {
  it("say which run moved, and only the latest of it to one who was slow", async () => {
    const { next, tell, news } = openNews();
    await next();
    tell(run("7", "queued"));
    tell(run("8", "queued"));
    tell(run("7", "ended"));
    const frames = await next();
    expect(frames.match(/event: run/g)).toHaveLength(2);
    expect(frames).toContain('{"id":"7","state":"ended","command":"list"}');
    news.close();
  });

  it("say that the registry changed, whoever changed it", async () => {
    const { next, save, news } = openNews();
    await next();
    const heard = next();
    save();
    expect(await heard).toContain('event: registry\ndata: {"signature":"two"}');
    news.close();
  });

  it("end for a reader who has gone, and for all when the console closes", async () => {
    const one = openNews();
    await one.next();
    one.gone.abort();
    expect((await one.reader.read()).done).toBe(true);
    const other = openNews();
    await other.next();
    const last = other.reader.read();
    other.news.close();
    expect((await last).done).toBe(true);
  });
});
