import { describe, expect, it } from "vitest";
import { lmStudioAdapter as adapter } from "#lib/backends/lmstudio/lmstudio-adapter.ts";
import { startModel } from "#lib/backends/start-model.ts";
import { stopModel } from "#lib/backends/stop-model.ts";
import { openBackend } from "../../../servers/backend/open-backend.ts";
import { startTestLmStudio } from "../../../servers/lmstudio/start-test-lmstudio.ts";

const qwen = "qwen/qwen3-8b";

describe("3.13 the list of the seed, by the ways that every command uses", () => {
  it("lists, loads with its steps told, is ready and is unloaded again", async () => {
    const { http } = await openBackend(startTestLmStudio());
    expect((await adapter.list(http)).some(({ id, isLoaded }) => id === qwen && !isLoaded)).toBe(true);
    const lines: string[] = [];
    const started = await startModel(adapter, http, qwen, { onStep: (says) => void lines.push(says) });
    expect(started).toMatchObject({ outcome: "loaded", loaded: { id: qwen, state: "ready" } });
    expect(lines).toEqual([`Asking for ${qwen}…`, `Loading ${qwen}…`, `${qwen} is ready.`]);
    expect(await startModel(adapter, http, qwen)).toMatchObject({ outcome: "already" });
    expect(await stopModel(adapter, http, qwen)).toEqual({ outcome: "gone", left: [] });
  });

  it("unloads both of two instances of one model, and one alone by its own name", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    for (const context of [1024, 2048, 4096]) server.memory.put(qwen, context);
    await stopModel(adapter, http, `${qwen}:2`);
    expect((await adapter.loaded(http)).map(({ id }) => id)).toEqual([qwen, `${qwen}:3`]);
    expect(await stopModel(adapter, http, qwen)).toMatchObject({ outcome: "gone" });
    expect(await adapter.loaded(http)).toEqual([]);
  });

  it("tells that an instance is not known, which is no success", async () => {
    const { http } = await openBackend(startTestLmStudio());
    await expect(adapter.unload?.(http, "nobody")).rejects.toThrow(
      "No loaded model instance with id 'nobody'",
    );
  });
});
