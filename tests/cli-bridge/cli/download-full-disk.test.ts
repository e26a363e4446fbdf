import { execFileSync } from "node:child_process";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { channelMessage } from "#cli-bridge/protocol/channel-message.ts";
import { type HubRepo, startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeSafetensorsOf } from "#tests/support/make-safetensors.ts";
import { fillDisk, mountSmallDisk } from "#tests/support/small-disk.ts";
import { makePlace, readLayer, runProgram, startProgram } from "./modeldeck.ts";

const megabyte = 1024 * 1024;

const weightsOf = (bytes: number): Buffer =>
  makeSafetensorsOf(`{"a":{"dtype":"U8","shape":[${bytes}],"data_offsets":[0,${bytes}]}}`, bytes);

const repoOf = (megabytes: number): HubRepo => ({
  name: "acme/some",
  files: [
    { path: "model.safetensors", content: weightsOf(megabytes * megabyte) },
    { path: "config.json", content: '{"model_type":"llama"}' },
    { path: "tokenizer.json", content: "{}" },
  ],
});

async function placeWithHub(repo: HubRepo) {
  const hub = await startTestHub({ repos: [repo] });
  onTestFinished(() => hub.close());
  const place = await makePlace();
  const env = { ...place.env, HF_ENDPOINT: hub.url };
  return { ...place, env, run: (...words: string[]) => runProgram(words, env) };
}

test("a model larger than the disk is refused before a byte of it has come", async (context) => {
  const disk = await mountSmallDisk(context, 2);
  const { run } = await placeWithHub(repoOf(4));
  const said = await run("download", "acme/some", `--location=${disk}`);
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("and the whole disk has");
  expect(said.stderr).toContain("--location");
  expect(await readdir(disk)).toEqual([]);
}, 60_000);

test("a disk that can only be read is said before a byte of it has come", async (context) => {
  const disk = await mountSmallDisk(context, 8);
  const { run } = await placeWithHub(repoOf(1));
  execFileSync("mount", ["-o", "remount,ro", disk]);
  const said = await run("download", "acme/some", `--location=${disk}`);
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("its disk can only be read");
  expect(said.stderr).toContain("hint:");
}, 60_000);

test("a disk that somebody else fills meanwhile is waited for, and the download ends by itself", async (context) => {
  const disk = await mountSmallDisk(context, 40);
  const { env } = await placeWithHub(repoOf(24));
  const { channel, stdout, ended } = startProgram(
    ["download", "acme/some", `--location=${disk}`, "--rate=8"],
    env,
  );
  const said = text(stdout);
  const ballast = join(disk, "ballast");
  let hasWaited = false;
  for await (const line of createInterface({ input: channel })) {
    const told = channelMessage.parse(JSON.parse(line));
    if (told.type !== "progress" || told.progress.phase !== "downloading") continue;
    const { done, waitsFor } = told.progress;
    if (!hasWaited && done > 2 * megabyte) await fillDisk(disk);
    if (waitsFor?.includes("room on the disk")) {
      hasWaited = true;
      await rm(ballast, { force: true });
    }
  }
  expect(await ended).toBe(0);
  expect(hasWaited).toBe(true);
  expect(await said).toContain("✅ Successfully downloaded");
}, 120_000);

test("a registry without room learns nothing, keeps the files, and learns of them by the same command", async (context) => {
  const disk = await mountSmallDisk(context, 1);
  const { run } = await placeWithHub(repoOf(2));
  const registry = join(disk, "registry");
  await mkdir(registry);
  const ballast = await fillDisk(disk);
  const words = ["download", "acme/some", `--registry-dir=${registry}`];
  const said = await run(...words);
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("The files are complete in");
  expect(said.stderr).toContain("The same command enters them then");
  await rm(ballast);
  const again = await run(...words);
  expect(again).toMatchObject({ code: 0, stderr: "" });
  expect(again.stdout).toContain("✅ Successfully downloaded");
  expect(await readLayer(registry)).toHaveLength(1);
}, 60_000);

test("a home without room keeps no model from another disk", async (context) => {
  const disk = await mountSmallDisk(context, 1);
  const { env, registry } = await placeWithHub(repoOf(2));
  await fillDisk(disk);
  const words = ["download", "acme/some", `--registry-dir=${registry}`];
  expect(await runProgram(words, { ...env, MODELDECK_HOME: disk })).toMatchObject({ code: 0, stderr: "" });
  expect(await readLayer(registry)).toHaveLength(1);
}, 60_000);
