import { mkdir, symlink } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readEntries } from "#lib/registry/read-entries.ts";
import { findSharers } from "#lib/registry/shared-places.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { entryNamed } from "./registry-folder.ts";

const entriesAt = (paths: readonly string[]) =>
  readEntries({
    curated: [],
    discovered: paths.map((path, index) => entryNamed(`m${index}`, { download_path: path })),
  }).entries;

const place = fc
  .array(fc.constantFrom("a", "b", "a-b", "a.b"), { minLength: 1, maxLength: 4 })
  .map((parts) => `/nowhere/${parts.join("/")}`);

test("those who share a path are the ones that asking every entry would find", async () => {
  const property = fc.asyncProperty(fc.array(place, { maxLength: 12 }), place, async (paths, path) => {
    const sharersOf = await findSharers(entriesAt(paths));
    const expected = paths.flatMap((each, index) =>
      `${each}${sep}`.startsWith(`${path}${sep}`) || `${path}${sep}`.startsWith(`${each}${sep}`)
        ? [`m${index}`]
        : [],
    );
    expect(sharersOf(path)).toEqual(expected);
  });
  await fc.assert(property, { numRuns: 500 });
});

test("a place that a server is told shares its files as well", async () => {
  const told = entryNamed("told", { backend_config: { model_path: "/nowhere/a" } });
  const named = entryNamed("named", { backend_config: { model_path: "owner/repo" } });
  const sharersOf = await findSharers(readEntries({ curated: [told], discovered: [named] }).entries);
  expect(sharersOf("/nowhere/a")).toEqual(["told"]);
  expect(sharersOf("/nowhere")).toEqual(["told"]);
});

test("a path through a link is shared by what is written and by where it leads", async () => {
  const folder = await temporaryFolder();
  const real = join(folder, "real", "model");
  await mkdir(real, { recursive: true });
  await symlink(join(folder, "real"), join(folder, "link"));
  const named = relative(process.cwd(), join(real, "part.gguf"));
  const sharersOf = await findSharers(entriesAt([join(folder, "link", "model"), "ollama:/x", named]));
  expect(sharersOf(real)).toEqual(["m0"]);
  expect(sharersOf(join(folder, "link", "model", "part.gguf"))).toEqual(["m0"]);
  expect(sharersOf(join(folder, "other"))).toEqual([]);
});
