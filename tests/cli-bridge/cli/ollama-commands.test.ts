import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTestRegistry } from "#tests/servers/ollama/open-test-registry.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import type { TestOllamaOptions } from "#tests/servers/ollama/test-ollama.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makePlace, planTold, put, resultTold, startProgram } from "./modeldeck.ts";

const layer = (digit: string, bytes: number) => ({ digest: `sha256:${digit.repeat(64)}`, bytes });
const qwen = {
  name: "qwen3:8b",
  size: 5_200_000_000,
  capabilities: ["completion", "tools"],
  contextLength: 40_960,
};
const tiny = { name: "tiny:latest", size: 700_000, capabilities: ["completion"], contextLength: 2048 };
const offered = { name: "phi4:14b", size: 900, layers: [layer("1", 600), layer("2", 300)] };

async function placeWithOllama(options: Partial<TestOllamaOptions> = {}) {
  const server = await startTestOllama({ models: [qwen, tiny], offers: [offered], ...options });
  const place = await makePlace();
  place.env.OLLAMA_HOST = server.url;
  const deedsOf = (path: string) => server.deeds.filter((deed) => deed.path === path).map(({ body }) => body);
  return { server, deedsOf, ...place };
}

const progressTold = (said: { told: { type: string }[] }) =>
  said.told.filter(({ type }) => type === "progress");

test("0.5 what is there is listed, and the list is what another machine pulls from", async () => {
  const { run, json, server } = await placeWithOllama();
  const said = await run("ollama-list");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toMatch(/qwen3:8b\s+8\.0B\s+Q4_K_M\s+5\.2 GB/);
  expect(await json("ollama-list")).toMatchObject({
    server: server.url,
    models: [{ name: "qwen3:8b", bytes: 5_200_000_000 }, { name: "tiny:latest" }],
  });
});

test("0.17 a model is shown in the server's words", async () => {
  const { run } = await placeWithOllama();
  const said = await run("ollama-show", "qwen3:8b");
  expect(said.stdout).toMatch(/Context\s+40960/);
  expect(said.stdout).toContain("completion, tools");
  expect(said.stdout).toContain("{{ .Prompt }}");
  expect(await run("ollama-show", "nothing")).toMatchObject({ code: 1, stdout: "" });
});

test("0.4 a pull tells its layers, ends when the server says so, and is there afterwards", async () => {
  const { run, server } = await placeWithOllama();
  const said = await run("ollama-pull", "phi4:14b");
  expect(said).toMatchObject({ code: 0 });
  expect(resultTold(said)).toMatchObject({
    result: { summary: "Pulled 1 model.", report: { models: [{ model: "phi4:14b", state: "done" }] } },
  });
  expect(progressTold(said).at(-1)).toMatchObject({
    progress: { unit: "bytes", done: 900, parts: [{ state: "done" }, { state: "done" }] },
  });
  expect(server.models.has("phi4:14b")).toBe(true);
});

test("a pull that fails in the middle says why in the server's words, and the next one goes on", async () => {
  const { run, server } = await placeWithOllama({
    offers: [offered, { name: "other:latest", size: 5, layers: [layer("3", 5)] }],
    faults: { pullError: "max retries exceeded: the wire is cut" },
  });
  const said = await run("ollama-pull", "phi4:14b", "unheard-of");
  expect(said.code).toBe(1);
  expect(said.stdout).toContain("the wire is cut");
  expect(said.stdout).toContain("file does not exist");
  expect(resultTold(said)).toMatchObject({ result: { summary: "Pulled 0 of 2 models; 2 failed." } });
  expect(server.models.has("phi4:14b")).toBe(false);
});

test("4d a list is pulled as far as it is missing, and nothing else is asked for", async () => {
  const { folder, run, deedsOf } = await placeWithOllama();
  const list = join(folder, "models.json");
  await writeFile(list, JSON.stringify({ models: [{ name: "qwen3:8b" }, { name: "phi4:14b" }] }));
  expect((await run("ollama-pull", `--list=${list}`)).code).toBe(0);
  expect(deedsOf("/api/pull").map(({ model }) => model)).toEqual(["phi4:14b"]);
  await writeFile(list, "not a list at all");
  expect(await run("ollama-pull", `--list=${list}`)).toMatchObject({ code: 2 });
  expect((await run("ollama-pull")).stderr).toContain("Pull which models?");
});

test("a pull that is stopped closes its request, and says that the same command goes on", async () => {
  const gate = Promise.withResolvers<void>();
  onTestFinished(() => gate.resolve());
  const { env, server } = await placeWithOllama({ pace: () => gate.promise });
  const { child, stdout, channel, ended } = startProgram(["ollama-pull", "phi4:14b"], env);
  channel.resume();
  let text = "";
  stdout.on("data", (bytes: Buffer) => {
    text += bytes;
  });
  await expect
    .poll(() => server.requests.filter((line) => line.includes("/api/pull")).length, { timeout: 20_000 })
    .toBe(1);
  child.kill("SIGTERM");
  expect(await ended).toBe(143);
  expect(text).toContain("the same command goes on from there");
  gate.resolve();
  await expect.poll(() => server.left, { timeout: 20_000 }).toBe(1);
});

test("4a several are deleted, one that is gone already is told of, and none is deleted unasked", async () => {
  const { run, server } = await placeWithOllama();
  const rehearsed = await run("ollama-delete", "qwen3:8b", "tiny", "tiny:latest", "gone");
  expect(planTold(rehearsed)).toMatchObject({
    plan: {
      models: [
        { model: "qwen3:8b", deed: "erase", bytes: 5_200_000_000 },
        { model: "tiny:latest", deed: "erase" },
        { model: "gone:latest", deed: "keep" },
      ],
    },
  });
  expect(server.models.size).toBe(2);
  expect((await run("ollama-delete", "--apply", "tiny")).stderr).toContain("was not confirmed");
  const said = await run("ollama-delete", "--apply", "--yes", "qwen3:8b", "tiny", "gone");
  expect(resultTold(said)).toMatchObject({ result: { summary: "Deleted 2 models." } });
  expect(server.models.size).toBe(0);
});

test("a plan to delete is void once the server has other models", async () => {
  const { run, server } = await placeWithOllama();
  const told = planTold(await run("ollama-delete", "qwen3:8b"));
  const id = told?.type === "plan" ? told.plan.id : "";
  server.models.set("qwen3:8b", { ...qwen, size: 1 });
  expect(await run("ollama-delete", "--apply", `--plan=${id}`, "qwen3:8b")).toMatchObject({ code: 1 });
  expect(server.models.has("qwen3:8b")).toBe(true);
});

test("a copy is a second name, and a missing model is refused before it", async () => {
  const { run, deedsOf } = await placeWithOllama();
  expect((await run("ollama-copy", "qwen3:8b", "house")).code).toBe(0);
  expect(deedsOf("/api/copy")).toMatchObject([{ source: "qwen3:8b", destination: "house:latest" }]);
  expect((await run("ollama-copy", "gone", "house")).stderr).toContain("has no such model");
});

test("2e a variant is created of fields, never of a Modelfile's text", async () => {
  const { folder, run, deedsOf } = await placeWithOllama();
  const file = join(folder, "Modelfile");
  await put(file, "FROM qwen3:8b\nSYSTEM Be brief.\nPARAMETER temperature 0.9\nPARAMETER stop END\n");
  const said = await run("ollama-create", `--modelfile=${file}`, "--parameter=temperature=0.2", "calm");
  expect(said).toMatchObject({ code: 0 });
  const [created] = deedsOf("/api/create");
  expect(created).toMatchObject({
    model: "calm:latest",
    from: "qwen3:8b",
    system: "Be brief.",
    parameters: { temperature: 0.2, stop: ["END"] },
  });
  expect(created).not.toHaveProperty("modelfile");
});

test("a GGUF file is sent once and by its digest, and what is none is not sent", async () => {
  const { folder, run, deedsOf, server } = await placeWithOllama();
  const gguf = join(folder, "own.gguf");
  await put(gguf, makeGgufModel({ fileType: 15, types: [12] }));
  expect((await run("ollama-create", `--gguf=${gguf}`, "own")).code).toBe(0);
  expect(deedsOf("/api/create")).toMatchObject([
    { files: { "own.gguf": expect.stringMatching(/^sha256:/) } },
  ]);
  const sent = server.requests.filter((line) => line.startsWith("POST /api/blobs")).length;
  expect(sent).toBe(1);
  await put(gguf, "secrets of mine");
  expect(await run("ollama-create", `--gguf=${gguf}`, "own")).toMatchObject({ code: 2 });
  expect(server.requests.filter((line) => line.startsWith("POST /api/blobs")).length).toBe(sent);
});

test("S10 neither a name nor a Modelfile leads to files outside the roots", async () => {
  const { folder, run, server } = await placeWithOllama();
  const gguf = join(folder, "elsewhere", "own.gguf");
  await put(gguf, makeGgufModel({ fileType: 15, types: [12] }));
  const file = join(folder, "Modelfile");
  await put(file, `FROM ${gguf}\n`);
  expect((await run("ollama-create", `--from=${gguf}`, "own")).stderr).toContain("is no name of a model");
  expect((await run("ollama-create", `--modelfile=${file}`, "own")).stderr).toContain("outside the roots");
  expect(server.requests.filter((line) => line.includes("/api/blobs"))).toEqual([]);
});

test("4b only a model that has moved on is pulled", async () => {
  const registry = await openTestRegistry([
    { name: "ns/moved", tag: "latest", layers: [{ kind: "model", content: Buffer.from("new bytes") }] },
    { name: "ns/same", tag: "latest", layers: [{ kind: "model", content: Buffer.from("same bytes") }] },
  ]);
  onTestFinished(registry.close);
  const host = new URL(registry.url).host;
  const same = { name: `${host}/ns/same:latest`, digest: registry.digestOf("/v2/ns/same/manifests/latest") };
  const moved = { name: `${host}/ns/moved:latest`, layers: [layer("4", 9)] };
  const { run, deedsOf } = await placeWithOllama({ models: [moved, same], offers: [moved, same] });
  const rehearsed = await run("ollama-update", "--insecure", "--dry-run");
  expect(planTold(rehearsed)).toMatchObject({
    plan: {
      models: [
        { model: moved.name, deed: "fetch" },
        { model: same.name, deed: "keep" },
      ],
    },
  });
  expect((await run("ollama-update", "--insecure")).code).toBe(0);
  expect(deedsOf("/api/pull")).toMatchObject([{ model: `http://${moved.name}`, insecure: true }]);
});

test("8b what one server lacks of another is pulled, and what no registry has is told of", async () => {
  const registry = await openTestRegistry([
    { name: "ns/known", tag: "latest", layers: [{ kind: "model", content: Buffer.from("bytes") }] },
  ]);
  onTestFinished(registry.close);
  const host = new URL(registry.url).host;
  const known = {
    name: `${host}/ns/known:latest`,
    digest: registry.digestOf("/v2/ns/known/manifests/latest"),
  };
  const own = { name: `${host}/ns/own:latest` };
  const { run, env } = await placeWithOllama({ models: [known, own] });
  const target = await startTestOllama({ models: [], offers: [known] });
  const words = ["ollama-sync", `--from=${env.OLLAMA_HOST}`, `--to=${target.url}`, "--insecure"];
  const rehearsed = await run(...words, "--dry-run");
  expect(planTold(rehearsed)).toMatchObject({
    plan: {
      models: [
        { model: known.name, deed: "fetch" },
        { model: own.name, deed: "keep", why: expect.stringContaining("push it first") },
      ],
    },
  });
  expect((await run(...words)).code).toBe(0);
  expect([...target.models.keys()]).toEqual([known.name]);
});

test("a push needs a name that says whose the model is", async () => {
  const { run } = await placeWithOllama({ models: [{ name: "you/model:tag" }, tiny] });
  expect((await run("ollama-push", "tiny")).stderr).toContain("does not say whose");
  expect(planTold(await run("ollama-push", "you/model:tag", "--dry-run"))).toMatchObject({
    plan: { models: [{ model: "you/model:tag", deed: "send" }] },
  });
});
