import { spawn } from "node:child_process";
import { mkdir, readdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { hostilePaths, hostileRepo } from "#tests/servers/hub/hostile-repo.ts";
import { type HubRepo, startTestHub } from "#tests/servers/hub/start-test-hub.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, program, runProgram } from "./modeldeck.ts";

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

test("a refusal names what can run code, and what it says of the rest is true", async () => {
  const code = Array.from({ length: 12 }, (_, at) => ({ path: `own${at}.py`, content: "print()" }));
  const { run } = await placeWithHub({ name: "acme/coded", files: [weights, ...code] });
  const refused = await run("download", "acme/coded");
  const [, words = ""] = /and 4 more, all named with ([-a-z ]+)/.exec(refused.stderr) ?? [];
  const all = await run("download", "acme/coded", ...words.split(" "));
  expect(JSON.parse(all.stdout).download.code).toHaveLength(12);
}, 60_000);

test("code that is taken on a yes at the terminal comes as it was shown, and the hub is not asked once more", async () => {
  const files = [weights, { path: "modeling_own.py", content: "print()" }];
  const { hub, env, root } = await placeWithHub({ name: "acme/coded", files });
  const terminal = "--import=data:text/javascript,process.stdin.isTTY=process.stderr.isTTY=true";
  const child = spawn(process.execPath, [program, "download", "acme/coded"], {
    env: { ...env, HF_ENDPOINT: hub.url, NODE_OPTIONS: terminal },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end("y\n");
  const [said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(said).toContain("modeling_own.py is code of the model's own");
  expect(said).toContain("✅ Successfully downloaded");
  expect(await readdir(join(root, "acme/coded"))).toContain("modeling_own.py");
  expect(hub.requests.filter(({ path }) => path.startsWith("/api/models/acme/coded/tree"))).toHaveLength(1);
}, 60_000);
