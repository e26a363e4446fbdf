import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyChatPruning, planChatPruning } from "#lib/registry/operations/prune-no-chat-template.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { GgufWriter, makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const weights = makeSafetensors([["w", "BF16", [8, 8]]]);
const template = { chat_template: "{{ messages }}" };

async function place(repos: Record<string, Record<string, string | Buffer | object>>, more: object[] = []) {
  const folder = await temporaryFolder();
  const [dir, root] = [join(folder, "registry"), join(folder, "weights")];
  await mkdir(dir);
  await mkdir(root);
  for (const [repo, files] of Object.entries(repos)) await makeFolder(join(root, "o", repo), files);
  const entries = Object.keys(repos).map((repo) => ({
    ...{ name: repo, backend: "vllm", download_path: join(root, "o", repo) },
  }));
  const all = [...entries, ...JSON.parse(JSON.stringify(more).replaceAll("ROOT", root))];
  await writeFile(join(dir, "model_registry.discovered.json"), JSON.stringify(all));
  const pruning = { backend: "vllm", weightsRoot: undefined, roots: [root], picked: {} };
  const names = async () =>
    JSON.parse(await readFile(join(dir, "model_registry.discovered.json"), "utf8")).map(
      ({ name }: { name: string }) => name,
    );
  return {
    dir,
    root,
    pruning,
    names,
    plan: (wanted: object = {}) => planChatPruning(dir, { ...pruning, ...wanted }),
  };
}

test("only a chat model without any template is pruned", async () => {
  const { plan } = await place(
    {
      "lost-7b-instruct": { "model.safetensors": weights },
      "in-tokenizer-chat": { "model.safetensors": weights, "tokenizer_config.json": template },
      "in-json-chat": { "model.safetensors": weights, "chat_template.json": template },
      "in-jinja-chat": { "model.safetensors": weights, "chat_template.jinja": "{{ messages }}" },
      "mistral-instruct": { "model.safetensors": weights, "tekken.json": {} },
      "gguf-chat": {
        "m.gguf": makeGgufModel({
          ...{ fileType: 15, types: [12] },
          keys: [new GgufWriter().string("tokenizer.chat_template", "{{ messages }}")],
        }),
      },
      "base-7b": { "model.safetensors": weights },
      "llama-chat-base": { "model.safetensors": weights },
      "embed-instruct": {
        "model.safetensors": weights,
        "config.json": { architectures: ["BertModel"], model_type: "bert" },
      },
      "odd-7b": { "model.safetensors": weights },
      "half-instruct": { "config.json": {} },
      "torn-instruct": { "model.safetensors": weights, "tokenizer_config.json": "{torn" },
    },
    [
      { name: "other-chat", backend: "lmdeploy", download_path: "ROOT/o/lost-7b-instruct" },
      {
        name: "locked-chat",
        backend: "vllm",
        download_path: "ROOT/o/odd-7b",
        version_lock: { locked: true },
      },
      { name: "outside-chat", backend: "vllm", download_path: "/tmp" },
    ],
  );
  const seen = await plan();
  expect(seen.removed.map(({ name }) => name)).toEqual(["lost-7b-instruct"]);
  expect(seen.warnings).toEqual(
    expect.arrayContaining([
      "odd-7b has no chat template and stays: nothing says that it is a chat model.",
      "half-instruct has no chat template and stays: it has no weights.",
      "torn-instruct has no chat template and stays: its template may be in a file that cannot be read.",
    ]),
  );
  expect(seen.spared).toEqual([{ name: "locked-chat", why: "locked" }]);
  // Another entry has the same folder, so its files are kept.
  expect(seen.files.map(({ deed }) => deed)).toEqual(["keep"]);
});

test("files go to the trash, each entry is told of, and an undo brings everything back", async () => {
  const { dir, root, pruning, plan, names } = await place({
    "a-chat": { "model.safetensors": weights },
    "b-chat": { "model.safetensors": weights },
    "c-chat": { "model.safetensors": weights },
  });
  const picked = { except: ["b-chat"] };
  const seen = await plan({ picked });
  expect(seen.command).toBe("prune-no-chat-template");
  expect(seen.files.map(({ deed }) => deed)).toEqual(["trash", "trash"]);
  const { outcome } = await applyChatPruning(dir, { ...pruning, picked }, seen.id);
  expect(outcome?.report.map(({ name, paths }) => [name, paths])).toEqual([
    ["a-chat", 1],
    ["c-chat", 1],
  ]);
  expect(await names()).toEqual(["b-chat"]);
  expect(existsSync(join(root, "o/a-chat"))).toBe(false);
  await applyUndo({ dir, roots: [root] }, { run: outcome?.change ?? "" }, undefined);
  expect(await names()).toEqual(["a-chat", "b-chat", "c-chat"]);
  expect(existsSync(join(root, "o/a-chat/model.safetensors"))).toBe(true);
});

test("a template that has come since the plan stops it", async () => {
  const { dir, root, pruning, plan } = await place({ "a-chat": { "model.safetensors": weights } });
  const seen = await plan();
  await writeFile(join(root, "o/a-chat/chat_template.jinja"), "{{ messages }}");
  await expect(applyChatPruning(dir, pruning, seen.id)).rejects.toThrow("does not fit what is there now");
  expect((await plan({ only: [] })).removed).toEqual([]);
});
