import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { priceVariants } from "#lib/weights/fit/price-variants.ts";
import { importsOf } from "#tests/support/read-source.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** Everything that a file brings along, packages included. */
function broughtBy(file: string, seen = new Set<string>()): Set<string> {
  for (const specifier of importsOf(join(root, file))) {
    const target = specifier.startsWith("#") ? specifier.slice(1) : normalize(join(dirname(file), specifier));
    const isOurs = /^[#.]/.test(specifier);
    if (seen.has(isOurs ? target : specifier)) continue;
    seen.add(isOurs ? target : specifier);
    if (isOurs && !target.startsWith("cli-bridge/protocol/")) broughtBy(target, seen);
  }
  return seen;
}

test("a page can price by itself: nothing of Node comes along", () => {
  const brought = ["price-variants.ts", "fit-words.ts"].flatMap((file) => [
    ...broughtBy(`lib/weights/fit/${file}`),
  ]);
  expect(brought).toContain("lib/weights/fit/place-model.ts");
  expect(brought.filter((each) => !/^(?:lib|cli-bridge\/protocol)\//.test(each))).toEqual([]);
});

test("each format is priced for the server that is usual for it, and a projector goes with GGUF alone", () => {
  const machine: MachineNow = {
    at: "2026-11-21T08:00:00.000Z",
    memory: { totalBytes: 64e9, freeBytes: 32e9 },
    ...{ gpus: [], unified: false, notes: [] },
  };
  const formats = ["gguf", "safetensors", "onnx"] as const;
  const variants = formats.map((format) => ({ name: format, format, files: [format], bytes: 1e9 }));
  const pricing = { shape: undefined, projectorBytes: 1e8, machine, context: 8192, kvType: "f16" } as const;
  const told = priceVariants(variants, pricing).map(({ fit }) => [
    fit.engine,
    fit.rows.some(({ what }) => what === "Projector"),
  ]);
  expect(told).toEqual([
    ["llama.cpp", true],
    ["vllm", false],
    ["onnxruntime", false],
  ]);
  const [asked] = priceVariants(variants, { ...pricing, engine: "ollama" });
  expect(asked?.fit.engine).toBe("ollama");
});
