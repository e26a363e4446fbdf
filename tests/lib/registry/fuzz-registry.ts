import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { sourceTextOf } from "#lib/registry/element-source.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { registryFolder } from "./registry-folder.ts";

/** Numbers from 0 to 1 that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
const upTo = (random: Random, end: number) => Math.floor(random() * end);
const oneOf = <Value>(random: Random, values: readonly Value[]): Value => {
  const value = values[upTo(random, values.length)];
  if (value === undefined) throw new Error("There is nothing to choose from.");
  return value;
};

const entry =
  '{"name": "a", "display_name": "A", "backend": "vllm", "backend_config": {"port": 24001, "extra_args": ["--x", "1"]}, "capabilities": {"text": true}, "roles": ["chat"], "role_priority": {"chat": 50}, "download_path": "/m/o/r", "download_size_bytes": 123456789, "metadata": {"registry_layer": "discovered"}, "served_model_id": null}';
export const small = `[\n  ${entry},\n  {"name": "b", "backend": "ollama", "download_path": "ollama:/b"}\n]\n`;

const values = [
  ...'null true -1 1.0 1e999 -0 123456789012345678901234567890 1e-400 [] {} [[]] "" "\\ud800" "\\u0000"'.split(
    " ",
  ),
  '"None"',
  '{"__proto__": {"x": 1}}',
  `${"[".repeat(300)}${"]".repeat(300)}`,
  `"${"x".repeat(5000)}"`,
];
const keys =
  "name backend roles metadata download_path capabilities backend_config artifacts version_lock schema __proto__ constructor toString x".split(
    " ",
  );
const pieces = [
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  "\\",
  "\0",
  "\ufeff",
  "ü",
  "NaN",
  "Infinity",
  "//",
  "\n",
  "}{",
  entry,
];

type Fuzzer = (random: Random) => Buffer;

/** Each way in which a file comes to be odd. */
const fuzzers: readonly Fuzzer[] = [
  (random) => Buffer.from(small).subarray(0, upTo(random, small.length)),
  (random) => withBytes(random, (bytes, at) => (bytes[at] = (bytes[at] ?? 0) ^ (1 << upTo(random, 8)))),
  (random) => withBytes(random, (bytes, at) => (bytes[at] = upTo(random, 256))),
  (random) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(small)].slice(upTo(random, 2))),
  (random) => spliced(random, oneOf(random, pieces)),
  (random) =>
    Buffer.from(
      small.replace(/"(\w+)": ("[^"]*"|\w+)/g, (pair, key) =>
        random() < 0.2 ? `"${key}": ${oneOf(random, values)}` : pair,
      ),
    ),
  (random) =>
    Buffer.from(
      small.replace('"name": "b"', `"name": "b", "${oneOf(random, keys)}": ${oneOf(random, values)}`),
    ),
  (random) =>
    Buffer.from(
      `[${Array.from({ length: upTo(random, 6) }, () => oneOf(random, [...values, entry, `{"name": ${oneOf(random, values)}, "backend": ${oneOf(random, values)}}`])).join(", ")}]`,
    ),
  (random) => Buffer.from(`{"schema": ${upTo(random, 4)}, "entries": ${oneOf(random, [small, ...values])}}`),
  (random) =>
    Buffer.from(
      oneOf(random, [
        ...values,
        "",
        " ",
        "\0".repeat(4096),
        `${small}${small}`,
        small.replaceAll("\n", "\r\n"),
      ]),
    ),
  (random) => Buffer.from(small, oneOf(random, ["utf16le", "latin1", "utf8"] as const)),
  (random) => Buffer.from(Array.from({ length: upTo(random, 200) }, () => upTo(random, 256))),
];

function withBytes(random: Random, touch: (bytes: Buffer, at: number) => void): Buffer {
  const bytes = Buffer.from(small);
  for (let times = 1 + upTo(random, 3); times > 0; times -= 1) touch(bytes, upTo(random, bytes.length));
  return bytes;
}

function spliced(random: Random, piece: string): Buffer {
  const at = upTo(random, small.length);
  return Buffer.from(small.slice(0, at) + piece + small.slice(at + upTo(random, 20)));
}

export const fuzzed = (random: Random): Buffer => oneOf(random, fuzzers)(random);

export type Fuzzing = { readOnly: number; written: number };

/** Loads a registry with this file in it and changes it: read whole and kept, or left alone with a sentence. */
export async function checkFile(dir: string, bytes: Buffer, counts: Fuzzing): Promise<void> {
  const file = join(dir, "model_registry.discovered.json");
  await writeFile(file, bytes);
  const registry = await loadRegistry(dir);
  for (const { message, hint } of registry.problems) expect(message.length * hint.length).toBeGreaterThan(0);
  await doctorRegistry(registry, { roots: [], quick: true });
  const change = changeRegistry(dir, { command: "fuzz", backup: false }, (draft) => {
    draft.addEntry({ name: "\u{1F9EA} probe", backend: "x" });
  });
  if (registry.readOnly !== undefined) {
    counts.readOnly += 1;
    await expect(change).rejects.toThrow(ConsoleError);
    expect((await readFile(file)).equals(bytes)).toBe(true);
    return;
  }
  await change;
  counts.written += 1;
  const text = await readFile(file, "latin1");
  for (const element of registry.layers.discovered) {
    if (typeof element !== "object" || element === null) continue;
    expect(text).toContain(sourceTextOf(element)?.toString("latin1") ?? "the text that it was read from");
  }
  const again = await loadRegistry(dir);
  expect(again.readOnly).toBeUndefined();
  expect(again.layers.discovered).toHaveLength(registry.layers.discovered.length + 1);
  // As text, because a bare -0 is written as 0.
  const before = JSON.stringify(registry.layers.discovered);
  expect(JSON.stringify(again.layers.discovered.slice(0, -1))).toBe(before);
}

export const fuzzFolder = (): Promise<string> =>
  registryFolder({ curated: [{ name: "kept", backend: "vllm", metadata: { registry_layer: "curated" } }] });
