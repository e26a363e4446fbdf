import { existsSync } from "node:fs";
import { mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyTidying, planTidying } from "#lib/registry/operations/tidy-empty-folders.ts";
import { applyUndo } from "#lib/registry/operations/undo-change.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

async function place(entries: object[] = []) {
  const folder = await temporaryFolder();
  const [dir, root] = [join(folder, "registry"), join(folder, "weights")];
  await mkdir(dir);
  for (const path of ["one/empty", "one/also", "two/empty", "two/full", "three", ".cache/x/y"]) {
    await mkdir(join(root, path), { recursive: true });
  }
  await writeFile(join(root, "two/full/model.gguf"), "x");
  const text = JSON.stringify(entries).replaceAll("ROOT", root);
  await writeFile(join(dir, "model_registry.discovered.json"), text);
  const tidying = { weightsRoot: undefined, roots: [root], picked: {} };
  const at = (...paths: string[]) => paths.map((path) => join(root, path));
  return { folder, dir, root, tidying, at };
}

test("empty folders of models go, then owners with nothing else in them, and an undo brings them back", async () => {
  const { dir, tidying, at, root } = await place();
  const { plan } = await planTidying(dir, tidying);
  expect(plan.files.map(({ path, deed, bytes }) => [path, deed, bytes])).toEqual(
    at("one/also", "one/empty", "two/empty", "one", "three").map((path) => [path, "delete", 0]),
  );
  const { counts, change = "" } = await applyTidying(dir, tidying, plan.id);
  expect(counts).toEqual({ repos: 3, owners: 2 });
  expect(at("one", "two/empty", "three").filter(existsSync)).toEqual([]);
  expect(at("two/full/model.gguf", ".cache/x/y").every(existsSync)).toBe(true);
  await applyUndo({ dir, roots: [root] }, { run: change }, undefined);
  expect((await stat(join(root, "one/empty"))).isDirectory()).toBe(true);
});

test("a link is no folder, and what an entry calls its own stays", async () => {
  const { folder, dir, root, tidying, at } = await place([
    { name: "m", backend: "vllm", download_path: "ROOT/one/empty" },
  ]);
  await mkdir(join(folder, "elsewhere"));
  await symlink(join(folder, "elsewhere"), join(root, "three", "link"));
  const { plan } = await planTidying(dir, tidying);
  expect(plan.files.map(({ path }) => path)).toEqual(at("one/also", "two/empty"));
  expect(plan.warnings).toEqual([`${at("one/empty")[0]} is empty, but it is the path of m and stays.`]);
});

test("what came to hold something since the plan is refused, and what is left out stays with its owner", async () => {
  const { dir, tidying, at } = await place();
  const picked = { except: at("one/empty") };
  const { plan } = await planTidying(dir, { ...tidying, picked });
  expect(plan.files.map(({ path }) => path)).toEqual(at("one/also", "two/empty", "three"));
  const whole = await planTidying(dir, tidying);
  await writeFile(join(at("one/empty")[0] ?? "", "new"), "x");
  await expect(applyTidying(dir, tidying, whole.plan.id)).rejects.toThrow("does not fit what is there now");
});

test("only a folder that is there and inside a root is tidied", async () => {
  const { folder, dir, tidying } = await place();
  const at = (weightsRoot: string) => planTidying(dir, { ...tidying, weightsRoot });
  await expect(at(join(folder, "none"))).rejects.toThrow("Weights root not found or not a directory:");
  await expect(at(folder)).rejects.toThrow("outside every root");
});
