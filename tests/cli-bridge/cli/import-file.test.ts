import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from "node:fs/promises";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { thisHolder } from "#lib/registry/lock-holder.ts";
import { makeGgufModel } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { makePlace, planTold, program, readLayer, resultTold, type Said } from "./modeldeck.ts";

const gguf = makeGgufModel({ fileType: 15, types: [12, 12] });

async function filePlace() {
  const place = await makePlace();
  const inbox = await makeFolder(join(place.folder, "inbox"), {
    "tiny.Q4_K_M.gguf": gguf,
    "whole/config.json": { model_type: "llama", torch_dtype: "bfloat16" },
    "whole/model.safetensors": makeSafetensors([["a", "BF16", [4, 4]]]),
  });
  return { ...place, inbox, file: join(inbox, "tiny.Q4_K_M.gguf"), whole: join(inbox, "whole") };
}

/** The word by which what was done is taken back. */
function undoOf(said: Said): string {
  const told = resultTold(said);
  return told?.type === "result" ? String(told.result.undo?.input.run) : "";
}

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

test("a rehearsal tells files, bytes and room, and touches nothing", async () => {
  const { run, root, file } = await filePlace();
  const said = await run("import-file", "--into=own/tiny", "--", file);
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(said.stdout).toMatch(/are free in .*weights, .* afterwards\./);
  const path = join(root, "own", "tiny", "tiny.Q4_K_M.gguf");
  const write = { path, deed: "write", bytes: gguf.length, why: `copied from ${file}` };
  expect(planTold(said)).toMatchObject({ plan: { added: [{ name: "tiny_(Q4_K_M)" }], files: [write] } });
  expect(await readdir(root)).toEqual([]);
});

test("a copy is verified, entered with its hash, and a scan finds nothing new in it", async () => {
  const { run, root, registry, file } = await filePlace();
  const said = await run("import-file", "--into=own/tiny", "--apply", "--", file);
  expect(resultTold(said)).toMatchObject({ result: { summary: "Imported tiny_(Q4_K_M)." } });
  expect(await readFile(join(root, "own", "tiny", "tiny.Q4_K_M.gguf"))).toEqual(gguf);
  expect(await readLayer(registry)).toMatchObject([
    {
      download_path: join(root, "own", "tiny"),
      download_files: ["tiny.Q4_K_M.gguf"],
      source: { huggingface_id: "own/tiny" },
      artifacts: { files: [{ path: "tiny.Q4_K_M.gguf", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }] },
    },
  ]);
  expect(await isThere(file)).toBe(true);
  expect(await readdir(root)).toEqual(["own"]);
  expect((await run("scan")).stdout).toContain("1 known already");
  expect(await run("verify", "--full")).toMatchObject({ code: 0 });
});

test("an undo takes a copy to the trash, and the entry with it", async () => {
  const { run, json, root, registry, whole } = await filePlace();
  await run("import-file", "--apply", "--", whole);
  expect(await readLayer(registry)).toMatchObject([
    { download_path: join(root, "local", "whole"), source: null },
  ]);
  const undone = await run("undo", "last", "--apply");
  expect(undone).toMatchObject({ code: 0, stderr: "" });
  expect(await json("list")).toEqual([]);
  expect(await isThere(join(root, "local"))).toBe(false);
  expect(await run("undo", undoOf(undone), "--apply")).toMatchObject({ code: 0 });
  expect(await isThere(join(root, "local", "whole", "config.json"))).toBe(true);
});

test.each(["file", "whole"] as const)(
  "a moved %s goes back where it was by an undo, and in again",
  async (what) => {
    const place = await filePlace();
    const { run, root } = place;
    await run("import-file", "--how=move", "--into=own/moved", "--apply", "--", place[what]);
    expect(await isThere(place[what])).toBe(false);
    expect(await isThere(join(root, "own", "moved"))).toBe(true);
    const undone = await run("undo", "last", "--apply");
    expect(undone).toMatchObject({ code: 0, stderr: "" });
    expect(await isThere(place[what])).toBe(true);
    expect(await isThere(join(root, "own"))).toBe(false);
    expect(await run("undo", undoOf(undone), "--apply")).toMatchObject({ code: 0, stderr: "" });
    expect(await isThere(place[what])).toBe(false);
  },
);

test("a model that is known keeps its name and all that was said of it when it is moved", async () => {
  const { run, root, registry, whole } = await filePlace();
  await run("import-file", "--how=reference", "--apply", "--", whole);
  await run("set-roles", "--roles=chat", "--apply", "--", "whole_(BF16)");
  await run("import-file", "--how=move", "--into=own/other", "--apply", "--", whole);
  const target = join(root, "own", "other");
  expect(await readLayer(registry)).toMatchObject([
    { name: "whole_(BF16)", roles: ["chat"], download_path: target, backend_config: { model_path: target } },
  ]);
});

test("links take no space: a second name shares the bytes, a symbolic link leads to them", async () => {
  const { run, root, file } = await filePlace();
  await run("import-file", "--how=hard-link", "--into=own/hard", "--apply", "--", file);
  const hard = await stat(join(root, "own", "hard", "tiny.Q4_K_M.gguf"));
  expect(hard.ino).toBe((await stat(file)).ino);
  await run("import-file", "--how=symbolic-link", "--into=own/soft", "--apply", "--", file);
  expect((await lstat(join(root, "own", "soft", "tiny.Q4_K_M.gguf"))).isSymbolicLink()).toBe(true);
  expect(await run("undo", "last", "--apply")).toMatchObject({ code: 0, stderr: "" });
  expect(await readFile(file)).toEqual(gguf);
});

test("a reference leaves the file where it is", async () => {
  const { run, root, registry, file } = await filePlace();
  await run("import-file", "--how=reference", "--apply", "--", file);
  expect(await readLayer(registry)).toMatchObject([{ download_path: file, source: null }]);
  expect(await readdir(root)).toEqual([]);
});

test("nothing is overwritten, and what stands in the way is named", async () => {
  const { run, root, file } = await filePlace();
  await mkdir(join(root, "own", "tiny"), { recursive: true });
  const said = await run("import-file", "--into=own/tiny", "--apply", "--", file);
  expect(said).toMatchObject({ code: 1 });
  expect(said.stderr).toContain("something is there already");
  expect(await readdir(join(root, "own", "tiny"))).toEqual([]);
});

test("a header that contradicts the size of its file is not let in", async () => {
  const { run, registry, inbox } = await filePlace();
  const broken = join(inbox, "broken.gguf");
  await writeFile(broken, gguf);
  await truncate(broken, gguf.length - 200);
  const said = await run("import-file", "--apply", "--", broken);
  expect(said).toMatchObject({ code: 1, stderr: expect.stringContaining("broken.gguf") });
  await expect(readLayer(registry)).rejects.toThrow("ENOENT");
});

test.each([
  [["--", "/not/there"], 1, "There is nothing at /not/there"],
  [["--into=../../etc", "--", "FILE"], 2, "Nothing is filed under ../../etc"],
  [["--into=a/b/c", "--", "FILE"], 2, "it has more than two parts"],
  [["--root=/tmp", "--", "FILE"], 2, "/tmp is not a root"],
  [["--", "ROOT"], 0, "there are no weights in it"],
])("%j is refused with a way on", async (words, code, says) => {
  const { run, file, root } = await filePlace();
  const given = words.map((word) => word.replace("FILE", file).replace("ROOT", root));
  const said = await run("import-file", ...given);
  expect(said.code).toBe(code);
  expect(said.stdout + said.stderr).toContain(says);
});

test("what is a link is copied and never moved", async () => {
  const { run, root, inbox, file } = await filePlace();
  await mkdir(join(inbox, "linked"));
  await symlink(file, join(inbox, "linked", "m.gguf"));
  const said = await run("import-file", "--how=move", "--", join(inbox, "linked"));
  expect(said.stdout).toContain("it is a link, and would lead nowhere");
  await run("import-file", "--apply", "--", join(inbox, "linked"));
  expect((await lstat(join(root, "local", "linked", "m.gguf"))).isFile()).toBe(true);
});

/** Memory is a disk of its own on Linux. */
test.runIf(process.platform === "linux")(
  "a move to another disk is a copy that is verified, and its source goes to the trash of its own root",
  async () => {
    const { run, env, root } = await filePlace();
    const far = await mkdtemp("/dev/shm/modeldeck-");
    onTestFinished(() => rm(far, { recursive: true, force: true }));
    const file = join(await makeFolder(far, { "far.Q4_K_M.gguf": gguf }), "far.Q4_K_M.gguf");
    const outside = await run("import-file", "--how=move", "--into=own/far", "--", file);
    expect(outside.stdout).toContain("outside every root, where nothing is deleted");
    env.MODELDECK_ROOTS = [root, far].join(delimiter);
    const words = ["import-file", "--how=move", "--into=own/far", `--root=${root}`, "--apply", "--", file];
    expect(await run(...words)).toMatchObject({ code: 0, stderr: "" });
    expect(await readFile(join(root, "own", "far", "far.Q4_K_M.gguf"))).toEqual(gguf);
    expect(await isThere(file)).toBe(false);
    expect(await run("undo", "last", "--apply")).toMatchObject({ code: 0, stderr: "" });
    expect(await readFile(file)).toEqual(gguf);
    expect(await isThere(join(root, "own"))).toBe(false);
    expect((await run("import-file", "--how=hard-link", `--root=${root}`, "--", file)).stdout).toContain(
      "it lies on another disk",
    );
  },
);

test("a copy that is stopped leaves nothing behind", async () => {
  const { root, inbox, env, registry } = await filePlace();
  await mkdir(join(inbox, "big"));
  await writeFile(join(inbox, "big", "tiny.gguf"), gguf);
  // Nothing is stored for most of it, so it is large at once.
  await writeFile(join(inbox, "big", "zeros.dat"), "");
  await truncate(join(inbox, "big", "zeros.dat"), 8 * 1024 ** 3);
  const words = [program, "import-file", "--apply", "--", join(inbox, "big")];
  const child = spawn(process.execPath, words, {
    env: { ...env, MODELDECK_CHANNEL_FD: "3" },
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  // Told to stop twice it would end at once.
  child.stdio[3]?.once("data", () => child.kill("SIGTERM"));
  const ended = once(child, "exit");
  expect(child.stderr && (await text(child.stderr))).toContain("The import was stopped.");
  expect(await ended).toEqual([1, null]);
  expect(await readdir(root)).toEqual([]);
  await expect(readLayer(registry)).rejects.toThrow("ENOENT");
});

test("what a process that was killed had copied is in nobody's way, and goes with the next import", async () => {
  const { run, root, file } = await filePlace();
  // Its number is that of another process now, which began at another time.
  const holder = { ...(await thisHolder("import-file")), startTime: "1" };
  const left = join(root, ".modeldeck", `import-${holder.token}.part`);
  await makeFolder(left, { "half.gguf": gguf });
  await writeFile(left.replace(/part$/, "json"), JSON.stringify(holder));
  expect((await run("scan")).stdout).toContain("No candidate repositories found");
  await run("import-file", "--apply", "--", file);
  expect(await readdir(root)).toEqual(["local"]);
});
