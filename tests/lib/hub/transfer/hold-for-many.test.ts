import { mkdirSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { holdForMany } from "#lib/hub/transfer/hold-for-many.ts";
import { settlePlaces } from "#lib/hub/transfer/settle-places.ts";
import { partialFolderName } from "#lib/weights/partial-folder.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** The folders below one that this process holds open. */
function heldBelow(folder: string): string[] {
  return readdirSync("/proc/self/fd").flatMap((file) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${file}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });
}

async function makeTargets(folders: number) {
  const root = await temporaryFolder();
  const targets = Array.from({ length: folders }, (_, at) => join(root, `${at}`, "file"));
  for (const at of targets.keys()) mkdirSync(join(root, `${at}`));
  return { root, targets, held: holdForMany(settlePlaces(targets)) };
}

describe.runIf(process.platform === "linux")("a folder that many small files come into", () => {
  test("is held once, and let go at the end", async () => {
    const { root, targets, held } = await makeTargets(1);
    const [target = ""] = targets;
    const places = [held.hold(target), held.hold(`${target}-2`)];
    expect(heldBelow(root)).toEqual([join(root, "0", partialFolderName)]);
    for (const place of places) {
      writeFileSync(place.target, "");
      place.check();
      place.close();
    }
    expect(readdirSync(join(root, "0"))).toEqual([partialFolderName, "file", "file-2"]);
    held.close();
    expect(heldBelow(root)).toEqual([]);
  });

  test("stays held for whoever still writes there when it is forgotten", async () => {
    const { root, targets, held } = await makeTargets(1);
    const [target = ""] = targets;
    const place = held.hold(target);
    held.forget(target);
    rmSync(join(root, "0", partialFolderName), { recursive: true });
    const anew = held.hold(target);
    expect(() => place.check()).toThrow("leads elsewhere");
    anew.check();
    expect(heldBelow(root)).toHaveLength(2);
    place.close();
    anew.close();
    expect(heldBelow(root)).toEqual([join(root, "0", partialFolderName)]);
    held.close();
  });

  test("is let go for others where there are many", async () => {
    const { root, targets, held } = await makeTargets(100);
    for (const target of targets) held.hold(target).close();
    expect(heldBelow(root).length).toBeLessThanOrEqual(32);
    held.close();
    expect(heldBelow(root)).toEqual([]);
  });
});
