import { expect, onTestFinished, test } from "vitest";
import { type HubAnalysis, hubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import { makeNvidiaSmi } from "#tests/servers/gpu/make-nvidia-smi.ts";
import { startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { ggufRepo, safetensorsRepo } from "#tests/support/make-repositories.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { makePlace, resultTold, runProgram } from "./modeldeck.ts";

async function placeWithHub(more: Record<string, string> = {}) {
  const repos = [ggufRepo(), { ...safetensorsRepo(), gated: "auto" as const }];
  const hub = await startTestHub({ repos });
  onTestFinished(() => hub.close());
  const { env } = await makePlace();
  return (...words: string[]) => runProgram(["analyze", ...words], { ...env, HF_ENDPOINT: hub.url, ...more });
}

test("the choices, what fits and the arithmetic of what is recommended are told", async () => {
  const analyse = await placeWithHub();
  const said = await analyse("maker/Tiny-8B-GGUF", "--context", "4096", "--kv-type=q8_0", "--files");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toMatch(/^maker\/Tiny-8B-GGUF at main/);
  expect(said.stdout).toMatch(/Licence\s+apache-2\.0/);
  expect(said.stdout).toMatch(/2-bit\s+IQ2_XXS\s+2\.4 MB/);
  expect(said.stdout).toMatch(/KV cache\s+285 MB\s+32 layers × 4,096 tokens × 2,048 numbers × 1\.0625 B/);
  expect(said.stdout).toMatch(/projector: mmproj-Tiny-F16/);
  expect(said.stdout).toMatch(/imatrix\.dat\s+1 B/);
  expect(resultTold(said)).toMatchObject({
    result: { summary: "Looked at maker/Tiny-8B-GGUF: 5 to choose from." },
  });
});

test("the weights that are named are those whose arithmetic is shown", async () => {
  const analyse = await placeWithHub();
  const { stdout } = await analyse("maker/Tiny-8B-GGUF:q6_k");
  expect(stdout).toMatch(/^Tiny-8B-Q6_K: /m);
});

test("as JSON it is all there, as the protocol has it", async () => {
  const analyse = await placeWithHub();
  const { stdout, code } = await analyse("maker/Tiny-8B-GGUF", "--json", "--engine=ollama");
  const told: HubAnalysis = hubAnalysis.parse(JSON.parse(stdout));
  expect(code).toBe(0);
  expect(told.variants.map(({ fit }) => fit.engine)).toEqual(Array(5).fill("ollama"));
});

test("GPUs that the machine tells of are what it has to fit", async () => {
  const folder = await temporaryFolder();
  await makeNvidiaSmi(folder, {
    gpus: [
      { name: "NVIDIA RTX 4090", total: 24_564, used: 2564 },
      { name: "NVIDIA RTX 3060", total: 12_288, used: 1288 },
    ],
  });
  const analyse = await placeWithHub({ PATH: `${folder}:${process.env.PATH}` });
  const { stdout } = await analyse("maker/Tiny-8B-GGUF:q4_k_m");
  expect(stdout).toMatch(/Tiny-8B-Q4_K_M: Fits NVIDIA RTX 4090: needs 1\.5 GB of 23\.1 GB free\./);
  expect(stdout).toMatch(/NVIDIA RTX 4090: 23\.1 GB of 25\.8 GB free now; NVIDIA RTX 3060: 11\.5 GB/);
});

test("a gated repository shows what it lists, and how to be let in", async () => {
  const analyse = await placeWithHub();
  const { stdout, code } = await analyse("maker/Tiny-8B");
  expect(code).toBe(0);
  expect(stdout).toMatch(/Gated\s+auto/);
  expect(stdout).toMatch(/Accept its terms at http/);
});

test.each([
  ["no/Repo", 1, /no\/Repo/],
  ["https://example.com/a/b", 2, /models are taken from/],
])("%s is refused with a hint", async (asked, exit, words) => {
  const analyse = await placeWithHub();
  const { stderr, code } = await analyse(asked);
  expect(code).toBe(exit);
  expect(stderr).toMatch(words);
  expect(stderr).toMatch(/^hint: /m);
});
