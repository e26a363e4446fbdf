import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { findModels } from "#lib/registry/operations/find-models.ts";
import { detectModel } from "#lib/weights/detect-model.ts";
import type { DetectModel } from "#lib/weights/remembered-models.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const count = 20;

async function place(): Promise<string> {
  const root = await temporaryFolder();
  for (let at = 0; at < count; at += 1) {
    const folder = join(root, "owner", `model-${String(at).padStart(2, "0")}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "w.bin"), "weights");
  }
  return root;
}

/** A disk on which each model takes its time. */
function slowly(meanwhile: (path: string) => void = () => undefined) {
  const going = { now: 0, most: 0, all: 0 };
  const detect: DetectModel = async (path) => {
    going.now += 1;
    going.all += 1;
    going.most = Math.max(going.most, going.now);
    await delay(5);
    going.now -= 1;
    meanwhile(path);
    return detectModel(path);
  };
  return { going, detect };
}

test("several models are looked at in the time of one, and are told in the order of their paths", async () => {
  const root = await place();
  const { going, detect } = slowly((path) => {
    if (path.endsWith("07")) throw new Error("The disk gave up.");
  });
  const counts: number[] = [];
  const { models, issues } = await findModels([root], { detect, onFound: (_, done) => counts.push(done) });
  expect(going.most).toBeGreaterThan(1);
  expect(going.most).toBeLessThanOrEqual(8);
  const paths = models.map(({ path }) => path);
  expect(paths).toEqual(paths.toSorted());
  expect(paths).toHaveLength(count - 1);
  expect(issues).toMatchObject([{ path: join(root, "owner", "model-07"), message: "The disk gave up." }]);
  expect(counts).toEqual(Array.from({ length: count - 1 }, (_, at) => at + 1));
});

test("nobody goes on looking once it is called off", async () => {
  const off = new AbortController();
  const { going, detect } = slowly(() => off.abort(new Error("enough")));
  const finding = findModels([await place()], { detect, signal: off.signal });
  await expect(finding).rejects.toThrow("enough");
  await delay(50);
  expect(going.all).toBeLessThanOrEqual(8);
});
