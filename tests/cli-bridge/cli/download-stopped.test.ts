import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { channelMessage } from "#cli-bridge/protocol/channel-message.ts";
import { type HubRepo, startTestHub, type TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makePlace, readLayer, resultTold, runProgram, startProgram } from "./modeldeck.ts";

const megabyte = 1024 * 1024;
/** A header that is right about everything but its size, behind which anything may follow. */
const head = makeGgufModel({ fileType: 15, types: [12] });
const big: HubRepo = {
  name: "acme/big",
  files: [
    { path: "big.safetensors", bytes: 24 * megabyte, seed: 7, head: safetensorsHead(24 * megabyte) },
    { path: "config.json", content: '{"model_type":"llama"}' },
    { path: "tokenizer.json", content: "{}" },
  ],
};

/** The beginning of a file of so many bytes that holds one tensor. */
function safetensorsHead(bytes: number): Buffer {
  for (let padding = 0; ; padding += 1) {
    const text = (end: number) =>
      `{"a":{"dtype":"U8","shape":[${end}],"data_offsets":[0,${end}]}}${" ".repeat(padding)}`;
    const data = bytes - 8 - text(bytes).length;
    const header = Buffer.from(text(data));
    if (header.length + 8 + data !== bytes) continue;
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    return Buffer.concat([length, header]);
  }
}

async function placeWithHub(repos: HubRepo[], tokens = {}) {
  const hub = await startTestHub({ repos, tokens });
  onTestFinished(() => hub.close());
  const place = await makePlace();
  const env = { ...place.env, HF_ENDPOINT: hub.url };
  return { ...place, hub, env, run: (...words: string[]) => runProgram(words, env) };
}

/** Starts a download over a slow line and waits until some of the weights have come. */
async function begin(env: NodeJS.ProcessEnv, words: string[]) {
  const { child, ended, stdout, channel } = startProgram(words, env);
  const said = text(stdout);
  const lines = createInterface({ input: channel });
  for await (const line of lines) {
    const told = channelMessage.parse(JSON.parse(line));
    if (told.type === "progress" && told.progress.done > 8 * megabyte) break;
  }
  channel.resume();
  return { child, ended, said };
}

const weightBytes = (hub: TestHub) =>
  hub.requests.filter(({ host }) => host === "cdn").reduce((sum, { bytes }) => sum + bytes, 0);

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s puts the download down, and the same command goes on",
  async (signal) => {
    const { env, hub, run, root, registry } = await placeWithHub([big]);
    const words = ["download", "acme/big", "--rate=6"];
    const { child, ended, said } = await begin(env, words);
    child.kill(signal);
    expect(await ended).toBe(signal === "SIGTERM" ? 143 : 130);
    expect(await said).toMatch(/Stopped; [\d.]+ MB kept in unfinished files\. The same command goes on/);
    expect(await readdir(registry)).toEqual([]);
    const listed = JSON.parse((await run("partials", "--json")).stdout);
    expect(listed.partials).toMatchObject([
      { origin: { repo: "acme/big" }, isInUse: false, bytes: 24 * megabyte },
    ]);
    const before = weightBytes(hub);
    expect(await run("download", "acme/big")).toMatchObject({ code: 0, stderr: "" });
    expect(weightBytes(hub) - before).toBeLessThan(23 * megabyte);
    expect((await readdir(join(root, "acme/big"))).sort()).toEqual([
      "big.safetensors",
      "config.json",
      "tokenizer.json",
    ]);
    expect(await run("verify", "--full")).toMatchObject({ code: 0 });
  },
  60_000,
);

test("a process that is killed outright loses little, and what it left can be cleaned away", async () => {
  const { env, run, root } = await placeWithHub([big]);
  const { child, ended } = await begin(env, ["download", "acme/big", "--rate=6"]);
  child.kill("SIGKILL");
  await ended;
  const plan = JSON.parse((await run("download", "acme/big", "--dry-run", "--json")).stdout);
  const file = plan.download.files.find(({ path }: { path: string }) => path === "big.safetensors");
  expect(file).toMatchObject({ state: "resume" });
  expect(file.here).toBeGreaterThan(0);
  const rehearsed = await run("partials", "--clean");
  expect(rehearsed.stdout).toContain("1 unfinished download to delete.");
  expect((await run("partials", "--clean", "--repo=acme/other")).stdout).toContain("Nothing to do.");
  expect((await run("partials", "--clean", "--older-than=1")).stdout).toContain("Nothing to do.");
  expect(await run("partials", "--clean", "--apply", "--yes")).toMatchObject({ code: 0 });
  const left = await readdir(join(root, "acme/big"), { recursive: true });
  expect(left.filter((path) => path.endsWith(".part"))).toEqual([]);
  expect((await run("partials")).stdout).toContain("Nothing is unfinished.");
}, 60_000);

test("without a wish to keep it, what is unfinished or came damaged goes with the stop", async () => {
  const { env, run, root } = await placeWithHub([big]);
  const { child, ended } = await begin(env, ["download", "acme/big", "--rate=6", "--no-keep-partial"]);
  const partials = join(root, "acme/big/.modeldeck");
  const part = (await readdir(partials)).find((name) => name.endsWith(".part")) ?? "";
  await writeFile(join(partials, part.replace(/part$/, "damaged")), "came first");
  child.kill("SIGTERM");
  expect(await ended).toBe(143);
  expect((await run("partials")).stdout).toContain("Nothing is unfinished.");
}, 60_000);

test("a file that comes with other bytes is tried once more, then said, and never entered", async () => {
  const { hub, run, registry, root } = await placeWithHub([big]);
  hub.fault({ kind: "wrong-bytes", at: "cdn", afterBytes: 65_536, times: Number.POSITIVE_INFINITY });
  const said = await run("download", "acme/big");
  expect(said.code).toBe(1);
  expect(said.stderr).toMatch(
    /"big\.safetensors" came damaged twice: it has the sha256 [0-9a-f]{64}, not [0-9a-f]{64}/,
  );
  expect(await readdir(registry)).toEqual([]);
  expect(await readdir(join(root, "acme/big"))).not.toContain("big.safetensors");
}, 60_000);

test("a header that does not fit its own file is not entered; the files stay", async () => {
  const cut: HubRepo = {
    name: "acme/cut",
    files: [{ path: "cut-Q4_K_M.gguf", content: head.subarray(0, head.length - 100) }],
  };
  const { run, registry, root } = await placeWithHub([cut]);
  const said = await run("download", "acme/cut");
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("acme/cut is not entered");
  expect(await readdir(registry)).toEqual([]);
  expect(await readdir(join(root, "acme/cut"))).toEqual(["cut-Q4_K_M.gguf"]);
});

test("a gated model says what to do, each time another thing", async () => {
  const gated: HubRepo = { name: "acme/gated", gated: "auto", files: big.files ?? [] };
  const { env, hub, root } = await placeWithHub([gated], {
    hf_in: { name: "in", granted: ["acme/gated"] },
    hf_out: { name: "out" },
  });
  const as = (token?: string) =>
    runProgram(["download", "acme/gated"], { ...env, ...(token && { HF_TOKEN: token }) });
  const refusals = [await as(), await as("hf_out"), await as("hf_wrong")];
  expect(refusals.map(({ code }) => code)).toEqual([1, 1, 1]);
  expect(new Set(refusals.map(({ stderr }) => stderr)).size).toBe(3);
  expect(refusals[1]?.stderr).toContain(`${hub.url}/acme/gated`);
  expect(await readdir(root)).toEqual([]);
  expect(resultTold(await as("hf_in"))).toMatchObject({
    result: { summary: expect.stringContaining("verified") },
  });
}, 60_000);

test("a file that somebody else put there is left alone, and replaced only when that is asked for", async () => {
  const { run, root, registry } = await placeWithHub([big]);
  await mkdir(join(root, "acme/big"), { recursive: true });
  await writeFile(join(root, "acme/big/big.safetensors"), "mine");
  const said = await run("download", "acme/big");
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("--force");
  expect(await run("download", "acme/big", "--force")).toMatchObject({ code: 0 });
  expect(await readLayer(registry)).toHaveLength(1);
}, 60_000);
