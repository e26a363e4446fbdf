import { expect, test } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { toInstance } from "#lib/backends/instances/environment.ts";
import { ServerActivity } from "#lib/server/backends/server-activity.ts";
import { toActivity } from "#lib/server/backends/to-activity.ts";
import { WhoDidIt } from "#lib/server/backends/who-did-it.ts";

const began = Date.parse("2026-11-21T00:00:00.000Z");
const at = (ms: number) => new Date(began + ms).toISOString();

const run = (id: string, more: Partial<RunRecord>): RunRecord => ({
  ...{ id, command: "backend-load", input: { model: "m" }, dialect: "modeldeck", argv: [], shell: "" },
  ...{ effect: "changes", lane: "backends", state: "running", createdAt: at(0), startedAt: at(0), lines: 0 },
  ...more,
});

const ended = (kind: "cancelled" | "exited", code: number, summary = "") => {
  const rest = { endedAt: at(60_000), durationMs: 60_000, result: { summary } };
  return kind === "exited" ? { kind, code, ...rest } : { kind, ...rest };
};

const instance = toInstance({ kind: "ollama", url: new URL("http://127.0.0.1:1"), from: "saved", name: "A" });
const loaded = { kind: "loaded", says: "A holds m in memory.", model: "m" } as const;

test("3.6 what a run of the console has loaded is its doing, with how long it took", () => {
  const whoDidIt = new WhoDidIt();
  whoDidIt.note(run("7", {}));
  expect(toActivity(instance, loaded, { whoDidIt, at: began + 4_000 })).toMatchObject({
    ...{ kind: "loaded", model: "m", instanceName: "A", who: "console", run: "7", durationMs: 4_000 },
  });
});

test("what nobody here has asked for was done elsewhere", () => {
  const whoDidIt = new WhoDidIt();
  whoDidIt.note(run("6", { input: { models: ["other", "m:latest"] } }));
  whoDidIt.note(run("7", { input: { model: "m" }, lane: "reads" }));
  whoDidIt.note(run("8", { input: { model: "m" }, endedAt: at(1_000) }));
  expect(whoDidIt.of("x", began)).toEqual({ who: "elsewhere" });
  expect(whoDidIt.of("m", began + 60_000)).toEqual({ who: "elsewhere" });
  expect(whoDidIt.of("m", began + 5_000).run).toBe("8");
  expect(whoDidIt.of("m:latest", began + 60_000).run).toBe("6");
});

test("B12 a server that the console started is told of once as it starts, stops or dies, and why", () => {
  const servers = new ServerActivity();
  const server = { kind: "vllm", url: "http://127.0.0.1:8000", since: at(9_000), starts: 1 } as const;
  const going = run("9", {
    lane: "servers",
    input: { kind: "vllm" },
    server: { ...server, phase: "starting" },
  });
  expect(servers.of(going)).toBeUndefined();
  const ready = { ...going, server: { ...server, phase: "ready" as const } };
  expect(servers.of(ready)).toMatchObject({
    kind: "started",
    run: "9",
    instance: expect.stringMatching(/^vllm-/),
    says: "vLLM was started and answers at http://127.0.0.1:8000.",
  });
  expect(servers.of(ready)).toBeUndefined();
  const died = run("9", {
    ...going,
    state: "ended",
    endedAt: at(60_000),
    outcome: ended("exited", 1, "vLLM ended by itself (code 1). No memory."),
  });
  expect(servers.of(died)).toMatchObject({
    kind: "crashed",
    says: "vLLM ended by itself (code 1). No memory.",
    ...{ instance: expect.stringMatching(/^vllm-/), instanceName: "vLLM" },
    durationMs: 60_000,
  });
  const stopped = run("10", { ...died, outcome: ended("cancelled", 0) });
  expect(servers.of(stopped)).toMatchObject({ kind: "stopped", says: "vllm was stopped." });
  expect(servers.of(run("11", { state: "ended" }))).toBeUndefined();
});
