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

test("8c a model that came into memory because it was talked to here is our doing, and its leaving is not", () => {
  const whoDidIt = new WhoDidIt();
  const whoOf = (kind: "loaded" | "unloaded", at: number, model = "m:latest") =>
    whoDidIt.of({ kind, instance, model, at }).who;
  whoDidIt.talked(instance.id, "m");
  expect([whoOf("loaded", began + 3_600_000), whoOf("unloaded", began)]).toEqual(["console", "elsewhere"]);
  whoDidIt.talked(instance.id, "m", began);
  expect([whoOf("loaded", began + 10_000), whoOf("loaded", began + 20_000)]).toEqual([
    "console",
    "elsewhere",
  ]);
  expect(whoOf("loaded", began, "n")).toBe("elsewhere");
});

test("a run that also fetched the model, or made room for it first, does not tell how long a load takes", () => {
  const whoDidIt = new WhoDidIt();
  const loadedAt = (ms: number) => whoDidIt.of({ kind: "loaded", instance, model: "m", at: began + ms });
  whoDidIt.note(run("7", { input: { model: "m", replace: true } }));
  expect(loadedAt(4_000)).toEqual({ who: "console", run: "7" });
  whoDidIt.note(run("8", { input: { model: "m", pull: true } }));
  expect(loadedAt(4_000)).toEqual({ who: "console", run: "8" });
});

test("what nobody here has asked for was done elsewhere", () => {
  const whoDidIt = new WhoDidIt();
  whoDidIt.note(run("6", { command: "backend-unload", input: { models: ["other", "m:latest"] } }));
  whoDidIt.note(run("7", { command: "ollama-show", lane: "reads" }));
  whoDidIt.note(run("8", { endedAt: at(1_000) }));
  const of = (model: string, ms: number, kind: "loaded" | "unloaded" = "loaded") =>
    whoDidIt.of({ kind, instance, model, at: began + ms });
  expect(of("x", 0)).toEqual({ who: "elsewhere" });
  expect(of("m", 60_000)).toEqual({ who: "elsewhere" });
  expect(of("m", 5_000)).toEqual({ who: "console", run: "8", durationMs: 1_000 });
  expect(of("m:latest", 60_000, "unloaded").run).toBe("6");
});

test("what a run at another server did, or one that does something else, is not what was seen", () => {
  const whoDidIt = new WhoDidIt();
  const elsewhere = { who: "elsewhere" };
  const of = (kind: "loaded" | "unloaded" | "pulled", model = "m") =>
    whoDidIt.of({ kind, instance, model, at: began + 65_000 });
  const input = { models: ["m"], backend: "A" };
  whoDidIt.note(run("1", { command: "ollama-pull", input, lane: "downloads", endedAt: at(60_000) }));
  whoDidIt.note(run("2", { input: { model: "m", backend: "B" } }));
  whoDidIt.note(run("3", { command: "lmstudio-download", lane: "downloads" }));
  expect(of("loaded")).toEqual(elsewhere);
  expect(of("pulled")).toEqual({ who: "console", run: "1" });
  whoDidIt.note(run("4", { input: { model: "m", backend: "localhost:1", pull: true, replace: true } }));
  expect(of("loaded")).toEqual({ who: "console", run: "4" });
  expect([of("unloaded", "other").run, of("pulled", "other")]).toEqual(["4", elsewhere]);
});

test("B12 a server that the console started is told of once as it starts, stops or dies, and why", () => {
  const servers = new ServerActivity(began, () => false);
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
  const later = (wasTold: boolean) => new ServerActivity(began + 10_000, () => wasTold).of(ready);
  expect(later(true)).toBeUndefined();
  expect(later(false)).toMatchObject({ kind: "started", at: at(9_000) });
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

test("a server that dies before it said that it is ready is told of where it was to be", () => {
  const servers = new ServerActivity(began, () => false);
  const server = { kind: "vllm", url: "http://127.0.0.1:8000", since: at(9_000), starts: 1 } as const;
  const going = run("9", { lane: "servers", server: { ...server, phase: "starting" } });
  servers.of(going);
  const { server: _, ...gone } = going;
  const died = { ...gone, state: "ended", endedAt: at(60_000), outcome: ended("exited", 1) } as const;
  expect(servers.of(died)).toMatchObject({
    kind: "crashed",
    ...{ instance: expect.stringMatching(/^vllm-/), instanceName: "vLLM" },
  });
});
