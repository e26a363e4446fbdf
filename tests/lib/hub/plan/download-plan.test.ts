import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { downloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import { readHubSettings } from "#lib/hub/hub-settings.ts";
import { openHub } from "#lib/hub/open-hub.ts";
import type { DownloadPlaces } from "#lib/hub/plan/download-place.ts";
import { type DownloadWanted, downloadPlanOf } from "#lib/hub/plan/download-plan.ts";
import { loadSettings } from "#lib/state/settings.ts";
import { type HubRepo, startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const gguf: HubRepo = {
  name: "acme/Tiny-GGUF",
  license: "mit",
  pipelineTag: "text-generation",
  files: [
    { path: "tiny-Q4_K_M.gguf", bytes: 3000 },
    { path: "tiny-Q8_0.gguf", bytes: 6000 },
    { path: "README.md", content: "# Tiny" },
    { path: "config.json", content: '{"model_type":"llama"}' },
  ],
};
const coded: HubRepo = {
  name: "acme/coded",
  files: [
    { path: "pytorch_model.bin", bytes: 2000 },
    { path: "modeling_own.py", content: "print(1)" },
    { path: "config.json", content: '{"auto_map":{"AutoModel":"modeling_own.Own"}}' },
    { path: "tokenizer.json", content: "{}" },
  ],
};
const bare: HubRepo = { name: "acme/bare", files: [{ path: "model.safetensors", bytes: 4000 }] };
const empty: HubRepo = { name: "acme/empty", files: [] };

const usual: DownloadWanted = {
  model: "acme/Tiny-GGUF",
  revision: undefined,
  formats: [],
  weights: [],
  files: [],
  supportRepo: undefined,
  includeOptional: true,
  includeLargeOptional: false,
  force: false,
  acceptCode: false,
  layout: "roots",
  location: undefined,
};

async function standingHub(repos: HubRepo[] = [gguf, coded, bare, empty]) {
  const test = await startTestHub({ repos });
  onTestFinished(() => test.close());
  const home = await temporaryFolder();
  const env: NodeJS.ProcessEnv = { NODE_ENV: "test", HOME: home, HF_ENDPOINT: test.url };
  const hub = openHub(await readHubSettings(await loadSettings({ env }), env));
  onTestFinished(() => hub.close());
  const root = join(home, "weights");
  await mkdir(root);
  const places: DownloadPlaces = { roots: [root], reserveOf: () => 0 };
  const plan = async (wanted: Partial<DownloadWanted> = {}, more: Partial<DownloadPlaces> = {}) =>
    downloadPlan.parse(
      await downloadPlanOf(hub, { ...usual, ...wanted }, { places: { ...places, ...more } }),
    );
  return { test, hub, home, root, plan };
}

test("a plan says what is fetched, to where, and of which commit", async () => {
  const { test: server, root, plan } = await standingHub();
  const made = await plan({ weights: ["Q4_K_M"] });
  expect(made).toMatchObject({
    repo: "acme/Tiny-GGUF",
    revision: "main",
    commit: server.commit("acme/Tiny-GGUF"),
    folder: join(root, "acme/Tiny-GGUF"),
    location: "linux_wsl",
    format: "gguf",
    license: "mit",
    blocked: [],
  });
  expect(made.files.map(({ path, state }) => [path, state]).sort()).toEqual([
    ["README.md", "fetch"],
    ["config.json", "fetch"],
    ["tiny-Q4_K_M.gguf", "fetch"],
  ]);
  expect(made.left).toEqual([{ path: "tiny-Q8_0.gguf", bytes: 6000, why: "not asked for" }]);
  expect(made.files.find(({ role }) => role === "weights")?.sha256).toBe(
    await server.sha256("acme/Tiny-GGUF", "tiny-Q4_K_M.gguf"),
  );
  const bytes = made.files.reduce((sum, file) => sum + file.bytes, 0);
  expect(made.bytesToFetch).toBe(bytes);
  expect((made.freeBefore ?? 0) - (made.freeAfter ?? 0)).toBe(bytes);
});

test("an address of one file, and a quantisation behind the name, choose the weights", async () => {
  const { test: server, plan } = await standingHub();
  const weights = async (model: string) =>
    (await plan({ model })).files.filter(({ role }) => role === "weights").map(({ path }) => path);
  expect(await weights(`${server.url}/acme/Tiny-GGUF/blob/main/tiny-Q8_0.gguf`)).toEqual(["tiny-Q8_0.gguf"]);
  expect(await weights("acme/Tiny-GGUF:Q8_0")).toEqual(["tiny-Q8_0.gguf"]);
});

test("what can carry code is named, and is in the way until somebody says yes", async () => {
  const { plan } = await standingHub();
  const made = await plan({ model: "acme/coded" });
  expect(made.code).toEqual([
    "config.json asks the loader to run code (auto_map)",
    "pytorch_model.bin is a pickle, which is a program",
    "modeling_own.py is code of the model's own",
  ]);
  expect(made.blocked).toMatchObject([
    { what: "acme/coded", hint: expect.stringContaining("--accept-code") },
  ]);
  expect((await plan({ model: "acme/coded", acceptCode: true })).blocked).toEqual([]);
});

test("what a server would look for and not find is said, and another repository can lend it", async () => {
  const { plan } = await standingHub();
  expect((await plan({ model: "acme/bare" })).warnings.join()).toContain(
    "config.json and a tokenizer are missing",
  );
  const lent = await plan({ model: "acme/bare", supportRepo: "acme/coded" });
  expect(lent.warnings).toEqual([]);
  expect(lent.files.filter(({ repo }) => repo === "acme/coded").map(({ path }) => path)).toEqual([
    "config.json",
    "tokenizer.json",
  ]);
});

test("what is there already is not fetched again, what is another file stays, and links are in the way", async () => {
  const { root, plan } = await standingHub();
  const folder = await makeFolder(join(root, "acme/Tiny-GGUF"), {
    "tiny-Q4_K_M.gguf": Buffer.alloc(3000),
    "config.json": "mine",
    "tiny-Q8_0.gguf": "another",
  });
  const made = await plan();
  expect(Object.fromEntries(made.files.map(({ path, state }) => [path, state]))).toMatchObject({
    "tiny-Q4_K_M.gguf": "check",
    "config.json": "kept",
    "README.md": "fetch",
  });
  expect(made.blocked).toMatchObject([{ what: join(folder, "tiny-Q8_0.gguf") }]);
  expect(made.blocked[0]?.hint).toContain("--force");
  expect((await plan({ force: true })).files.map(({ state }) => state)).toContain("replace");
  await rm(join(folder, "config.json"));
  await mkdir(join(folder, "config.json"));
  expect((await plan({ force: true })).blocked).toMatchObject([
    { why: "a folder of that name is in the way", hint: "Move it away, or choose another --location." },
  ]);
  await makeFolder(join(root, "elsewhere"), { "Tiny-GGUF/x": "" });
  await symlink(join(root, "elsewhere"), join(root, "acme2"));
  const linked = await plan({ location: join(root, "acme2/sub") });
  expect(linked.blocked).toEqual([]);
});

test("nothing is written through a link below the root, to a file, or where there is no room", async () => {
  const { root, home, plan } = await standingHub();
  await symlink(home, join(root, "acme"));
  expect((await plan({ weights: ["Q8_0"] })).blocked).toContainEqual(
    expect.objectContaining({ what: join(root, "acme") }),
  );
  await writeFile(join(root, "a-file"), "");
  expect((await plan({ location: join(root, "a-file") })).blocked[0]).toMatchObject({
    what: join(root, "a-file"),
  });
  const full = await plan({}, { reserveOf: (total) => total });
  expect(full.blocked.at(-1)?.why).toMatch(/are to come, .* are free and .* are to stay free/);
});

test("the cache of Hugging Face keeps bytes by their hash", async () => {
  const { home, test: server, plan } = await standingHub();
  const made = await plan({ layout: "hf-cache", weights: ["Q8_0"] });
  const repository = join(home, ".cache/huggingface/hub/models--acme--Tiny-GGUF");
  expect(made.folder).toBe(join(repository, "snapshots", server.commit("acme/Tiny-GGUF")));
  const sha256 = await server.sha256("acme/Tiny-GGUF", "tiny-Q8_0.gguf");
  expect(made.files.find(({ role }) => role === "weights")?.target).toBe(join(repository, "blobs", sha256));
});

test("an empty repository is said to be one", async () => {
  const { plan } = await standingHub();
  await expect(plan({ model: "acme/empty" })).rejects.toThrow("acme/empty is empty at main.");
});
