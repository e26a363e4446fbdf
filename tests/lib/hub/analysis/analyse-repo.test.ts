import { describe, expect, it } from "vitest";
import { hubAnalysis } from "#cli-bridge/protocol/hub-analysis.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import { analyseRepo, priceFacts } from "#lib/hub/analysis/analyse-repo.ts";
import { readRepoFacts } from "#lib/hub/analysis/repo-facts.ts";
import { parseRepoReference } from "#lib/hub/repo-reference.ts";
import { hostileRepo } from "#tests/servers/hub/hostile-repo.ts";
import type { HubOptions, HubRepo } from "#tests/servers/hub/start-test-hub.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { ggufRepo, makeVocabularyHeader, safetensorsRepo, shard } from "#tests/support/make-repositories.ts";
import { hubWith } from "../hub-for-tests.ts";

const GB = 1e9;
const machine: MachineNow = {
  at: "2026-11-21T08:00:00.000Z",
  memory: { totalBytes: 32 * GB, freeBytes: 24 * GB },
  gpus: [{ name: "Card", totalBytes: 12 * GB, freeBytes: 11 * GB }],
  ...{ unified: false, notes: [] },
};

async function analyse(
  repo: HubRepo,
  {
    asked = repo.name,
    others = [],
    ...options
  }: Partial<HubOptions> & { asked?: string; others?: HubRepo[] } = {},
) {
  const { server, hub } = await hubWith({ repos: [repo, ...others], ...options });
  const analysis = await analyseRepo(hub, parseRepoReference(asked, server.url), { machine });
  expect(hubAnalysis.parse(analysis)).toEqual(analysis);
  return { analysis, server, hub };
}

const without = (repo: HubRepo, ...paths: string[]): HubRepo => ({
  ...repo,
  files: (repo.files ?? []).filter(({ path }) => !paths.includes(path)),
});

describe("a repository of GGUF", () => {
  it("offers its quantisations, smallest first, with shards together and what is none of them apart", async () => {
    const { analysis, server } = await analyse(ggufRepo());
    expect(analysis.commit).toBe(server.commit("maker/Tiny-8B-GGUF"));
    const told = analysis.variants.map(({ name, quantization, bits, bitsPerWeight, files, gap }) => [
      ...[name, quantization, bits, bitsPerWeight, files.length],
      ...(gap ? [gap] : []),
    ]);
    expect(told).toEqual([
      ["Tiny-8B-IQ2_XXS", "iq2_xxs", 2, 2.39, 1],
      ["Tiny-8B-Q4_K_M", "q4_k_m", 4, 4.9, 1],
      ["Tiny-8B-Q6_K", "q6_k", 6, 6.58, 1],
      ["Tiny-8B-Q8_0", "q8_0", 8, 8.47, 2],
      ["Tiny-8B-BF16", "bf16", 16, undefined, 2, "1 of 3 parts are missing."],
    ]);
    expect(analysis.extras.map(({ kind, name }) => [kind, name])).toEqual([
      ["projector", "mmproj-Tiny-F16"],
      ["imatrix", "imatrix.dat"],
    ]);
    expect(analysis.projectorBytes).toBe(800_000);
    expect(analysis.warnings).toEqual(["Tiny-8B-BF16: 1 of 3 parts are missing."]);
  });

  it("is known by one header, of which only the beginning is fetched", async () => {
    const { analysis, server } = await analyse(ggufRepo(makeVocabularyHeader()));
    expect(analysis.architecture).toMatchObject({
      ...{ name: "llama", contextLength: 131_072, parameters: 8_030_000 },
      ...{ from: "the header of Tiny-8B-IQ2_XXS.gguf", requests: 1, bytesFetched: 512 * 1024 },
    });
    expect(analysis.shape).toMatchObject({
      vocabSize: 151_936,
      caches: [{ layers: 32, keys: 1024, values: 1024 }],
    });
    const ranges = server.requests.filter(({ host }) => host === "cdn").map(({ range }) => range);
    expect(ranges).toEqual(["bytes=0-524287"]);
  });

  it("needs neither tokenizer nor configuration beside it, and shows its template as text", async () => {
    const { analysis } = await analyse(ggufRepo());
    expect(analysis.critical.filter(({ state }) => state === "missing")).toEqual([]);
    expect(analysis.critical.map(({ name, state }) => `${name}: ${state}`)).toContain(
      "tokenizer: not needed",
    );
    expect(analysis.chatTemplate).toMatchObject({ source: "header", text: "{{ messages }}", flags: [] });
    expect(analysis.support).toBeUndefined();
  });

  it("is compared with the template of the model it was made from", async () => {
    const { analysis } = await analyse(ggufRepo(), { others: [safetensorsRepo()] });
    expect(analysis.chatTemplate.base).toEqual({ repo: "maker/Tiny-8B", isSame: false });
    const own = [{ path: "chat_template.jinja", content: "{{ messages }}" }];
    const same = await analyse(ggufRepo(), { others: [safetensorsRepo({ files: own })] });
    expect(same.analysis.chatTemplate.base?.isSame).toBe(true);
  });

  it.each([
    ["maker/Tiny-8B-GGUF:Q4-K-M", "q4_k_m", []],
    [
      "maker/Tiny-8B-GGUF:Q9_K",
      "Q9_K",
      [expect.stringMatching(/^No weights here are called Q9_K; there are IQ2_XXS, Q4_K_M/)],
    ],
    ["https://huggingface.co/maker/Tiny-8B-GGUF/blob/main/README.md", "README.md", []],
    ["https://huggingface.co/maker/Tiny-8B-GGUF/tree/main/BF16", "BF16", []],
  ])("knows what %s names", async (asked, named, warnings) => {
    const { analysis } = await analyse(ggufRepo(), { asked });
    expect(analysis.named).toBe(named);
    expect(analysis.warnings.slice(0, -1)).toEqual(warnings);
  });

  it("recommends the best that the GPU holds whole", async () => {
    const { hub, server } = await analyse(ggufRepo());
    const facts = await readRepoFacts(hub, parseRepoReference("maker/Tiny-8B-GGUF", server.url));
    const whole = {
      ...facts,
      projectorBytes: 0,
      variants: facts.variants.map((each) => ({ ...each, bytes: each.bytes * 1000 })),
    };
    const told = (context: number) =>
      priceFacts(whole, { machine, context }).variants.map(
        ({ fit, recommended }) => fit.class + (recommended ? " ★" : ""),
      );
    expect(told(8192)).toEqual(["fits-gpu", "fits-gpu", "fits-gpu ★", "fits-tight", "partial-gpu"]);
    expect(told(24_576)).toEqual(["fits-gpu", "fits-gpu ★", "fits-tight", "partial-gpu", "partial-gpu"]);
    expect(priceFacts(whole, { machine }).context).toBe(8192);
  });
});

describe("a repository of safetensors", () => {
  it("is one variant, named by its configuration and what its tensors are", async () => {
    const { analysis } = await analyse(safetensorsRepo());
    expect(analysis.variants).toMatchObject([
      { name: "model", format: "safetensors", quantization: "bf16", bits: 16 },
    ]);
    expect(analysis.variants[0]?.files).toHaveLength(2);
    expect(analysis.architecture).toMatchObject({ from: "config.json", parameters: 8_030_000_000 });
    expect(analysis.shape?.caches).toEqual([{ layers: 32, keys: 1024, values: 1024 }]);
    expect(analysis.formats[0]?.evidence).toContain("most weights are bf16");
    expect(analysis.critical.every(({ state }) => state === "present")).toBe(true);
    expect(analysis.chatTemplate).toMatchObject({ source: "file", path: "tokenizer_config.json" });
    expect(analysis.warnings).toEqual([]);
  });

  it("reads a header itself where the hub has not counted", async () => {
    const repo = { ...safetensorsRepo(), safetensors: {} };
    const files = [shard("model.safetensors"), ...(repo.files ?? []).slice(0, 4)];
    const { analysis } = await analyse({ ...repo, files });
    expect(analysis.architecture).toMatchObject({ parameters: 4096, requests: 1 });
    expect(analysis.variants[0]).toMatchObject({ quantization: "bf16", bitsPerWeight: expect.any(Number) });
  });

  it("says which critical files are missing, and who has them", async () => {
    const repo = without(
      safetensorsRepo({ name: "tuner/Tiny-8B", card: { base_model: ["maker/Tiny-8B"] } }),
      "tokenizer.json",
      "tokenizer_config.json",
    );
    const { analysis } = await analyse(repo, { others: [safetensorsRepo()] });
    expect(analysis.support).toEqual({
      repo: "maker/Tiny-8B",
      lends: ["tokenizer", "tokenizer_config.json", "chat template"],
      says: "maker/Tiny-8B, which it was made from, has tokenizer, tokenizer_config.json, chat template.",
    });
    expect(analysis.warnings).toEqual([
      `Missing: tokenizer, tokenizer_config.json, chat template. ${analysis.support?.says}`,
    ]);
  });

  it("names a base that cannot be looked at all the same", async () => {
    const repo = without(safetensorsRepo({ card: { base_model: "gone/Tiny" } }), "tokenizer.json");
    const { analysis } = await analyse(repo);
    expect(analysis.support).toMatchObject({ repo: "gone/Tiny", lends: [] });
  });

  it("counts shards by the table where they are not numbered, and misses those that are not there", async () => {
    const weight_map = { a: "first.safetensors", b: "second.safetensors", c: "third.safetensors" };
    const index = { path: "model.safetensors.index.json", content: JSON.stringify({ weight_map }) };
    const { analysis } = await analyse(
      safetensorsRepo({ files: [index, shard("first.safetensors"), shard("second.safetensors")] }),
    );
    expect(analysis.variants).toMatchObject([
      { files: ["first.safetensors", "second.safetensors"], gap: "1 of 3 parts are missing." },
    ]);
  });

  it("takes the parts of a model that paints as one, once for each precision", async () => {
    const files = ["unet/model", "vae/model", "unet/model.fp16", "vae/model.fp16"].map((name) =>
      shard(`${name}.safetensors`),
    );
    const { analysis } = await analyse(
      safetensorsRepo({
        library: "diffusers",
        files: [{ path: "model_index.json", content: "{}" }, ...files],
      }),
    );
    expect(analysis.variants.map(({ name, files }) => [name, files.length])).toEqual([
      ["pipeline", 2],
      ["pipeline.fp16", 2],
    ]);
  });
});

describe("what is wrong with a repository", () => {
  it("is told of what can run code, and of a template that wants out", async () => {
    const config = JSON.stringify({ auto_map: { AutoModel: "modeling.Tiny" } });
    const files = [
      { path: "config.json", content: config },
      { path: "modeling.py", content: "" },
      { path: "pytorch_model.bin", bytes: 1000 },
      { path: "chat_template.jinja", content: "{{ ''.__class__ }}{{ cycler }}" },
    ];
    const { analysis } = await analyse({ name: "odd/Model", files });
    expect(analysis.code).toHaveLength(3);
    expect(analysis.chatTemplate.flags).toEqual(["__class__", "cycler"]);
    expect(analysis.warnings.join(" ")).toMatch(/pickle alone.*chat template uses __class__, cycler/);
  });

  it.each([
    ["is no header", Buffer.from("GARBAGE!".repeat(10)), /does not begin with GGUF/],
    ["asks for more than the file has", makeGgufModel({ types: [12, 12] }).subarray(0, -40), /contradicts/],
  ])("is not offered where its header %s, and the others are", async (_, content, words) => {
    const repo = ggufRepo();
    const files = repo.files?.map((file) => (/IQ2/.test(file.path) ? { path: file.path, content } : file));
    const { analysis } = await analyse({ ...repo, files: files ?? [] });
    const [damaged, ...others] = analysis.variants;
    expect(damaged).toMatchObject({ gap: expect.stringMatching(words), recommended: false });
    expect(others.filter(({ recommended }) => recommended)).toHaveLength(1);
    expect(analysis.warnings[0]).toMatch(words);
    expect(analysis.architecture.from).toBe("the header of Tiny-8B-Q4_K_M.gguf");
  });

  it("is not the end of it where a header cannot be fetched", async () => {
    const { server, hub } = await hubWith({ repos: [ggufRepo()] });
    server.fault({ kind: "status", status: 500, at: "cdn", times: Number.POSITIVE_INFINITY });
    const spoiled = await analyseRepo(hub, parseRepoReference("maker/Tiny-8B-GGUF", server.url), { machine });
    expect(spoiled.warnings.at(-1)).toMatch("could not be read");
    expect(spoiled.architecture).toMatchObject({ name: "llama", from: "the hub's own account" });
  });

  it("shows what is listed of one that is gated, and says what opens it", async () => {
    const { analysis, server } = await analyse({ ...ggufRepo(), gated: "manual" });
    expect(analysis.variants).toHaveLength(5);
    expect(analysis.architecture.from).toBe("the hub's own account");
    expect(analysis.warnings.join(" ")).toMatch(`${server.url}/maker/Tiny-8B-GGUF`);
  });

  it("is that it is called otherwise now, and nothing where a gated one is open to the token", async () => {
    const tokens = { hf_reader: { name: "reader", granted: ["maker/Tiny-8B"] } };
    const repos = [safetensorsRepo({ gated: "auto" }), { name: "old/Name", renamedTo: "maker/Tiny-8B" }];
    const { server, hub } = await hubWith({ repos, tokens }, { HF_TOKEN: "hf_reader" });
    const analysis = await analyseRepo(hub, parseRepoReference("old/Name", server.url), { machine });
    expect(analysis).toMatchObject({ gated: "auto", warnings: ["old/Name is called maker/Tiny-8B now."] });
  });

  it("is nothing where it is an adapter, and that is what it is said to be", async () => {
    const files = [shard("adapter_model.safetensors"), { path: "adapter_config.json", content: "{}" }];
    const { analysis } = await analyse({ name: "a/Lora", files, card: { base_model: "maker/Tiny-8B" } });
    expect(analysis).toMatchObject({ variants: [], critical: [], extras: [{ kind: "adapter" }] });
    expect(analysis.warnings).toEqual(["It holds no model, only an adapter for maker/Tiny-8B."]);
    const beside = [...(ggufRepo().files ?? []), { path: "tiny-lora-f16.gguf", bytes: 200_000 }];
    const told = await analyse({ ...ggufRepo(), files: beside });
    expect(told.analysis.extras.map(({ kind }) => kind)).toContain("adapter");
  });

  it("in the names of its files or in its card is no harm to whoever looks", async () => {
    const repo = hostileRepo();
    const { analysis } = await analyse({
      ...repo,
      card: { base_model: ["../../x", 7, { a: 1 }], license_link: 7 },
    });
    expect(analysis.filesTotal).toBeGreaterThan(40);
  });

  it.each([
    ["empty", { name: "no/Files", files: [] }, "not-found", /empty/],
    [
      "without weights",
      { name: "no/Weights", files: [{ path: "README.md", content: "x" }] },
      "not-found",
      /holds 1 file, and no weights/,
    ],
    ["not there", safetensorsRepo(), "hub-not-found", /no\/Repo/],
  ])("is a refusal for one that is %s", async (what, repo, code, words) => {
    const { server, hub } = await hubWith({ repos: [repo] });
    const asked = parseRepoReference(what === "not there" ? "no/Repo" : repo.name, server.url);
    const refusal = analyseRepo(hub, asked, { machine });
    await expect(refusal).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  });
});
