import { describe, expect, it } from "vitest";
import { lmStudioAdapter as adapter } from "#lib/backends/lmstudio/lmstudio-adapter.ts";
import { loadBySocket } from "#lib/backends/lmstudio/load-by-socket.ts";
import { loadInLmStudio } from "#lib/backends/lmstudio/load-model.ts";
import { openLmSocket } from "#lib/backends/lmstudio/open-lm-socket.ts";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { openBackend } from "#tests/servers/backend/open-backend.ts";
import { lmSamples } from "#tests/servers/lmstudio/lm-models.ts";
import type { SocketFault } from "#tests/servers/lmstudio/lm-sockets.ts";
import { startTestLmStudio } from "#tests/servers/lmstudio/start-test-lmstudio.ts";

const qwen = "qwen/qwen3-8b";
const gemma = "google/gemma-4-26b-a4b";
const nomic = "text-embedding-nomic-embed-text-v1.5";
const token = "sk-lm-AbCd1234:abcdefghij0123456789";
const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const noWait = () => Promise.resolve();
const asker = new AbortController().signal;

type Server = Awaited<ReturnType<typeof startTestLmStudio>>;
const loadsByRest = ({ asked }: Server) => asked.filter(({ path }) => path.endsWith("/models/load"));

describe("3.6 how far a load is", () => {
  it("is told for every load, and nobody else goes for that", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.memory.put(gemma, 8192, true);
    const shares: number[] = [];
    await adapter.load?.(http, qwen, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual(tenths);
    expect(loadsByRest(server)).toEqual([]);
    expect((await adapter.loaded(http)).map(({ id }) => id)).toEqual([gemma, qwen]);
  });

  it("is told for a model that embeds and for a variant, each with the context that is asked for", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    for (const [model, context] of [
      [nomic, 512],
      [`${gemma}@q8_0`, 4096],
    ] as const) {
      const shares: number[] = [];
      const onProgress = (share: number) => void shares.push(share);
      await adapter.load?.(http, model, { contextLength: context, onProgress });
      expect(shares).toEqual(tenths);
    }
    expect(server.sockets.opened.map(({ path }) => path)).toEqual(["/embedding", "/llm"]);
    expect(server.memory.of(nomic)).toMatchObject([{ contextLength: 512 }]);
    expect(server.memory.of(gemma)).toMatchObject([{ contextLength: 4096 }]);
  });

  it("goes with a time to stay of any length; without one the model stays", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    await adapter.load?.(http, qwen, { keepAliveSeconds: 600 });
    await adapter.load?.(http, gemma, { keepAliveSeconds: -1 });
    expect(server.memory.of(qwen)).toMatchObject([{ ttlMs: 600_000, isJustInTime: false }]);
    expect(server.memory.of(gemma)).toMatchObject([{ ttlMs: undefined }]);
  });

  it("tells a second instance by its own name", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.memory.put(qwen, 8192);
    expect(await loadInLmStudio(http, qwen, { contextLength: 4096 })).toMatchObject({
      instance: `${qwen}:2`,
    });
  });
});

describe("3.2 a socket that is of no use", () => {
  const faults: SocketFault[] = [
    { at: "greeting", kind: "garbage" },
    { at: "greeting", kind: "huge" },
    { at: "greeting", kind: "cut" },
    { at: "load", kind: "unknown" },
  ];
  it.each(faults)("leaves the load to REST, once: $kind at the $at", async (fault) => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.sockets.fault = fault;
    expect(await loadInLmStudio(http, qwen)).toMatchObject({ at: "ready", instance: qwen });
    expect(loadsByRest(server)).toHaveLength(1);
    expect(server.memory.of(qwen)).toHaveLength(1);
  });

  it("is given up where nobody answers in time", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.sockets.fault = { at: "greeting", kind: "mute" };
    expect(await openLmSocket(http, "llm", { asker, limitMs: 100 })).toBeUndefined();
  });

  it("refuses a time to stay before anything is unloaded, since REST knows none", async () => {
    const { server, http } = await openBackend(startTestLmStudio({ hasSockets: false }));
    server.memory.put(gemma);
    const end = await loadInLmStudio(http, qwen, { replaces: true, staysSeconds: 600 });
    expect(end).toMatchObject({ at: "failed", code: "not-available" });
    expect(server.memory.of(gemma)).toHaveLength(1);
    expect(await loadInLmStudio(http, qwen)).toMatchObject({ at: "ready" });
  });
});

describe("3.12 a token", () => {
  it("is said to the socket as a name and a password, and in no header", async () => {
    const { server, http } = await openBackend(startTestLmStudio({ token }), token);
    expect(await loadInLmStudio(http, qwen)).toMatchObject({ at: "ready" });
    const [greeting] = server.sockets.heard;
    expect(greeting).toMatchObject({ clientIdentifier: "AbCd1234", clientPasskey: "abcdefghij0123456789" });
    expect(server.sockets.opened[0]?.headers).not.toHaveProperty("authorization");
    expect(loadsByRest(server)).toEqual([]);
  });

  it("opens no socket where it is wrong, and is not told to one where it is of another form", async () => {
    const wrong = await openBackend(startTestLmStudio({ token }), token.replace("9", "8"));
    expect(await openLmSocket(wrong.http, "llm", { asker })).toBeUndefined();
    const other = await openBackend(startTestLmStudio({ token: "of another form" }), "of another form");
    expect(await loadInLmStudio(other.http, qwen)).toMatchObject({ at: "ready" });
    expect(other.server.sockets.opened).toEqual([]);
  });

  it("is not shown where a server says it back, in whole or in part", async () => {
    const refusal = `Refused to ${token}, that is abcdefghij0123456789.`;
    const models = lmSamples.map((model) => ({ ...model, refusal }));
    const { http } = await openBackend(startTestLmStudio({ token, models }), token);
    const end = await loadInLmStudio(http, qwen);
    const message = `${http.base.origin}: Failed to load model (Refused to ***, that is ***.)`;
    expect(end).toMatchObject({ at: "failed", message });
  });
});

describe("3.8 a load by socket that does not get there", () => {
  it("is ended at the server, too, by who asked for it", async () => {
    const gate = makeGate();
    const { server, http } = await openBackend(startTestLmStudio({ pace: gate.pass }));
    const asking = new AbortController();
    const loading = loadInLmStudio(http, qwen, { signal: asking.signal });
    await gate.untilHeld();
    asking.abort();
    await expect(loading).rejects.toThrow("aborted");
    const cancel = { type: "channelSend", channelId: 0, message: { type: "cancel" } };
    await expect.poll(() => server.sockets.heard).toContainEqual(cancel);
    gate.open();
    expect(await adapter.loaded(http)).toEqual([]);
  });

  it("is not mistaken in words that it does not know", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.sockets.fault = { at: "progress", kind: "garbage" };
    expect(await loadInLmStudio(http, qwen)).toMatchObject({ at: "ready" });
  });

  it.each(["cut", "huge"] as const)("is looked for where its connection ends: %s", async (kind) => {
    const gate = makeGate();
    let paces = 0;
    const pace = () => (++paces > 5 ? gate.pass() : Promise.resolve());
    const { server, http } = await openBackend(startTestLmStudio({ pace }));
    server.sockets.fault = { at: "progress", kind };
    const ways: string[] = [];
    const end = await loadInLmStudio(http, qwen, { wait: noWait, tell: ({ at }) => void ways.push(at) });
    expect(end).toMatchObject({ at: "failed", message: expect.stringContaining("broke off in the middle") });
    expect([...new Set(ways)]).toEqual(["requested", "loading", "looking", "failed"]);
    expect(loadsByRest(server)).toEqual([]);
    gate.open();
  });

  it("waits no longer than it is given, where nothing is said to it", async () => {
    const { server, http } = await openBackend(startTestLmStudio());
    server.sockets.fault = { at: "load", kind: "mute" };
    expect(await loadInLmStudio(http, qwen, { limitMs: 200 })).toMatchObject({ at: "timed-out" });
    expect(loadsByRest(server)).toEqual([]);
  });

  it("says that a model is missing which was there when it was looked for", async () => {
    const { http } = await openBackend(startTestLmStudio());
    const socket = await openLmSocket(http, "llm", { asker });
    if (!socket) throw new Error("The socket is not open.");
    const load = {
      model: "nobody/nothing",
      domain: "llm",
      onProgress: () => {},
      within: asker,
      asker,
    } as const;
    await expect(loadBySocket(http, socket, load)).rejects.toMatchObject({ code: "backend-model" });
    await socket.close();
  });
});
