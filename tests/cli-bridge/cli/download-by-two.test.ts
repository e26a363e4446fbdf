import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, runProgram } from "./modeldeck.ts";

const texts = Array.from({ length: 40 }, (_, index) => ({
  path: `notes/${index}.json`,
  content: JSON.stringify({ index, text: "x".repeat(20_000) }),
  lfs: true,
}));
const files = [
  { path: "model.safetensors", content: makeSafetensors([["a", "U8", [9]]]), lfs: true },
  { path: "config.json", content: '{"model_type":"llama"}' },
  ...texts,
];

it("two programs that download one repository at a time fetch its small files once", async () => {
  const hub = await startTestHub({ repos: [{ name: "acme/notes", files }], bytesPerSecond: 1_000_000 });
  onTestFinished(() => hub.close());
  const { env, folder } = await makePlace();
  const target = join(folder, "here");
  const download = () =>
    runProgram(["download", "acme/notes", `--location=${target}`], { ...env, HF_ENDPOINT: hub.url });
  const ends = await Promise.all([download(), download()]);
  expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  const sent = hub.requests.filter(({ bytes }) => bytes > 20_000);
  expect(sent).toHaveLength(texts.length);
  const left = (await readdir(target, { recursive: true })).filter((path) => path.includes(".modeldeck"));
  expect(left).toEqual([]);
});
