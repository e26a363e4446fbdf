import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { EntryDetails } from "#cli-bridge/protocol/registry-answer.ts";
import { openConsole } from "../../support/open-console.ts";

const fixture = fileURLToPath(new URL("../../fixtures/tells-commands.mjs", import.meta.url));
const entries = [{ name: "tiny", roles: ["chat"] }];

const closedOf = async (ask: (path: string) => Promise<Response>) =>
  ((await (await ask("/api/registry/tiny")).json()) as EntryDetails).closed;

test("a model can be edited", async () => {
  expect(await closedOf((await openConsole({ entries })).ask)).toBeUndefined();
});

test("where the program has no command for it, that is said with the model", async () => {
  const program = `"${process.execPath}" "${fixture}"`;
  const { ask } = await openConsole({ entries, program, env: { MODELDECK_DIALECT: "imageworks" } });
  expect(await closedOf(ask)).toBe("imageworks has no command that edits a model.");
});

test("a registry that can only be read closes its models to edits, with the reason and the way out", async () => {
  const { ask, registryDir } = await openConsole({ entries });
  const file = "model_registry.discovered.json";
  await writeFile(join(registryDir, file), JSON.stringify({ schema: 99, entries }));
  expect(await closedOf(ask)).toBe(
    `${file} is written in schema 99, and this program knows 1. Update Modeldeck to change this registry. Until then it can only be read.`,
  );
});

test("a model's files are told with the sizes that they have now, and what lies elsewhere with none", async () => {
  const { ask, root, registryDir } = await openConsole();
  const [place, single] = [join(root, "m"), join(root, "one.gguf")];
  await mkdir(place);
  await writeFile(join(place, "w.gguf"), "weights");
  await writeFile(single, "one");
  const named = (name: string, path: string, files: string[]) => ({
    name,
    backend: "vllm",
    download_path: path,
    download_files: files,
  });
  const told = [named("m", place, ["w.gguf", "gone.bin", "../one.gguf"]), named("one", single, ["one.gguf"])];
  await writeFile(join(registryDir, "model_registry.discovered.json"), JSON.stringify(told));
  const filesOf = async (name: string) =>
    ((await (await ask(`/api/registry/${name}`)).json()) as EntryDetails).files;
  expect(await filesOf("m")).toEqual([
    { path: "w.gguf", bytes: 7 },
    { path: "gone.bin" },
    { path: "../one.gguf" },
  ]);
  expect(await filesOf("one")).toEqual([{ path: "one.gguf", bytes: 3 }]);
});
