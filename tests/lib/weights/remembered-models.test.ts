import { chmod, readFile, rename, rm, stat, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { detectModel } from "#lib/weights/detect-model.ts";
import { stampOfModel } from "#lib/weights/model-stamp.ts";
import { type ModelMemory, rememberingModels } from "#lib/weights/remembered-models.ts";
import { openStamps } from "#lib/weights/stamp-reader.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const gguf = makeGgufModel({ fileType: 15, types: [12, 12] });
const weights = makeSafetensors([["a", "BF16", [4, 4]]]);
const config = { architectures: ["LlamaForCausalLM"], model_type: "llama", torch_dtype: "bfloat16" };

function counting() {
  const kept = new Map<string, string>();
  const counts = { known: 0, kept: 0 };
  const memory: ModelMemory = {
    get: (path) => {
      const text = kept.get(path);
      if (text !== undefined) counts.known += 1;
      return text;
    },
    set: (path, text) => {
      counts.kept += 1;
      kept.set(path, text);
    },
  };
  return { memory, counts, kept };
}

/** Long after the last file was written, so that nothing is too new to be remembered. */
function later(): void {
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + 10_000);
}

async function models(): Promise<string[]> {
  const root = await temporaryFolder();
  await makeFolder(root, {
    "o/stored/model.safetensors": weights,
    "o/stored/config.json": config,
    "o/stored/chat_template.jinja": "{% if tools %}{{ tools }}{% endif %}",
    "o/gguf/one.Q4_K_M.gguf": gguf,
    "o/gguf/sub/two.gguf": makeGgufModel({ fileType: 14, types: [14, 14] }),
    "o/empty/readme.md": "nothing",
    "o/broken/model.safetensors": "no weights",
    "o/broken/config.json": "{",
    "loose-00001-of-00002.gguf": gguf,
    "loose-00002-of-00002.gguf": gguf,
  });
  await symlink(join(root, "o/gguf"), join(root, "link"));
  const places = ["o/stored", "o/gguf", "o/empty", "o/broken", "link", "loose-00001-of-00002.gguf"];
  return places.map((place) => join(root, place));
}

test("a model is the same with a memory and without one, the first time and the second", async () => {
  const paths = await models();
  later();
  const { memory, counts } = counting();
  const detect = rememberingModels(memory);
  for (const path of [...paths, ...paths]) expect(await detect(path)).toEqual(await detectModel(path));
  expect(counts).toEqual({ known: paths.length, kept: paths.length });
});

test("what is not there is told as ever", async () => {
  const { memory, counts } = counting();
  await expect(rememberingModels(memory)("/nowhere/at/all")).rejects.toThrow("ENOENT");
  expect(counts.kept).toBe(0);
});

test("a memory that is damaged costs only the time to look again", async () => {
  const [path = ""] = await models();
  later();
  const { memory, kept } = counting();
  const detect = rememberingModels(memory);
  const model = await detect(path);
  const text = kept.get(path) ?? "";
  for (const damaged of [
    '{"root":',
    "{}",
    "null",
    '{"stamp":{}}',
    text.replace(/"detector":"./, '"detector":"x'),
  ]) {
    kept.set(path, damaged);
    expect(await detect(path)).toEqual(model);
    expect(kept.get(path)).toBe(text);
  }
});

test("what was written in the last two seconds is read again", async () => {
  const [path = ""] = await models();
  expect(stampOfModel(path)).toBeUndefined();
  later();
  expect(stampOfModel(path)?.marks.length).toBe(4);
});

test("whatever happens to a file of a model, its stamp is another", async () => {
  const [path = ""] = await models();
  const file = join(path, "model.safetensors");
  const { atime, mtime } = await stat(file);
  let stamp: ReturnType<typeof stampOfModel>;
  let stamps = 0;
  const note = () => {
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 10_000);
    if (stamp !== undefined) expect(openStamps()(path, stamp)).toBe("other");
    stamp = stampOfModel(path);
    expect(stamp).toBeDefined();
    stamps += 1;
    now.mockRestore();
  };
  const deeds: (() => Promise<unknown>)[] = [
    async () => undefined,
    () => writeFile(file, weights),
    () => utimes(file, atime, mtime),
    () => truncate(file, 10),
    () => chmod(file, 0o600),
    async () => {
      await writeFile(`${file}.new`, await readFile(file));
      await rename(`${file}.new`, file);
    },
    () => writeFile(join(path, "more.json"), "{}"),
    () => rm(join(path, "more.json")),
    () => rename(file, join(path, "model-1.safetensors")),
  ];
  for (const deed of deeds) {
    await deed();
    note();
  }
  expect(stamps).toBe(deeds.length);
  expect(stamp && openStamps()(path, stamp)).toBe("plain");
});

test("a shard that comes to a file of several makes another stamp", async () => {
  const path = (await models()).at(-1) ?? "";
  later();
  const before = stampOfModel(path);
  await rm(path.replace("00001-of", "00002-of"));
  expect(before && openStamps()(path, before)).toBe("other");
});

test("a model whose way there became another one is told by where it lies now", async () => {
  const [path = ""] = await models();
  const owner = dirname(path);
  later();
  const { memory } = counting();
  await rememberingModels(memory)(path);
  await rename(owner, `${owner}-moved`);
  await symlink(`${owner}-moved`, owner);
  const model = await rememberingModels(memory)(path);
  expect(model.root).toBe(join(`${owner}-moved`, "stored"));
});

test("a link that leads nowhere is looked at every time, for what it leads to may come", async () => {
  const [path = ""] = await models();
  await symlink("/nowhere/at/all", join(path, "gone.safetensors"));
  later();
  const { memory, counts } = counting();
  const model = await rememberingModels(memory)(path);
  expect(model.warnings.join()).toMatch(/gone\.safetensors/);
  expect(counts.kept).toBe(0);
});
