import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PlannedFile } from "#cli-bridge/protocol/download-plan.ts";
import { checkPresent } from "#lib/hub/download/check-present.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const sha256Of = (text: string) => createHash("sha256").update(text).digest("hex");
const gitSha1Of = (text: string) => createHash("sha1").update(`blob ${text.length}\0${text}`).digest("hex");

test("a file counts as there when it has the hub's bytes, by whichever hash the hub knows it", async () => {
  const folder = await temporaryFolder();
  const planned = async (
    path: string,
    there: string,
    hub: string,
    isLarge: boolean,
  ): Promise<PlannedFile> => {
    await writeFile(join(folder, path), there);
    return {
      ...{ path, repo: "o/r", commit: "c", role: "weights", state: "check", here: there.length },
      ...{ bytes: there.length, target: join(folder, path), gitSha1: isLarge ? "pointer" : gitSha1Of(hub) },
      ...(isLarge && { sha256: sha256Of(hub) }),
    };
  };
  const files = [
    await planned("large", "the same", "the same", true),
    await planned("small", "the same", "the same", false),
    await planned("other large", "the some", "the same", true),
    await planned("other small", "the some", "the same", false),
  ];
  const { right, wrong } = await checkPresent(files, { signal: new AbortController().signal });
  expect(right.map(({ file, sha256 }) => [file.path, sha256])).toEqual([
    ["large", sha256Of("the same")],
    ["small", sha256Of("the same")],
  ]);
  expect(wrong.map(({ path }) => path)).toEqual(["other large", "other small"]);
});
