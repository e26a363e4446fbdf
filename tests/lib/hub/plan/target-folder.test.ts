import { join } from "node:path";
import { expect, it } from "vitest";
import { folderNameOf, targetPlaceOf } from "#lib/hub/plan/target-folder.ts";

const roots = ["/srv/weights", "/mnt/d/LM Studio/models"];

it.each([
  [undefined, "/srv/weights", "linux_wsl"],
  ["linux_wsl", "/srv/weights", "linux_wsl"],
  ["windows_lmstudio", "/mnt/d/LM Studio/models", "windows_lmstudio"],
  ["/mnt/d/LM Studio/models", "/mnt/d/LM Studio/models", "windows_lmstudio"],
  ["/srv/weights/sub", "/srv/weights/sub", "linux_wsl"],
  ["/elsewhere", "/elsewhere", "custom"],
  ["~/there", "/home/me/there", "custom"],
] as const)("the location %s is a folder and a label", (location, base, label) => {
  expect(targetPlaceOf(location, roots, "/home/me")).toEqual({ base, label });
});

it("a bare word is refused, since it would be a folder wherever the program happens to be started", () => {
  expect(() => targetPlaceOf("custom", roots)).toThrow('"custom" is no location.');
});

it("without any root the usual one is taken", () => {
  expect(targetPlaceOf(undefined, [], "/home/me").base).toBe(join("/home/me", "ai-models", "weights"));
});

it.each([
  [undefined, "o/r"],
  ["main", "o/r"],
  ["refs/pr/1", "o/r@refs_pr_1"],
  ["0123456789abcdef0123456789abcdef01234567", "o/r@0123456789ab"],
])("the revision %s lies in a folder of its own", (revision, name) => {
  expect(folderNameOf("o/r", revision)).toBe(name);
});
