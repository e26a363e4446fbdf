import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { startTestOllama } from "#tests/servers/ollama/start-test-ollama.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace } from "./modeldeck.ts";

/** The words of each line, without its comment, as a shell would hand them on. */
function linesOf(block: string, home: string): string[][] {
  return block
    .split("\n")
    .filter((line) => line.startsWith("npm run modeldeck -- "))
    .map((line) => line.replace("npm run modeldeck -- ", "").replace(/\s+#.*$/, ""))
    .map((line) =>
      Array.from(line.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain = ""]) => quoted ?? plain).map((word) =>
        word.replace(/^~/, home),
      ),
    );
}

/** A score of programs, one after the other, on a machine that may have others to run. */
const tourMs = 90_000;

test("the tour of the readme goes as it is written, from the first line to the last", {
  timeout: tourMs,
}, async () => {
  const place = await makePlace();
  const offered = { path: "model-Q4_K_M.gguf", content: makeGgufModel({ fileType: 15, types: [12] }) };
  const hub = await startTestHub({ repos: [{ name: "owner/repo", files: [offered] }] });
  onTestFinished(() => hub.close());
  place.env.HF_ENDPOINT = hub.url;
  const layers = [{ digest: `sha256:${"1".repeat(64)}`, bytes: 900 }];
  const llama = { name: "llama3.2:3b", layers };
  const ollama = await startTestOllama({
    models: [{ name: "qwen3:8b" }],
    offers: [{ name: "qwen3:8b" }, llama],
  });
  place.env.OLLAMA_HOST = ollama.url;
  const readme = await readFile("README.md", "utf8");
  const block = readme.match(/## The CLI[\s\S]*?```sh\n([\s\S]*?)```/)?.[1] ?? "";
  const models = join(place.folder, "models");
  const weights = makeSafetensors([["a", "BF16", [4, 4]]]);
  const packed = makeSafetensors([["model.layers.0.mlp.qweight", "I32", [4, 4]]]);
  const qwen = { model_type: "qwen3", torch_dtype: "bfloat16" };
  const awq = { model_type: "qwen2_5_vl", quantization_config: { quant_method: "awq", bits: 4 } };
  await makeFolder(models, {
    "Qwen/Qwen3-8B/model.safetensors": weights,
    "Qwen/Qwen3-8B/config.json": qwen,
    "Qwen/Qwen2.5-VL-7B-Instruct-AWQ/model.safetensors": packed,
    "Qwen/Qwen2.5-VL-7B-Instruct-AWQ/config.json": awq,
  });
  const lines = linesOf(block, place.folder).filter(([name]) => name !== "serve");
  expect(lines.length).toBeGreaterThan(7);
  for (const words of lines) {
    const { code, stderr } = await place.run(...words);
    expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: "" });
  }
});
