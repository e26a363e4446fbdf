import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { locateInRoots } from "#lib/registry/locate-in-roots.ts";
import { farHint, mountOf } from "#lib/registry/mounts.ts";
import { applyRemoval, planRemoval } from "#lib/registry/remove-entry.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { entryNamed, registryFolder } from "./registry-folder.ts";

/** A root, and a folder in it that stands for another disk, or for another mount of the same one. */
async function rootWithMount() {
  const root = await temporaryFolder();
  const disk = join(root, "disk");
  await mkdir(join(disk, "owner/m"), { recursive: true });
  await mkdir(join(root, "owner/m"), { recursive: true });
  const points = ["/", disk];
  const around = {
    realOf: async (folder: string) => folder,
    mountOf: (folder: string) => mountOf(folder, points),
    points: async () => points,
    mayWrite: async () => true,
    isThere: async () => true,
  };
  const whyNot = async (path: string, roots = [root]) => {
    const location = await locateInRoots(path, roots, around);
    return location.kind === "blocked" ? location.obstacle : location.kind;
  };
  return { root, disk, whyNot };
}

test("what is mounted below a root cannot go to the trash of the root, only to one of its own", async () => {
  const { root, disk, whyNot } = await rootWithMount();
  const why = `it lies on another file system than ${join(root, ".modeldeck-trash")}`;
  expect(await whyNot(join(disk, "owner/m"))).toEqual({ what: join(disk, "owner/m"), why, hint: farHint });
  expect(await whyNot(join(disk, "owner/m"), [root, disk])).toBe("found");
  expect(await whyNot(join(root, "owner/m"))).toBe("found");
});

test("neither a mount goes to the trash nor what holds one, though it be of the same disk", async () => {
  const { root, disk, whyNot } = await rootWithMount();
  expect(await whyNot(disk)).toMatchObject({ why: "it is a mount point" });
  expect(await whyNot(root, [join(root, "..")])).toMatchObject({
    why: `something is mounted in it, at ${disk}`,
  });
});

/** On most systems this lies in memory, and what is around it does not. */
const memory = "/dev/shm";
const isApart = existsSync(memory) && statSync(memory).dev !== statSync("/dev").dev;

test.skipIf(!isApart)("the rehearsal refuses what the deed would, and nothing is left behind", async () => {
  const model = await mkdtemp(join(memory, "modeldeck-"));
  onTestFinished(() => rm(model, { recursive: true, force: true }));
  await writeFile(join(model, "w.gguf"), "weights");
  const dir = await registryFolder();
  await changeRegistry(dir, { command: "test" }, (draft) =>
    draft.addEntry(entryNamed("m", { download_path: model })),
  );
  const removal = { name: "m", deleteFiles: true };
  const { blocked, files } = await planRemoval(dir, removal, { roots: ["/dev"] });
  expect(blocked).toEqual([
    { what: model, why: "it lies on another file system than /dev/.modeldeck-trash", hint: farHint },
  ]);
  expect(files).toEqual([]);
  await expect(applyRemoval(dir, removal, { roots: ["/dev"] })).rejects.toMatchObject({ code: "blocked" });
  expect(existsSync("/dev/.modeldeck-trash")).toBe(false);
});
