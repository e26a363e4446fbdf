import { mkdir, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cachePlacesOf } from "#lib/hub/hf-cache/cache-places.ts";
import { linkSnapshot } from "#lib/hub/hf-cache/link-snapshot.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const commit = "0123456789abcdef0123456789abcdef01234567";

test("a snapshot is relative links to blobs, and a name of a revision is a file with its commit", async () => {
  const places = cachePlacesOf(await temporaryFolder(), "acme/Tiny", commit);
  const files = [
    { path: "config.json", blob: "aaa" },
    { path: "sub/model.safetensors", blob: "bbb" },
  ];
  for (const revision of ["main", "refs/pr/1", "main", commit])
    await linkSnapshot(places, { files, commit, revision });
  expect(await readlink(join(places.snapshot, "config.json"))).toBe("../../blobs/aaa");
  expect(await readlink(join(places.snapshot, "sub/model.safetensors"))).toBe("../../../blobs/bbb");
  expect(await readFile(join(places.refs, "refs/pr/1"), "utf8")).toBe(commit);
  expect((await readdir(places.refs)).sort()).toEqual(["main", "refs"]);
  expect(await readFile(join(places.cache, "CACHEDIR.TAG"), "utf8")).toContain("Signature: 8a477f59");
});

test("a file that has another blob by now is linked anew; a folder of its name is in the way", async () => {
  const places = cachePlacesOf(await temporaryFolder(), "acme/Tiny", commit);
  const linking = (blob: string) =>
    linkSnapshot(places, { files: [{ path: "a", blob }], commit, revision: "main" });
  await linking("one");
  await linking("two");
  expect(await readlink(join(places.snapshot, "a"))).toBe("../../blobs/two");
  await mkdir(join(places.snapshot, "b"), { recursive: true });
  const inTheWay = linkSnapshot(places, { files: [{ path: "b", blob: "x" }], commit, revision: "main" });
  await expect(inTheWay).rejects.toThrow("is a folder, where a file is to be");
});
