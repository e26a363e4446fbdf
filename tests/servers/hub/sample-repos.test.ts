import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ByteSource } from "#lib/weights/byte-source.ts";
import { readGgufHeader } from "#lib/weights/gguf-header.ts";
import { quantizationOfGguf } from "#lib/weights/gguf-quantization.ts";
import { quantizationNameOf } from "#lib/weights/quantization-names.ts";
import { readSafetensorsHeader } from "#lib/weights/safetensors-header.ts";
import { type FileContent, fileContentOf, gather } from "./file-content.ts";
import { generatedBytes } from "./generated-bytes.ts";
import { sampleRepos } from "./samples/sample-repos.ts";

const repos = sampleRepos();
const files = repos.flatMap(({ files = [] }) => files);
const withHeads = files.filter(({ head }) => head !== undefined);
const ending = (suffix: string) => withHeads.filter(({ path }) => path.endsWith(suffix));
const sourceOf = (content: FileContent): ByteSource => ({
  name: content.path,
  size: content.bytes,
  read: (offset, length) => gather(content.read(offset, offset + length)),
});

describe("the samples", () => {
  it.each(ending(".gguf"))("are GGUF files that are what they are called: $path", async (file) => {
    const header = await readGgufHeader(sourceOf(fileContentOf(file, 0)));
    expect(header.tensors.layout).toEqual({ consistent: true });
    if (header.metadata.size < 5) return;
    const called = /-((?:I?Q\d|F16)[A-Z0-9_]*)(?:-0000\d-of-0000\d)?\.gguf$/.exec(file.path)?.[1] ?? "";
    const quantization = quantizationNameOf(called);
    expect(quantizationOfGguf(header)).toEqual({ quantization, from: "file type" });
  });

  it.each(ending(".safetensors"))(
    "are safetensors files that add up: $path of $bytes bytes",
    async (file) => {
      const summary = await readSafetensorsHeader(sourceOf(fileContentOf(file, 0)));
      expect(summary.parameters).toBeGreaterThan(100_000_000);
    },
  );

  it("need not be read to be listed, and the one that is read is what it was said to be", async () => {
    const large = files.filter(({ bytes = 0, seed }) => seed !== undefined && bytes > 64 * 1024 * 1024);
    expect(large.length).toBeGreaterThan(20);
    expect(large.filter(({ sha256 }) => sha256 === undefined)).toEqual([]);
    const [smallest] = large.sort((a, b) => (a.bytes ?? 0) - (b.bytes ?? 0));
    const { sha256, ...unread } = smallest ?? { path: "" };
    expect(await fileContentOf(unread, 0).sha256()).toBe(sha256);
  });

  it("are of every kind that the console has a word for", () => {
    const kinds = ["gated", "private", "disabled", "renamedTo", "tags", "branches", "gguf", "safetensors"];
    const said = new Set(repos.flatMap((repo) => Object.keys(repo)));
    expect(kinds.filter((kind) => !said.has(kind))).toEqual([]);
  });
});

it("makes the same bytes for ever, or the hashes that are written down would be wrong", async () => {
  const whole = await gather(generatedBytes(1, 0, 5_000_000));
  const part = await gather(generatedBytes(1, 4_000_000, 4_500_000));
  expect(part.equals(whole.subarray(4_000_000, 4_500_000))).toBe(true);
  expect(createHash("sha256").update(whole).digest("hex")).toBe(
    "b713621ad2529a0e14ed400427a3e618a45f473cdc075ed996ed1e48077956b4",
  );
});
