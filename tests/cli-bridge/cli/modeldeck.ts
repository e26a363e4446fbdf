import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { inject } from "vitest";
import { type ChannelMessage, channelMessage } from "#cli-bridge/protocol/channel-message.ts";
import { buildProgram } from "#scripts/build-cli.mjs";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { noHub } from "#tests/support/no-hub.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** The program as it is shipped. Two files that need it at once both build it, and no build disturbs another. */
export const program = join(inject("builtFolder"), "modeldeck.mjs");
if (!existsSync(program)) await buildProgram(dirname(program));
const { NODE_COMPILE_CACHE } = process.env;

export type Said = {
  code: number | null;
  stdout: string;
  stderr: string;
  /** What was told on the channel, each message checked against its schema. */
  told: ChannelMessage[];
};

/** A home, a registry and a root of a test's own, and the program to be used on them. */
export type Place = {
  folder: string;
  root: string;
  registry: string;
  env: NodeJS.ProcessEnv;
  run: (...words: string[]) => Promise<Said>;
  json: (...words: string[]) => Promise<unknown>;
};

export async function makePlace(entries: readonly object[] = []): Promise<Place> {
  const folder = await temporaryFolder();
  const root = join(folder, "weights");
  const registry = join(folder, "home", "registry");
  await mkdir(root);
  await mkdir(registry, { recursive: true });
  if (entries.length > 0) await saveEntries(registry, entries);
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    PATH: process.env.PATH,
    HOME: folder,
    MODELDECK_HOME: join(folder, "home"),
    MODELDECK_ROOTS: root,
    HF_ENDPOINT: noHub,
  };
  const run: Place["run"] = (...words) => runProgram(words, env);
  const json: Place["json"] = async (...words) => JSON.parse((await run(...words, "--json")).stdout);
  return { folder, root, registry, env, run, json };
}

export const saveEntries = (registry: string, entries: readonly object[]) =>
  writeFile(join(registry, "model_registry.discovered.json"), `${JSON.stringify(entries, undefined, 2)}\n`);

export const readLayer = async (registry: string): Promise<Record<string, unknown>[]> =>
  JSON.parse(await readFile(join(registry, "model_registry.discovered.json"), "utf8"));

/** Starts the program as its keeper does: no terminal, and a channel on the fourth descriptor. */
export function startProgram(words: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [program, ...words], {
    env: { NODE_COMPILE_CACHE, ...env, MODELDECK_CHANNEL_FD: "3" },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const { stdout, stderr } = child;
  const channel = child.stdio[3];
  if (!stdout || !stderr || !channel || !("setEncoding" in channel))
    throw new Error("A pipe was not opened.");
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("close", resolve);
    child.once("error", reject);
  });
  return { child, stdout, stderr, channel, ended };
}

export async function runProgram(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  const { ended, ...pipes } = startProgram(words, env);
  const [code, stdout, stderr, lines] = await Promise.all([
    ended,
    text(pipes.stdout),
    text(pipes.stderr),
    text(pipes.channel),
  ]);
  const told = lines
    .split("\n")
    .filter(Boolean)
    .map((line) => channelMessage.parse(JSON.parse(line)));
  return { code, stdout, stderr, told };
}

export const planTold = ({ told }: Said) => told.find(({ type }) => type === "plan");
export const resultTold = ({ told }: Said) => told.find(({ type }) => type === "result");

/** An entry whose files lie in a folder. */
export const entryAt = (name: string, path: string | null, more: object = {}) => ({
  name,
  display_name: name,
  backend: "vllm",
  download_format: "safetensors",
  download_location: "linux_wsl",
  download_path: path,
  download_size_bytes: path === null ? null : 2048,
  ...more,
});

export async function put(path: string, bytes: Buffer | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** Real weights: two repositories of one name, a GGUF repository of two quantisations, and a name with spaces. */
export async function fillRoot(root: string): Promise<void> {
  const weights = makeSafetensors([["a", "BF16", [4, 4]]]);
  const config = JSON.stringify({ model_type: "llama", torch_dtype: "bfloat16" });
  for (const repo of ["one/tiny", "two/tiny", "acme/große Ähre"]) {
    await put(join(root, repo, "model.safetensors"), weights);
    await put(join(root, repo, "config.json"), config);
  }
  const gguf = join(root, "bart", "Llama-3-8B-Instruct-GGUF");
  await put(join(gguf, "llama-Q4_K_M.gguf"), makeGgufModel({ fileType: 15, types: [12, 12, 14] }));
  await put(join(gguf, "llama-Q8_0.gguf"), makeGgufModel({ fileType: 7, types: [8, 8] }));
}
