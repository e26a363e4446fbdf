import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inNamedRegistry } from "#cli-bridge/cli/in-named-registry.ts";
import { entryAt, fillRoot, makePlace, readLayer, saveEntries } from "./modeldeck.ts";

test("a registry that somebody named and that is not there is no empty one", async () => {
  const { run, folder, env } = await makePlace();
  const nowhere = join(folder, "typo");
  for (const words of [["list"], ["stats"], ["purge-deprecated"], ["remove", "m"], ["backups"], ["doctor"]]) {
    const { code, stderr } = await run(...words, `--registry-dir=${nowhere}`);
    expect(code, words.join(" ")).toBe(1);
    expect(stderr).toBe(
      `error: There is no registry in ${nowhere}, which --registry-dir names: there is no such folder.\n` +
        `hint: Correct the name, or mount its disk. To begin a registry there, take models in: modeldeck --registry-dir=${nowhere} scan --apply\n`,
    );
  }
  env.MODELDECK_REGISTRY_DIR = nowhere;
  expect((await run("list")).stderr).toContain("which MODELDECK_REGISTRY_DIR names");
  for (const words of [["config"], ["trash", "list"], ["tidy-empty-dirs"]])
    expect((await run(...words)).code, words.join(" ")).toBe(0);
});

test("what is told to be typed next is told for the registry that was named", async () => {
  const { run, folder } = await makePlace([{ name: "at-home", backend: "vllm" }]);
  const other = join(folder, "other");
  const named = `--registry-dir=${other}`;
  await mkdir(other);
  await saveEntries(other, [entryAt("tiny", "/models/one"), entryAt("odd", "models/one")]);
  const removed = await run("remove", "tiny", "--purge", "--apply", "--yes", named);
  const [, undo = ""] = /^To undo: modeldeck (.*)$/m.exec(removed.stdout) ?? [];
  expect(undo).toContain(`${named} undo --apply -- `);
  expect((await run(...undo.split(" "))).code).toBe(0);
  expect(await readLayer(other)).toMatchObject([{ name: "tiny" }, { name: "odd" }]);
  expect((await run("doctor", named)).stdout).toContain(`Mend it with: modeldeck ${named} remove`);
  await writeFile(join(other, "model_registry.curated.json"), "[");
  expect((await run("list", named)).stderr).toContain(`find a backup with: modeldeck ${named} backups`);
  await rm(join(other, "model_registry.curated.json"));
  const hint = (words: string) => `hint: List the entries with: modeldeck ${words}\n`;
  expect((await run("unlock", "nobody", named)).stderr).toContain(hint(`${named} list`));
  expect((await run("unlock", "nobody")).stderr).toContain(hint("list"));
});

test("a folder with a space in its name is told as a shell takes it", () => {
  const words = "See them with: modeldeck list, in /srv/modeldeck data";
  expect(inNamedRegistry(words, "my models")).toBe(
    "See them with: modeldeck '--registry-dir=my models' list, in /srv/modeldeck data",
  );
  expect(inNamedRegistry(words, undefined)).toBe(words);
});

test("a registry is begun where it was named by what takes models in", async () => {
  const { run, json, root, folder } = await makePlace();
  await fillRoot(root);
  const named = `--registry-dir=${join(folder, "new/registry")}`;
  expect((await run("scan", "--apply", named)).code).toBe(0);
  expect(await json("list", named)).toHaveLength(5);
});

test.skipIf(!existsSync("/proc/self"))(
  "where the system makes no folders, no registry is begun, and that is said",
  async () => {
    const { run, root } = await makePlace();
    await fillRoot(root);
    const { code, stderr } = await run("scan", "--apply", "--registry-dir=/proc/1/nope");
    expect(code).toBe(1);
    expect(stderr).toContain("error: The folder /proc/1/nope cannot be made: /proc/1 takes none.");
  },
);

test("a folder without a registry is an empty one, and so is the usual place before there is anything", async () => {
  const { run, folder, env } = await makePlace();
  await mkdir(join(folder, "empty"));
  expect((await run("list", `--registry-dir=${join(folder, "empty")}`)).code).toBe(0);
  env.MODELDECK_HOME = join(folder, "nobody-yet");
  expect((await run("list")).code).toBe(0);
});
