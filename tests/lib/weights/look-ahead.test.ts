import { link, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { modelsFileIn, openModelCache } from "#lib/state/model-cache.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import { lookedAheadOf, rememberingModels } from "#lib/weights/remembered-models.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const names = ["one", "two", "three", "odd\nname"];

/** Models that are remembered, and where. */
async function remembered() {
  const home = await temporaryFolder();
  const paths = names.map((name) => join(home, name));
  for (const path of paths) {
    await mkdir(path);
    await writeFile(join(path, "model.gguf"), makeGgufModel({ fileType: 15, types: [12, 12] }));
  }
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + 10_000);
  const cache = openModelCache(modelsFileIn(home));
  for (const path of paths) await rememberingModels(cache)(path);
  cache.close();
  return { file: modelsFileIn(home), paths };
}

test("a thread vouches once for each model that is as it was, and for no other", async () => {
  const { file, paths } = await remembered();
  const [one = "", two = "", three = "", odd = ""] = paths;
  await writeFile(join(two, "model.gguf"), "another");
  await rm(three, { recursive: true });
  const looked = lookedAheadOf(openModelCache(file, { aheadFrom: 0 }));
  await looked?.wait();
  for (const path of [one, odd]) {
    const { variants, chatTemplate, ...model } = await detectModel(path);
    const sight = looked?.takeSight(path);
    const seen = { ...sight?.brief, ...sight?.nature(), evidence: sight?.evidence() };
    expect(seen).toEqual(JSON.parse(JSON.stringify({ ...model, chatTemplate, hasChatTemplate: false })));
    expect([variants.length, sight?.variants]).toEqual([1, []]);
  }
  for (const path of [one, two, three, odd, "/nowhere"]) {
    expect(looked?.takeSight(path)).toBeUndefined();
    expect(looked?.takeNature(path)).toBeUndefined();
  }
});

test("a thread tells what lies in a folder of files, until its model is asked for, and of no folder that holds more", async () => {
  const { file, paths } = await remembered();
  const [one = "", two = "", three = ""] = paths;
  const looked = lookedAheadOf(openModelCache(file, { aheadFrom: 0 }));
  await rename(join(two, "model.gguf"), join(two, "other.gguf"));
  await link(join(three, "model.gguf"), join(three, "..", "beside.gguf"));
  await looked?.wait();
  expect(looked?.filesOf(one)).toEqual((await detectModel(one)).files);
  for (const path of [two, three, "/nowhere"]) expect(looked?.filesOf(path)).toBeUndefined();
  const { variants, evidence, ...nature } = await detectModel(one);
  const sight = looked?.takeSight(one);
  expect(nature).toEqual(expect.objectContaining({ ...sight?.nature(), files: sight?.brief.files }));
  expect([variants.length, evidence.length > 0, sight?.variants]).toEqual([1, true, []]);
  expect(looked?.filesOf(one)).toBeUndefined();
});

test("a thread hands over what will be asked, and the whole model is remembered beside it", async () => {
  const { file, paths } = await remembered();
  const cache = openModelCache(file, { aheadFrom: 0 });
  const looked = lookedAheadOf(cache);
  await looked?.wait();
  const [one = "", two = ""] = paths;
  const { variants, evidence, ...model } = await detectModel(one);
  const sight = looked?.takeSight(one);
  expect(model).toEqual(expect.objectContaining({ ...sight?.nature(), files: sight?.brief.files }));
  expect(looked?.takeNature(two)).toMatchObject({ architecture: model.architecture });
  expect(await rememberingModels(cache)(one)).toEqual({ ...model, variants, evidence });
  cache.close();
});

test("a thread hands over more than it made room for, and in any script", async () => {
  const { file, paths } = await remembered();
  const cache = openModelCache(file, { aheadFrom: 0 });
  const warnings = ["重み".repeat(400_000)];
  for (const path of paths) {
    const [head, brief = "", ...more] = cache.get(path)?.split("\n") ?? [];
    cache.set(path, [head, JSON.stringify({ ...JSON.parse(brief), warnings }), ...more].join("\n"));
  }
  cache.close();
  const looked = lookedAheadOf(openModelCache(file, { aheadFrom: 0 }));
  await looked?.wait();
  for (const path of paths) expect(looked?.takeSight(path)?.brief.warnings).toEqual(warnings);
});

test("what a thread saw long ago is no longer believed", async () => {
  const { file, paths } = await remembered();
  const looked = lookedAheadOf(openModelCache(file, { aheadFrom: 0 }));
  await looked?.wait();
  const now = performance.now();
  vi.spyOn(performance, "now").mockReturnValue(now + 5_001);
  expect(looked?.takeSight(paths[0] ?? "")).toBeUndefined();
});

test("a thread that finds no memory, or a broken one, tells nothing and disturbs nobody", async () => {
  const { file, paths } = await remembered();
  const cache = openModelCache(file, { aheadFrom: 0 });
  await writeFile(file, "no database");
  const looked = lookedAheadOf(cache);
  await looked?.wait();
  expect(looked?.takeSight(paths[0] ?? "")).toBeUndefined();
  const [path = ""] = paths;
  expect(looked?.filesOf(path)).toBeUndefined();
  const found = await findModels([join(path, "..")], { looked, detect: rememberingModels(cache) });
  expect(found.models.map(({ path: each }) => each).sort()).toEqual(paths.toSorted());
  cache.close();
});

test("a small memory is read as it is asked", async () => {
  const { file } = await remembered();
  expect(lookedAheadOf(openModelCache(file))).toBeUndefined();
});
