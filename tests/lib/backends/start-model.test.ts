import { expect, test } from "vitest";
import { adapterOf } from "#lib/backends/adapters.ts";
import { isModel, startModel } from "#lib/backends/start-model.ts";
import { stopModel } from "#lib/backends/stop-model.ts";
import { openOllama } from "#tests/support/open-ollama.ts";

const adapter = await adapterOf("ollama");
const models = [{ name: "qwen3:8b", capabilities: ["completion"] }, { name: "ember:latest" }];
const busy = { status: 503, error: "server busy, please try again.  maximum pending requests exceeded" };
const full = { status: 500, error: "llama-server process has terminated: cudaMalloc failed: out of memory" };

const waits = () => {
  const pauses: number[] = [];
  return { pauses, wait: async (ms: number) => void pauses.push(ms) };
};

test("1.2.4 warm start: a model that is in memory is not loaded again", async () => {
  const { http, ollama } = await openOllama({ models });
  expect(await startModel(adapter, http, "ember")).toMatchObject({
    outcome: "loaded",
    loaded: { id: "ember:latest" },
  });
  expect(await startModel(adapter, http, "ember")).toMatchObject({ outcome: "already" });
  expect(ollama.deeds).toHaveLength(1);
  // Another length of context has to be told.
  expect(await startModel(adapter, http, "ember", { contextLength: 8192 })).toMatchObject({
    outcome: "loaded",
  });
});

test("1.2.4 warm start: what may pass is tried again after 1, 2 and 4 seconds, and no longer", async () => {
  const { http, ollama } = await openOllama({ models, faults: { loads: [busy, busy, busy] } });
  const { pauses, wait } = waits();
  expect(await startModel(adapter, http, "ember", { wait })).toMatchObject({ outcome: "loaded" });
  expect(pauses).toEqual([1000, 2000, 4000]);
  ollama.faults = { loads: [busy, busy, busy, busy, busy] };
  const again = startModel(adapter, http, "qwen3:8b", { wait });
  await expect(again).rejects.toMatchObject({ code: "backend-busy" });
});

test("1.2.4 warm start: a connection that was reset inside the server is tried again, and a lack never", async () => {
  const reset = { status: 500, error: "do load request: read tcp 127.0.0.1:4040: connection reset by peer" };
  const { http, ollama } = await openOllama({ models, faults: { loads: [reset, reset] } });
  const { pauses, wait } = waits();
  expect(await startModel(adapter, http, "ember", { wait })).toMatchObject({ outcome: "loaded" });
  expect(pauses).toEqual([1000, 2000]);
  const error = "no such file or directory; connection reset by peer";
  ollama.faults = { loads: [{ status: 500, error }] };
  const lasting = startModel(adapter, http, "qwen3:8b", { wait });
  await expect(lasting).rejects.toMatchObject({ code: "backend-failed" });
  expect(pauses).toHaveLength(2);
});

test("1.2.4 warm start: a server that is killed in mid-load is asked again, and is told to be away where it stays so", async () => {
  const { http, ollama } = await openOllama({ models, faults: { loads: ["killed"] } });
  const { pauses, wait } = waits();
  const away = startModel(adapter, http, "ember", { wait });
  await expect(away).rejects.toMatchObject({
    code: "backend-offline",
    message: expect.stringContaining("nothing listens there"),
  });
  expect(pauses).toEqual([1000, 2000, 4000]);
  await ollama.open();
  ollama.faults = { loads: ["killed"] };
  const back = startModel(adapter, http, "ember", { wait: () => ollama.open() });
  expect(await back).toMatchObject({ outcome: "loaded", loaded: { id: "ember:latest" } });
});

test.each([
  ["that does not fit", { loads: [full] }, "qwen3:8b", "backend-failed", 1],
  ["that is not there", {}, "none", "backend-model", 1],
])(
  "1.2.4 warm start: a model %s is told at once, and nothing is pulled",
  async (_, faults, model, code, loads) => {
    const { http, ollama } = await openOllama({ models, faults, offers: [{ name: "none:latest" }] });
    const { pauses, wait } = waits();
    await expect(startModel(adapter, http, model, { wait })).rejects.toMatchObject({ code });
    expect(pauses).toEqual([]);
    expect(ollama.deeds.map(({ path }) => path)).toEqual(
      Array.from({ length: loads }, () => "/api/generate"),
    );
  },
);

test("1.2.5 stop: a model is gone when the server no longer lists it, and not before", async () => {
  const { http } = await openOllama({ models, faults: { unloadPolls: 3 } });
  await startModel(adapter, http, "ember");
  const { pauses, wait } = waits();
  const seen: string[] = [];
  const onPoll = (poll: number, left: readonly { state: string }[]) => seen.push(`${poll} ${left[0]?.state}`);
  expect(await stopModel(adapter, http, "ember", { wait, onPoll })).toEqual({ outcome: "gone", left: [] });
  expect(seen).toEqual(["1 stopping", "2 stopping", "3 stopping"]);
  expect(pauses).toEqual([1000, 1000, 1000]);
});

test("1.2.5 stop: an unload that never happens is told after ten looks", async () => {
  const { http } = await openOllama({ models, faults: { unloadPolls: Number.POSITIVE_INFINITY } });
  await startModel(adapter, http, "ember");
  const { pauses, wait } = waits();
  expect(await stopModel(adapter, http, "ember", { wait })).toMatchObject({
    outcome: "still-loaded",
    left: [{ id: "ember:latest" }],
  });
  expect(pauses).toHaveLength(9);
});

test("1.2.5 stop: what is not in memory is said to be that, and the server is not told", async () => {
  const { http, ollama } = await openOllama({ models });
  expect(await stopModel(adapter, http, "ember")).toEqual({ outcome: "not-loaded", left: [] });
  expect(ollama.deeds).toEqual([]);
});

test.each([
  ["ember:latest", "ember", true],
  ["ember", "ember:latest", true],
  ["ember:8b", "ember", false],
  ["ember:8b", "ember:8b", true],
  ["ember:8b", "embe", false],
])("1.2.8 %s in memory is %s: %s", (model, wanted, is) =>
  expect(isModel({ model, id: model }, wanted)).toBe(is),
);
