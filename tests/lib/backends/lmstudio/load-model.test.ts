import { describe, expect, it } from "vitest";
import { lmStudioAdapter as adapter } from "#lib/backends/lmstudio/lmstudio-adapter.ts";
import { loadInLmStudio } from "#lib/backends/lmstudio/load-model.ts";
import { type LoadState, sayLoad } from "#lib/backends/lmstudio/load-state.ts";
import { makeGate } from "../../../servers/backend/gate.ts";
import { openBackend } from "../../../servers/backend/open-backend.ts";
import { startTestLmStudio } from "../../../servers/lmstudio/start-test-lmstudio.ts";

const qwen = "qwen/qwen3-8b";
const gemma = "google/gemma-4-26b-a4b";
const large = "openai/gpt-oss-120b";
const noWait = () => Promise.resolve();

const heard = () => {
  const states: LoadState[] = [];
  return { states, tell: (state: LoadState) => void states.push(state) };
};

describe("3.2 load", () => {
  it("leaves what is loaded where it is", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.memory.put(gemma);
    expect(await loadInLmStudio(http, qwen)).toEqual({
      model: qwen,
      at: "ready",
      instance: qwen,
      wasThere: false,
    });
    expect(server.memory.of(gemma)).toHaveLength(1);
  });

  it("unloads every other instance first where replacing is chosen, each by its own name", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.memory.put(gemma);
    server.memory.put(gemma);
    const { states, tell } = heard();
    await loadInLmStudio(http, qwen, { replaces: true, tell });
    const unloaded = server.asked.filter(({ path }) => path.endsWith("/unload")).map(({ body }) => body);
    expect(unloaded).toEqual([{ instance_id: gemma }, { instance_id: `${gemma}:2` }]);
    expect((await adapter.loaded(http)).map(({ id }) => id)).toEqual([qwen]);
    expect(states.filter((state) => !("share" in state)).map(({ at }) => at)).toEqual([
      ...["requested", "unloading", "unloading", "unloading", "loading", "ready"],
    ]);
  });

  it("asks for nothing where it is there already, and for a second one of another context", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.memory.put(qwen, 8192);
    expect(await loadInLmStudio(http, qwen)).toMatchObject({ at: "ready", wasThere: true });
    expect(server.asked.map(({ method }) => method)).toEqual(["GET"]);
    const other = await loadInLmStudio(http, qwen, { contextLength: 16_384 });
    expect(other).toMatchObject({ instance: `${qwen}:2`, wasThere: false });
  });

  it("has options by names of REST go by REST, and sends nothing that LM Studio does not know", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    await adapter.load?.(http, qwen, { contextLength: 4096, options: { flash_attention: true } });
    expect(server.sockets.opened).toEqual([]);
    const body = { model: qwen, context_length: 4096, flash_attention: true };
    expect(server.asked.find(({ path }) => path.endsWith("/load"))?.body).toEqual(body);
    await expect(adapter.load?.(http, gemma, { gpuLayers: 20 })).rejects.toThrow("how many layers");
    await expect(adapter.load?.(http, gemma, { keepAliveSeconds: 0 })).rejects.toThrow("at once");
  });

  it("tells the server's own words where it fails, and never calls that a success", async () => {
    const { http } = await openBackend(startTestLmStudio());
    const failing = adapter.load?.(http, large, {});
    await expect(failing).rejects.toMatchObject({ code: "backend-failed" });
    await expect(adapter.load?.(http, large, {})).rejects.toThrow("insufficient system resources");
    await expect(adapter.load?.(http, "nobody/nothing", {})).rejects.toMatchObject({ code: "backend-model" });
  });
});

describe("3.4 waiting for a slow load", () => {
  it("is loading until the server says that it is there", async () => {
    const gate = makeGate();
    const { http } = await openBackend(startTestLmStudio({ pace: gate.pass }));
    const { states, tell } = heard();
    const loading = loadInLmStudio(http, qwen, { tell });
    await gate.untilHeld();
    expect(states.at(-1)).toMatchObject({ at: "loading" });
    expect(await adapter.loaded(http)).toEqual([]);
    gate.open();
    expect(await loading).toMatchObject({ at: "ready" });
  });

  it("ends when its time is over, and says that the model may still come", async () => {
    const gate = makeGate();
    const { server, http } = await openBackend(startTestLmStudio({ pace: gate.pass }));
    const end = await loadInLmStudio(http, qwen, { limitMs: 300 });
    expect(end).toEqual({ model: qwen, at: "timed-out", limitMs: 300 });
    expect(sayLoad(end)).toContain("it may still come");
    gate.open();
    await expect.poll(() => server.memory.of(qwen)).toHaveLength(1);
  });

  it("can be broken off by who asked", async () => {
    const gate = makeGate();
    const { http } = await openBackend(startTestLmStudio({ pace: gate.pass }));
    const asking = new AbortController();
    const loading = loadInLmStudio(http, qwen, { signal: asking.signal });
    await gate.untilHeld();
    asking.abort();
    await expect(loading).rejects.toThrow("aborted");
    gate.open();
  });
});

describe("3.8 a server that goes away in the middle", () => {
  it("is looked for again and again, and the model may be there none the less", async () => {
    const gate = makeGate();
    const { server, http } = await openBackend(startTestLmStudio({ pace: gate.pass }));
    const { states, tell } = heard();
    let looks = 0;
    const wait = async () => {
      looks += 1;
      if (looks < 3) return;
      server.memory.put(qwen);
      await server.start();
    };
    const loading = loadInLmStudio(http, qwen, { wait, tell });
    await gate.untilHeld();
    await server.stop();
    expect(await loading).toMatchObject({ at: "ready", instance: qwen });
    expect(states.map(({ at }) => at)).toEqual(["requested", "loading", "looking", "ready"]);
    gate.open();
  });

  it("has failed where it is back without the model", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.sockets.fault = { at: "progress", kind: "cut" };
    const end = await loadInLmStudio(http, qwen, { wait: noWait });
    expect(end).toMatchObject({ at: "failed", code: "backend-failed" });
  });

  it("has failed as offline where it stays away", async () => {
    const gate = makeGate();
    const { server, http } = await openBackend(startTestLmStudio({ pace: gate.pass }));
    const loading = loadInLmStudio(http, qwen, { wait: noWait });
    await gate.untilHeld();
    await server.stop();
    expect(await loading).toMatchObject({ at: "failed", code: "backend-offline" });
    gate.open();
  });
});

describe("3.5 and 3.9 the log of a load", () => {
  it("has a line for each step", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.memory.put(gemma);
    const lines: string[] = [];
    await adapter.load?.(http, qwen, { replaces: true, onStep: (says) => void lines.push(says) });
    expect(lines).toEqual([
      `Asking for ${qwen}…`,
      `Unloading ${gemma}…`,
      `There is room for ${qwen} now.`,
      `Loading ${qwen}…`,
      `${qwen} is ready.`,
    ]);
  });
});
