import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { textOf } from "#tests/support/collect-events.ts";
import { fixtureRunner, requestFor, runToEnd } from "./fixture-runner.ts";

async function textsOf(fixture: string, args: string[] = []): Promise<string[]> {
  const { runner } = await fixtureRunner();
  const { lines } = await runToEnd(runner, requestFor(fixture, args));
  return lines.map(({ text }) => text);
}

describe("what a run prints", () => {
  test("is kept on both streams, in one numbering", async () => {
    const { runner } = await fixtureRunner();
    const { lines } = await runToEnd(runner, requestFor("two-streams"));
    expect(lines).toMatchObject([
      { line: 1, stream: "out", text: "one" },
      { line: 2, stream: "err", text: "two" },
    ]);
  });

  test("keeps its colours and loses everything else that steers a terminal", async () => {
    expect(await textsOf("control-sequences")).toEqual([
      "\u001b[31mred\u001b[0m gone",
      "link clip",
      "dcs c1 bell evil",
      "100% done",
    ]);
  });

  test("cannot forge an event of the stream", async () => {
    const { runner } = await fixtureRunner();
    const { events, lines } = await runToEnd(runner, requestFor("sse-looking-lines"));
    expect(lines.map(({ text }) => text)).toEqual([
      "data: x",
      "",
      "event: ended",
      "id: 99",
      "</script><b>\u2028</b>",
    ]);
    expect(events.filter(({ event }) => event === "ended")).toHaveLength(1);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
  });

  test("may be broken UTF-8, even across two reads, and stays text", async () => {
    expect(await textsOf("invalid-utf8")).toEqual(["a\ufffd\ufffdb", "é"]);
  });

  test("a line of 100 MB is cut to 64 KiB, says how much is missing, and the next line is whole", async () => {
    const { runner } = await fixtureRunner();
    const { lines } = await runToEnd(runner, requestFor("long-line", ["100"]));
    expect(lines).toHaveLength(2);
    expect(lines[0]?.text).toHaveLength(64 * 1024);
    expect(lines[0]?.cut).toBe(100 * 1024 * 1024 - 64 * 1024);
    expect(lines[1]?.text).toBe("after");
  });

  test("is read back from the log as it was printed, whole or in part", async () => {
    const { runner } = await fixtureRunner();
    const { id } = await runToEnd(runner, requestFor("many-lines", ["5000"]));
    const printed = Array.from({ length: 5_000 }, (_, at) => `${`line ${at + 1} `.padEnd(59, ".")}\n`);
    expect(await textOf(await runner.log(id))).toBe(printed.join(""));
    const part = await textOf(await runner.log(id, { from: 4_000, lines: 3 }));
    expect(part).toBe(printed.slice(3_999, 4_002).join(""));
  });
});

describe("secrets", () => {
  const secret = "hf_Zq8LmN3pRt5VwXy7Ab2Cd4Ef6Gh9JkMnPq";

  test("are hidden in every form, also when they come in two pieces, and never reach the disk", async () => {
    const { runner, home } = await fixtureRunner({ env: { ...process.env, HF_TOKEN: secret } });
    const { id, lines } = await runToEnd(runner, requestFor("prints-secrets"));
    expect(lines.map(({ text }) => text).sort()).toEqual([
      "Authorization: Bearer •••",
      expect.stringMatching(/^base64 dXNlcj\S*•••/),
      "half ••• whole",
      "lower •••",
      "other •••",
      "plain •••",
      "url •••",
    ]);
    for (const file of ["run.json", "events.sse", "keeper.json", "outcome.json"]) {
      // The outcome is told by the last event a moment before its file is there.
      const text = await vi.waitFor(() => readFile(join(home, "runs", id, file), "utf8"), {
        timeout: 10_000,
      });
      expect(text.toLowerCase()).not.toContain(secret.slice(3, 20).toLowerCase());
    }
  });

  test("reach the program by its environment, which holds nothing that was not let in", async () => {
    const env = { ...process.env, NODE_OPTIONS: "", LD_PRELOAD: "", npm_config_x: "1", SESSION_SECRET: "s" };
    const { runner } = await fixtureRunner({ env });
    const { lines } = await runToEnd(runner, requestFor("echo-env", [], { secrets: { HF_TOKEN: secret } }));
    const names: string[] = JSON.parse(lines[0]?.text ?? "[]");
    expect(names).toContain("HF_TOKEN");
    expect(names).toContain("MODELDECK_RUN");
    const strange = names.filter((name) => /^(NODE_|LD_|npm_|SESSION)/i.test(name));
    expect(strange.filter((name) => name !== "NODE_EXTRA_CA_CERTS")).toEqual([]);
  });
});

describe("what our own CLI reports", () => {
  test("becomes a plan, paced progress with its last word, and a result in the outcome", async () => {
    const { runner } = await fixtureRunner();
    const request = requestFor("reports", [], { dialect: "modeldeck" });
    const { events, lines, record } = await runToEnd(runner, request);
    const progress = events.flatMap((event) => (event.event === "progress" ? [event.data] : []));
    expect(events.filter(({ event }) => event === "plan")).toHaveLength(1);
    expect(progress.length).toBeLessThanOrEqual(5);
    expect(progress.at(-1)).toMatchObject({ done: 500, total: 500 });
    expect(record.outcome.result).toMatchObject({ summary: "Done.", undo: { command: "restore" } });
    expect(record.progress).toMatchObject({ done: 500 });
    expect(lines.map(({ text }) => text)).toContain("human text");
    expect(lines.map(({ text }) => text)).toContain(
      "The program reported something that is no known message.",
    );
  });

  test("is recorded whole where a plan comes faster than it is written", async () => {
    const { runner } = await fixtureRunner();
    const request = requestFor("tells-large-plan", ["300"], { dialect: "modeldeck" });
    const { events, record } = await runToEnd(runner, request);
    expect(record.outcome).toMatchObject({ kind: "exited", code: 0, result: { summary: "Told." } });
    const names = events.map(({ event }) => event);
    expect(names.filter((name) => name === "planPart")).toHaveLength(300);
    expect(names.lastIndexOf("planPart")).toBeLessThan(names.indexOf("plan"));
  });

  test("has a bound, at which the run is ended like one that prints too much", async () => {
    const { runner } = await fixtureRunner({ limits: { bytesMax: 2_000_000 } });
    const request = requestFor("tells-large-plan", ["1000"], { dialect: "modeldeck" });
    const { events, record } = await runToEnd(runner, request);
    expect(record.outcome).toMatchObject({ kind: "flooded", bytesMax: 2_000_000 });
    expect(events.filter(({ event }) => event === "planPart").length).toBeLessThan(50);
    expect(events.filter(({ event }) => event === "plan")).toEqual([]);
  });

  test("is not asked of a foreign program, whose percentages are read instead", async () => {
    const { runner } = await fixtureRunner();
    const { record } = await runToEnd(runner, requestFor("control-sequences"));
    expect(record.progress).toMatchObject({ unit: "percent", done: 100 });
  });
});

test("a program that prints faster than it is recorded waits, and loses nothing", async () => {
  const { runner } = await fixtureRunner();
  const { record, lines } = await runToEnd(runner, requestFor("many-lines", ["200000"]));
  expect(record.outcome).toMatchObject({ kind: "exited", code: 0 });
  expect(lines.at(-1)).toMatchObject({ line: 200_000, text: expect.stringMatching(/^line 200000 \./) });
});
