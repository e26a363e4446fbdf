import { symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeOllamaStore } from "#tests/support/make-ollama-store.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { entryAt, makePlace, put, readLayer, saveEntries } from "./modeldeck.ts";

const gguf = makeGgufModel({ fileType: 15, types: [12, 12] });
const cut = (bytes: Buffer) => bytes.subarray(0, -10);

test("a rebuild enters no damaged model, and lets stay what is registered and damaged now", async () => {
  const place = await makePlace();
  const at = (...parts: string[]) => join(place.root, ...parts);
  await put(at("own", "once", "once-Q4_K_M.gguf"), gguf);
  await place.run("scan", "--apply");
  const before = await readLayer(place.registry);
  await put(at("own", "once", "once-Q4_K_M.gguf"), cut(gguf));
  await put(at("own", "never", "model.safetensors"), cut(makeSafetensors([["a", "BF16", [4, 4]]])));
  await put(at("own", "both", "both-Q4_K_M.gguf"), gguf);
  await put(at("own", "both", "both-Q8_0.gguf"), cut(makeGgufModel({ fileType: 7, types: [8, 8] })));
  await put(at("own", "blind", "blind.gguf"), gguf);
  await put(at("own", "blind", "mmproj-blind.gguf"), "<html>Try again later</html>");

  const plan = (await place.json("rebuild")) as Plan;
  expect(plan).toMatchObject({ removed: [], changed: [], added: [{ name: "both_(Q4_K_M)" }] });
  expect(plan.warnings).toEqual([
    `once_(Q4_K_M) stays: ${at("own", "once")} is damaged.`,
    expect.stringMatching(/own\/blind: left out: "[^"]*mmproj-blind.gguf" is not a valid GGUF file: /),
    expect.stringMatching(
      /own\/both\/both-Q8_0.gguf: left out: "both-Q8_0.gguf": its tensors need \d+ bytes/,
    ),
    expect.stringMatching(/own\/never: left out: "[^"]*model.safetensors" is not a valid safetensors file: /),
    expect.stringMatching(/own\/once: left out: "once-Q4_K_M.gguf": its tensors need \d+ bytes/),
  ]);
  await place.run("rebuild", "--apply");
  const after = await readLayer(place.registry);
  expect(after.map(({ name }) => name)).toEqual(["once_(Q4_K_M)", "both_(Q4_K_M)"]);
  expect(after[0]).toEqual(before[0]);
});

test("what is registered by a link to its weights stays when they are damaged", async () => {
  const place = await makePlace();
  const blob = join(place.root, "hub", "models--acme--tiny", "blobs", "aaa");
  const file = join(blob, "..", "..", "snapshots", "abc", "tiny-Q4_K_M.gguf");
  await put(blob, gguf);
  await put(join(dirname(file), "tiny-Q8_0.gguf"), makeGgufModel({ fileType: 7, types: [8, 8] }));
  await symlink("../../blobs/aaa", file);
  await place.run("rebuild", "--apply");
  await put(blob, cut(gguf));
  const plan = (await place.json("rebuild")) as Plan;
  expect(plan).toMatchObject({ added: [], changed: [], removed: [] });
  expect(plan.warnings[0]).toBe(`tiny_(Q4_K_M) stays: ${file} is damaged.`);
});

test("a rebuild enters no damaged model of Ollama's, and lets stay what is registered of them", async () => {
  const here = entryAt("here", "ollama://here:1b", { backend: "ollama", served_model_id: "here:1b" });
  const place = await makePlace([here]);
  await makeOllamaStore(join(place.folder, ".ollama", "models"), [
    { id: "gone:1b", weights: "a", fault: "missing" },
    { id: "here:1b", weights: cut(gguf) },
    { id: "whole:1b" },
  ]);
  const plan = (await place.json("rebuild", "--provider=ollama")) as Plan;
  expect(plan).toMatchObject({ removed: [], changed: [], added: [{ name: "whole_1b_(Q4_K_M)" }] });
  expect(plan.warnings).toEqual([
    expect.stringMatching(/^gone:1b is left out: the blob sha256:\w+ is not there\.$/),
    expect.stringMatching(/^here:1b is left out, and here stays as it is: its weights are damaged: /),
  ]);
});

test("a folder that is there and is no model is not said to be gone", async () => {
  const place = await makePlace();
  const owner = join(place.root, "acme");
  await saveEntries(place.registry, [
    entryAt("owner", owner, { download_format: "gguf" }),
    entryAt("gone", join(place.root, "acme", "gone")),
  ]);
  await put(join(owner, "tiny", "tiny-Q4_K_M.gguf"), gguf);
  const plan = (await place.json("rebuild")) as Plan;
  expect(plan.removed.map(({ why }) => why)).toEqual([
    `${owner} is there, and is no model of its own`,
    `it was not found at ${join(owner, "gone")}`,
  ]);
});

test("a folder that is named as it lies from here is looked into like any other", async () => {
  const place = await makePlace();
  await put(join(place.root, "own", "stays", "stays-Q4_K_M.gguf"), gguf);
  await saveEntries(place.registry, [entryAt("gone", join(place.root, "own", "gone"))]);
  const plan = (await place.json("rebuild", `--weights-root=${relative(process.cwd(), place.root)}`)) as Plan;
  expect(plan).toMatchObject({ removed: [{ name: "gone" }], added: [{ name: "stays_(Q4_K_M)" }] });
});

test("a folder that is empty may be a disk that is not mounted, also where it is named as it lies from here", async () => {
  const place = await makePlace();
  await saveEntries(place.registry, [
    entryAt("one", join(place.root, "own", "one")),
    entryAt("two", join(place.root, "two")),
  ]);
  for (const root of [place.root, relative(process.cwd(), place.root)]) {
    const plan = (await place.json("rebuild", `--weights-root=${root}`)) as Plan;
    expect(plan).toMatchObject({ removed: [], changed: [], added: [] });
    expect(plan.warnings.join()).toContain("perhaps a disk that is not mounted");
  }
});
