import { mkdir, readdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hostilePaths, hostileRepo } from "#tests/servers/hub/hostile-repo.ts";
import { type HubRepo, startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, runProgram } from "./modeldeck.ts";

const weights = { path: "model.safetensors", content: makeSafetensors([["a", "BF16", [4, 4]]]) };

async function placeWithHub(repo: HubRepo) {
  const hub = await startTestHub({ repos: [repo] });
  onTestFinished(() => hub.close());
  const place = await makePlace();
  const run = (...words: string[]) => runProgram(words, { ...place.env, HF_ENDPOINT: hub.url });
  const everything = async () => (await readdir(place.folder, { recursive: true })).sort();
  return { ...place, hub, run, everything };
}

test("a repository of hostile names changes nothing outside its folder, however it is taken", async () => {
  const made = hostileRepo();
  const repo = { ...made, files: [...(made.files ?? []), weights] };
  const { run, root, everything } = await placeWithHub(repo);
  const before = await everything();
  for (const more of [
    [],
    ["--accept-code"],
    ["--accept-code", "--no-include-optional"],
    ["--files=model.safetensors"],
  ]) {
    await run("download", repo.name, "-y", ...more);
  }
  const folder = join(root, repo.name);
  const inside = new Set(await readdir(folder, { recursive: true }));
  const outside = (await everything()).filter(
    (path) => !path.startsWith("home") && !path.startsWith("weights/"),
  );
  expect(outside).toEqual(before.filter((path) => !path.startsWith("home") && !path.startsWith("weights/")));
  expect((await readdir(root)).sort()).toEqual([dirname(repo.name)]);
  expect((await readdir(dirname(folder))).sort()).toEqual([repo.name.split("/")[1]]);
  expect([...inside].filter((path) => /(?:^|\/)(?:\.git|con|nul)(?:$|[./])/i.test(path))).toEqual([]);
  expect(inside).toContain("model.safetensors");
}, 60_000);

test("every hostile name is told of in the rehearsal", async () => {
  const { run } = await placeWithHub(hostileRepo());
  const said = await run("download", hostileRepo().name, "--dry-run", "--json", `--files=*`);
  const { download } = JSON.parse(said.stdout);
  const written: string[] = download.files.map(({ path }: { path: string }) => path);
  expect(
    written.filter((path) => path.includes("..") || path.startsWith("/") || path.includes("\\")),
  ).toEqual([]);
  expect(written.length + download.left.length + download.blocked.length).toBeGreaterThanOrEqual(
    hostilePaths.length,
  );
}, 60_000);

test("a link below the root is written through neither as a folder nor as a file", async () => {
  const repo: HubRepo = { name: "acme/linked", files: [weights, { path: "sub/config.json", content: "{}" }] };
  const { run, root, folder } = await placeWithHub(repo);
  const elsewhere = join(folder, "elsewhere");
  await mkdir(elsewhere);
  await mkdir(join(root, "acme/linked"), { recursive: true });
  await symlink(elsewhere, join(root, "acme/linked/sub"));
  const said = await run("download", "acme/linked");
  expect(said.code).toBe(1);
  expect(said.stderr).toContain("nothing is written through it");
  expect(await readdir(elsewhere)).toEqual([]);
}, 60_000);
