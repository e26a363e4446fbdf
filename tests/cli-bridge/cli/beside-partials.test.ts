import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makePlace, readLayer } from "./modeldeck.ts";

const stem = "3d6e9a7c51b24f80aa6e0d11";
const begun = { [`.modeldeck/${stem}.part`]: "half of it", [`.modeldeck/${stem}.json`]: "{}" };

test("what a download has begun is of no model, whoever looks at its folder", async () => {
  const { run, root, registry, folder, json } = await makePlace();
  const whole = { "config.json": {}, "m.Q4_K_M.gguf": makeGgufModel({ fileType: 15, types: [12, 12] }) };
  const model = await makeFolder(join(root, "o", "whole"), { ...whole, ...begun });
  await makeFolder(join(root, "o", "not-yet"), { "config.json": { model_type: "llama" }, ...begun });
  await run("scan", "--apply");
  const entries = await readLayer(registry);
  expect(entries).toMatchObject([{ download_path: model, download_files: Object.keys(whole) }]);

  await makeFolder(model, { ".modeldeck/0123456789abcdef01234567.part": "begun after the scan" });
  expect(await json("verify")).toMatchObject({ valid: 1, invalid: 0 });
  expect(((await json("scan", "--update-existing")) as Plan).changed).toEqual([]);
  expect(JSON.stringify(await json("export-models"))).not.toContain(".part");

  const inbox = await makeFolder(join(folder, "inbox"), { ...whole, ...begun });
  const moving = await run("import-file", "--how=move", "--apply", "--", inbox);
  expect(moving).toMatchObject({ code: 1, stderr: expect.stringContaining("not complete") });
  await run("import-file", "--how=hard-link", "--into=o/linked", "--apply", "--", inbox);
  expect(await readdir(join(root, "o", "linked"))).toEqual(Object.keys(whole));
});
