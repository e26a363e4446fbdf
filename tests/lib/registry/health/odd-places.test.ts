import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import { doctorRegistry } from "#lib/registry/operations/doctor-registry.ts";
import { applyRemoval } from "#lib/registry/remove-entry.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";

async function place(folders: readonly string[]) {
  const root = await temporaryFolder();
  const at = (path: string) => join(root, path);
  for (const folder of folders) {
    await mkdir(at(folder), { recursive: true });
    await writeFile(join(at(folder), "w.gguf"), "weights");
  }
  const examine = async (dir: string, check: string) => {
    const findings = await doctorRegistry(await loadRegistry(dir), { roots: [root] });
    return findings.find((finding) => finding.check === check);
  };
  return { root, at, examine };
}

test("a model whose files lie in the trash is told with the command that restores them", async () => {
  const { root, at, examine } = await place(["acme/tiny"]);
  const tiny = entryNamed("tiny", { download_path: at("acme/tiny"), download_files: ["w.gguf"] });
  const dir = await registryFolder({ discovered: [tiny] });
  const removal = { name: "tiny", deleteFiles: true, purge: true };
  const { trash } = await applyRemoval(dir, removal, { roots: [root] });
  // The registry of before is put back, and the files are not.
  await changeRegistry(dir, { command: "test" }, (draft) => draft.addEntry(tiny));
  expect(await examine(dir, "missing-path")).toBeUndefined();
  expect(await examine(dir, "trashed-path")).toMatchObject({
    items: [{ name: "tiny", detail: `in ${trash}` }],
    mend: { command: "trash-restore", input: { id: trash } },
  });
});

test("a model whose folder holds those of others is told, and a file is not another's folder", async () => {
  const { at, examine } = await place(["acme/tiny", "acme/small"]);
  const entries = [
    entryNamed("owner", { download_path: at("acme") }),
    entryNamed("tiny", { download_path: at("acme/tiny") }),
    entryNamed("small", { download_path: at("acme/small") }),
    entryNamed("small-file", { download_path: at("acme/small/w.gguf") }),
  ];
  const dir = await registryFolder({ discovered: entries });
  expect(await examine(dir, "nested-models")).toMatchObject({
    items: [{ name: "owner", detail: `${at("acme")}, with 3 more` }],
  });
});
