import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import type { PullProgress } from "#lib/backends/adapter.ts";
import { openBackendHttp } from "#lib/backends/http/open-backend-http.ts";
import { createModel } from "#lib/backends/ollama/create-model.ts";
import { pullModel, pushModel } from "#lib/backends/ollama/follow-progress.ts";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { openOllama } from "#tests/support/open-ollama.ts";

const layerOf = (letter: string, bytes: number) => ({ digest: `sha256:${letter.repeat(64)}`, bytes });
const layers = [layerOf("a", 1000), layerOf("b", 4000), layerOf("c", 10)];
const ember = { name: "ember:8b", layers };
const twin = { name: "ember:twin", layers: [...layers.slice(0, 2), layerOf("d", 70)] };

const listen = () => {
  const seen: PullProgress[] = [];
  return { seen, onProgress: (progress: PullProgress) => void seen.push(progress) };
};

/** Whether no layer ever goes back, and none is lost. */
function isMonotone(seen: readonly PullProgress[]): boolean {
  return seen.every(({ layers: now }, at) =>
    (seen[at - 1]?.layers ?? []).every(({ digest, done }) => {
      const next = now.find((each) => each.digest === digest);
      return next !== undefined && next.done >= done && next.done <= next.total;
    }),
  );
}

test.each([undefined, 1, 3, 17])(
  "0.4 pull: three layers in pieces of %s bytes go forward only, to their end",
  async (pieceBytes) => {
    const faults = pieceBytes === undefined ? {} : { pieceBytes };
    const { http, ollama } = await openOllama({ models: [], offers: [ember], faults });
    const { seen, onProgress } = listen();
    await pullModel(http, "ember:8b", { onProgress });
    expect(isMonotone(seen)).toBe(true);
    expect(seen.at(-1)).toEqual({
      status: "success",
      layers: layers.map(({ digest, bytes }) => ({ digest, done: bytes, total: bytes })),
    });
    expect(ollama.models.has("ember:8b")).toBe(true);
  },
);

test("layers that are there already count as whole at once", async () => {
  const { http } = await openOllama({ models: [ember], offers: [twin] });
  const { seen, onProgress } = listen();
  await pullModel(http, "ember:twin", { onProgress });
  const first = seen.find((progress) => progress.layers.length === 1);
  expect(first?.layers[0]).toMatchObject({ done: 1000, total: 1000 });
});

test("0.4 pull: what is in no registry is told as that, though the status says that all is well", async () => {
  const { http } = await openOllama({ models: [] });
  await expect(pullModel(http, "none", listen())).rejects.toMatchObject({
    code: "backend-model",
    message: expect.stringContaining("pull model manifest: file does not exist"),
  });
});

test("0.4 pull: an error in the middle is the server's own, and an end without a word is a failure", async () => {
  const { http, ollama } = await openOllama({
    models: [],
    offers: [ember],
    faults: { pullError: "max retries exceeded" },
  });
  await expect(pullModel(http, "ember:8b", listen())).rejects.toThrow("max retries exceeded");
  ollama.faults = { pullBreaksOff: true };
  await expect(pullModel(http, "ember:8b", listen())).rejects.toThrow(/without saying that it is done/);
});

test("0.4 pull: a server that is killed in the middle interrupts it, and the next one goes on", async () => {
  const gate = makeGate();
  let turns = 0;
  const pace = () => (turns++ > 4 ? gate.pass() : Promise.resolve());
  const { http, ollama } = await openOllama({ models: [], offers: [ember], pace });
  const kill = ({ layers: told }: PullProgress) => void (told.length === 2 && ollama.close());
  await expect(pullModel(http, "ember:8b", { onProgress: kill })).rejects.toMatchObject({
    code: "backend-offline",
    message: `${ollama.url} was interrupted: the connection broke.`,
    hint: expect.stringContaining("what has arrived is kept"),
  });
  await expect(pullModel(http, "ember:8b", listen())).rejects.toThrow("nothing listens there");
  gate.open();
  await ollama.open();
  const { seen, onProgress } = listen();
  await pullModel(http, "ember:8b", { onProgress });
  // What had arrived is not fetched again.
  expect(seen.find((progress) => progress.layers.length === 1)?.layers[0]?.done).toBe(1000);
  expect(seen.at(-1)?.status).toBe("success");
});

test("a pull that is given up closes its connection, and another of the same model goes on", async () => {
  let turns = 0;
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const pace = () => (turns++ > 1 ? held : Promise.resolve());
  const { http, ollama } = await openOllama({ models: [], offers: [ember], pace });
  const giving = new AbortController();
  const one = pullModel(http, "ember:8b", {
    onProgress: () => giving.abort(new Error("given up")),
    signal: giving.signal,
  });
  await expect(one).rejects.toThrow("given up");
  await expect.poll(() => ollama.left).toBe(1);
  const other = pullModel(http, "ember:8b", listen());
  go();
  await other;
  expect(ollama.models.has("ember:8b")).toBe(true);
});

test("a hundred thousand lines of progress lose nothing of their end", async () => {
  const total = 100_000;
  const server = createServer((_, response) => {
    const line = (completed: number) =>
      `${JSON.stringify({ status: "pulling", digest: "sha256:x", total, completed })}\n`;
    for (let at = 0; at < 100; at += 1)
      response.write(Array.from({ length: 1000 }, (__, of) => line(at * 1000 + of + 1)).join(""));
    response.end('{"status":"success"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
  const http = openBackendHttp({ url, token: undefined });
  onTestFinished(async () => {
    await http.close();
    server.close();
  });
  let last: PullProgress | undefined;
  await pullModel(http, "x", {
    onProgress: (progress) => {
      last = progress;
    },
  });
  expect(last).toEqual({ status: "success", layers: [{ digest: "sha256:x", done: total, total }] });
});

test("push: a name without a namespace is refused in the server's words", async () => {
  const { http } = await openOllama({ models: [ember, { ...ember, name: "me/ember:8b" }] });
  await expect(pushModel(http, "ember:8b", listen())).rejects.toThrow(/not authorized to push/);
  const { seen, onProgress } = listen();
  await pushModel(http, "me/ember:8b", { onProgress });
  expect(seen.at(-1)?.layers).toHaveLength(3);
});

test("2e create: from another model, with what is its own, and never as a text", async () => {
  const { http, ollama } = await openOllama({ models: [ember] });
  const creation = {
    model: "short",
    from: "ember:8b",
    system: "Be short.",
    parameters: { num_ctx: 8192, stop: ["x"] },
  };
  await createModel(http, creation, listen());
  expect(ollama.deeds.at(-1)?.body).toEqual({ ...creation, stream: true });
  expect(ollama.models.get("short:latest")?.layers).toEqual(layers);
  await expect(createModel(http, { model: "x", from: "none" }, listen())).rejects.toMatchObject({
    code: "backend-model",
  });
  await expect(createModel(http, { model: "x" }, listen())).rejects.toThrow(
    "neither 'from' or 'files' was specified",
  );
});

test("S18 a pull of ever more layers with names without end is followed in little room", async () => {
  const lines = Array.from({ length: 3_000 }, (_, at) => ({
    status: "pulling",
    digest: `sha256:${at}`,
    total: 1,
  }));
  const hostile = [...lines, { status: `s\u001b[31m${"t".repeat(9_000)}`, digest: "d".repeat(9_000) }];
  const server = createServer((_, response) => {
    response.end(hostile.map((line) => `${JSON.stringify(line)}\n`).join(""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
  const http = openBackendHttp({ url, token: undefined });
  onTestFinished(async () => {
    await http.close();
    server.close();
  });
  let last: PullProgress | undefined;
  const pulled = pullModel(http, "m", {
    onProgress: (progress) => {
      last = progress;
    },
  });
  await expect(pulled).rejects.toMatchObject({ message: expect.stringMatching(/^\P{Cc}{1,400}$/u) });
  expect(last?.layers).toHaveLength(1_000);
});
