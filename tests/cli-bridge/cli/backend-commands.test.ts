import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeGate } from "#tests/servers/backend/gate.ts";
import { openBackend } from "#tests/servers/backend/open-backend.ts";
import { makeNvidiaSmi } from "#tests/servers/gpu/make-nvidia-smi.ts";
import { startTestLmStudio } from "#tests/servers/lmstudio/start-test-lmstudio.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import type { TestOllamaOptions } from "#tests/servers/ollama/test-ollama.ts";
import { startTestVllm } from "#tests/servers/vllm/start-test-vllm.ts";
import { makePlace, planTold, resultTold, startProgram } from "./modeldeck.ts";

const models = [
  { name: "qwen3:8b", size: 5_200_000_000, capabilities: ["completion"], contextLength: 40_960 },
  { name: "tiny:latest", size: 700_000, capabilities: ["completion"], contextLength: 2048 },
];

async function placeWithOllama(options: Partial<TestOllamaOptions> = {}) {
  const server = await startTestOllama({ models, ...options });
  const place = await makePlace();
  place.env.OLLAMA_HOST = server.url;
  return { server, ...place };
}

test("0.7 a model is loaded without a word being said to it, and stays as long as was asked", async () => {
  const { run, server } = await placeWithOllama();
  const said = await run("backend-load", "--keep-alive=forever", "--context=8192", "qwen3:8b");
  expect(said).toMatchObject({ code: 0 });
  expect(resultTold(said)).toMatchObject({ result: { summary: "Loaded 1 model." } });
  expect(server.deeds.filter(({ path }) => path === "/api/generate")).toMatchObject([
    { body: { model: "qwen3:8b", keep_alive: -1, options: { num_ctx: 8192 } } },
  ]);
  expect(server.running.get("qwen3:8b")).toMatchObject({ contextLength: 8192, expiresAt: undefined });
});

test("1.2.4 what is in memory already is not loaded again", async () => {
  const { run, server } = await placeWithOllama();
  await run("backend-load", "tiny");
  const said = await run("backend-load", "tiny");
  expect(said.stdout).toContain("was in memory already");
  expect(server.deeds.filter(({ path }) => path === "/api/generate")).toHaveLength(1);
});

test("6b layers belong to one load, and that a model in memory is loaded anew for them is said before", async () => {
  const { run, server } = await placeWithOllama();
  await run("backend-load", "--gpu-layers=20", "tiny");
  expect(server.deeds.at(-1)).toMatchObject({ body: { options: { num_gpu: 20 } } });
  const rehearsed = await run("backend-load", "--gpu-layers=12", "--dry-run", "tiny");
  expect(planTold(rehearsed)).toMatchObject({
    plan: { warnings: [expect.stringMatching(/^tiny\S* is in memory and is loaded anew/)] },
  });
});

/** A load at LM Studio that has told that it is half there, and waits to be let on. */
async function loadToHalf(...words: string[]) {
  const gate = makeGate();
  let tenths = 0;
  const pace = () => (++tenths > 5 ? gate.pass() : Promise.resolve());
  const { server } = await openBackend(startTestLmStudio({ pace }));
  const { env } = await makePlace();
  env.LMSTUDIO_URL = server.url;
  const { child, channel, ended } = startProgram(["backend-load", ...words, "qwen/qwen3-8b"], env);
  for await (const message of channel) if (String(message).includes('"done":50,"total":100')) break;
  return { server, gate, child, ended };
}

test("3.4 3.6 LM Studio tells how far a load is, and keeps the model for as long as was asked", async () => {
  const { server, gate, ended } = await loadToHalf("--keep-alive=10m");
  gate.open();
  expect(await ended).toBe(0);
  expect(server.memory.of("qwen/qwen3-8b")).toMatchObject([{ ttlMs: 600_000, isJustInTime: false }]);
});

test("3.4 a load at LM Studio that is stopped is ended there, too", async () => {
  const { server, gate, child, ended } = await loadToHalf();
  child.kill("SIGTERM");
  expect(await ended).toBe(143);
  await expect.poll(() => server.sockets.heard.at(-1)).toMatchObject({ message: { type: "cancel" } });
  gate.open();
  expect(server.memory.of("qwen/qwen3-8b")).toEqual([]);
});

test("3.4 LM Studio loads another context beside what it holds, which takes memory; what is there stays as it is", async () => {
  const { server } = await openBackend(startTestLmStudio());
  const { run, env, folder } = await makePlace();
  env.LMSTUDIO_URL = server.url;
  await makeNvidiaSmi(folder, { gpus: [{ total: 24_000, used: 23_900 }] });
  env.PATH = `${folder}:${env.PATH}`;
  await run("backend-load", "qwen/qwen3-8b");
  const rehearsed = async (word: string) =>
    planTold(await run("backend-load", "--dry-run", word, "--", "qwen/qwen3-8b"));
  const stays = expect.stringContaining("stays for as long as was said when it came");
  expect(await rehearsed("--keep-alive=1h")).toMatchObject({ plan: { warnings: [stays] } });
  const takes = expect.stringMatching(/^It takes at least .*more than is free/);
  expect(await rehearsed("--context=2048")).toMatchObject({ plan: { warnings: [takes] } });
});

test("1.2.4 a missing model is not pulled unless that was asked for", async () => {
  const offered = {
    name: "phi4:14b",
    size: 900,
    layers: [{ digest: `sha256:${"1".repeat(64)}`, bytes: 900 }],
  };
  const { run, server } = await placeWithOllama({ offers: [offered] });
  const refused = await run("backend-load", "phi4:14b");
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain("--pull");
  expect(server.requests.filter((line) => line.includes("/api/pull"))).toEqual([]);
  expect((await run("backend-load", "--pull", "phi4:14b")).code).toBe(0);
  expect(server.running.has("phi4:14b")).toBe(true);
});

test("1.2.6 a model that does not fit says so in the server's words, and nothing is downloaded", async () => {
  const error = "llama-server process has terminated: cudaMalloc failed: out of memory";
  const { run, server } = await placeWithOllama({ faults: { loads: [{ status: 500, error }] } });
  const said = await run("backend-load", "qwen3:8b");
  expect(said.code).toBe(1);
  expect(said.stdout).toContain("out of memory");
  expect(server.requests.filter((line) => line.includes("/api/pull"))).toEqual([]);
});

test("M4.4 what does not fit beside the others is said before a load, with what would have to go", async () => {
  const capabilities = ["completion"];
  const { run, env, folder } = await placeWithOllama({
    models: [
      { name: "tiny:latest", size: 700_000, capabilities },
      { name: "middle:24b", size: 15_000_000_000, capabilities },
      { name: "large:27b", size: 17_000_000_000, capabilities },
    ],
  });
  await makeNvidiaSmi(folder, { gpus: [{ total: 24_000, used: 18_000 }] });
  env.PATH = `${folder}:${env.PATH}`;
  await run("backend-load", "middle:24b");
  const rehearsed = async (...words: string[]) => planTold(await run("backend-load", "--dry-run", ...words));
  expect(await rehearsed("tiny")).toMatchObject({ plan: { warnings: [] } });
  const says = expect.stringMatching(/at least 17.*more than is free.*With middle:24b unloaded it/);
  expect(await rehearsed("large:27b")).toMatchObject({ plan: { warnings: [says] } });
  expect(await rehearsed("--replace", "large:27b")).toMatchObject({ plan: { warnings: [] } });
});

test("others are unloaded first only where that was asked for", async () => {
  const { run, server } = await placeWithOllama();
  await run("backend-load", "tiny");
  const rehearsed = await run("backend-load", "--replace", "--dry-run", "qwen3:8b");
  expect(planTold(rehearsed)).toMatchObject({
    plan: {
      models: [
        { model: "tiny:latest", deed: "unload" },
        { model: "qwen3:8b", deed: "load", bytes: 5_200_000_000 },
      ],
    },
  });
  expect([...server.running.keys()]).toEqual(["tiny:latest"]);
  const said = await run("backend-load", "--replace", "qwen3:8b");
  expect(resultTold(said)).toMatchObject({ result: { summary: "Loaded 1 model." } });
  expect([...server.running.keys()]).toEqual(["qwen3:8b"]);
});

test("a model is not loaded when one that should make way for it did not go", async () => {
  const { run, server } = await placeWithOllama({ faults: { unloads: [{ status: 500, error: "stuck" }] } });
  await run("backend-load", "tiny");
  const said = await run("backend-load", "--replace", "qwen3:8b");
  expect(said.code).toBe(1);
  expect(resultTold(said)).toMatchObject({
    result: { summary: "Loaded 0 of 1 model; Not begun, since tiny:latest failed." },
  });
  expect([...server.running.keys()]).toEqual(["tiny:latest"]);
});

test("0.8 a model is out of memory only once the server has let go of it", async () => {
  const { run, server } = await placeWithOllama({ faults: { unloadPolls: 2 } });
  await run("backend-load", "qwen3:8b");
  const said = await run("backend-unload", "qwen3:8b");
  expect(said).toMatchObject({ code: 0 });
  expect(said.stdout).toContain("is out of memory");
  expect(server.running.size).toBe(0);
  expect((await run("backend-unload", "--all")).stdout).toContain("Nothing to unload.");
});

test("8a servers are kept under a name with their key, which nobody else can read or see", async () => {
  const { run, json, env, folder } = await placeWithOllama();
  const other = await startTestOllama({ models });
  env.MODELDECK_BACKEND_TOKEN = "very-secret-key";
  const rehearsed = await run("backend-add", "GPU box", other.url);
  expect(rehearsed.stdout).toContain("ollama");
  const said = await run("backend-add", "--apply", "--tag=fast", "GPU box", other.url);
  expect(said).toMatchObject({ code: 0 });
  delete env.MODELDECK_BACKEND_TOKEN;
  const file = join(folder, "home", "backends.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, "utf8")).toContain("very-secret-key");
  const listed = await run("backends");
  expect(listed.stdout).toMatch(/GPU box\s+healthy/);
  expect(JSON.stringify(await json("backends"))).not.toContain("very-secret-key");
  expect([rehearsed, said, listed].map(({ stdout }) => stdout).join()).not.toContain("very-secret-key");
  expect((await run("ollama-list", "--backend=gpu BOX")).code).toBe(0);
  expect((await run("ollama-list")).stderr).toContain("Several backends could be meant");
  expect((await run("backend-remove", "--apply", "GPU box")).code).toBe(0);
  expect((await run("ollama-list")).code).toBe(0);
});

test("one that does not answer is told of and holds up no other", async () => {
  const { run, server } = await placeWithOllama();
  const gone = await startTestOllama({ models });
  await gone.close();
  await run("backend-add", "--apply", "--kind=ollama", "Gone", gone.url);
  const { stdout } = await run("backends");
  expect(stdout).toMatch(/Gone\s+offline/);
  expect(stdout).toContain(server.url);
});

test("one that is well, and tells what it holds only to who has its key, is told to want it", async () => {
  const { run } = await makePlace();
  const { server } = await openBackend(startTestVllm({ token: "key" }));
  await run("backend-add", "--apply", "--kind=vllm", "Keyed", server.url);
  const { stdout } = await run("backends");
  expect(stdout).toMatch(/Keyed\s+needs-token/);
  expect(stdout).toContain("asks for a token");
});

test.each([
  ["http://user:pass@127.0.0.1:1", "no name and no password"],
  ["http://169.254.169.254/", "no place of a model server"],
  ["ftp://127.0.0.1/", "http"],
  ["http://0.0.0.0:11434", "means every address"],
])("the address %s is refused in words", async (url, words) => {
  const { run } = await makePlace();
  const said = await run("backend-add", "--apply", "--kind=ollama", "X", url);
  expect(said.code).not.toBe(0);
  expect(said.stderr).toContain(words);
});

test("what is no length of time is not guessed at", async () => {
  const { run } = await placeWithOllama();
  expect(await run("backend-load", "--keep-alive=soon", "tiny")).toMatchObject({ code: 2 });
});
