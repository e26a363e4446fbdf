import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { listBackupNames } from "#lib/registry/backups.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { applyBackupRestore, planBackupRestore } from "#lib/registry/operations/backup-restoring.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";
import { command, lettersIn, plan, undo } from "./undo-for-tests.ts";

const files = ["model_registry.curated.json", "model_registry.discovered.json", "model_registry.json"];
const [curatedFile = "", discoveredFile = "", snapshotFile = ""] = files;

/** The files that a plan names, or all that are not what they were. */
const namedIn = ({ files: named }: Plan) => named.map(({ path }) => path.split("/").at(-1) ?? "").sort();
const unlike = (before: readonly unknown[], after: readonly unknown[]) =>
  files.filter((_, at) => before[at] !== after[at]).sort();

const tellsNothing = ({ added, changed, removed }: Plan) =>
  added.length + changed.length + removed.length === 0;

/** Does what a plan says; where no entry tells of it, the files that become others are just those that it names. */
async function asNamed(dir: string, planned: Plan, deed: () => Promise<unknown>): Promise<string[]> {
  const before = await lettersIn(dir);
  await deed();
  const changed = unlike(before, await lettersIn(dir));
  if (tellsNothing(planned)) expect(namedIn(planned)).toEqual(changed);
  return changed;
}

async function restored(dir: string, backup: string, entry?: string[]) {
  let change: string | undefined;
  const changed = await asNamed(dir, await planBackupRestore(dir, { backup, entry }), async () => {
    ({ change } = await applyBackupRestore(dir, { backup, entry }, undefined));
  });
  return { change, changed };
}

async function undone(dir: string, run: string) {
  let change: string | undefined;
  const { plan: planned } = await plan(dir, run);
  const changed = await asNamed(dir, planned, async () => {
    ({ change } = await undo(dir, run));
  });
  return { change, changed };
}

const entries = (...names: string[]) => names.map((name) => entryNamed(name));

/** A registry that is as its backup in all but the letters that `act` writes. */
async function besideBackup(act: (dir: string) => Promise<unknown>, curated = entries("c", "d")) {
  const dir = await registryFolder({ curated, discovered: entries("a", "b") });
  const { backup = "", change = "" } = await changeRegistry(dir, { command }, (draft) =>
    draft.removeEntry("a"),
  );
  await undo(dir, change);
  await act(dir);
  return { dir, backup };
}

const write = (name: string, value: unknown) => (dir: string) =>
  writeFile(join(dir, name), JSON.stringify(value));

describe("a restore that no entry tells, its undo, and the undo of that", () => {
  test.for<[string, (dir: string) => Promise<unknown>, string[]]>([
    [
      "a hidden duplicate",
      write(discoveredFile, [entryNamed("a", { roles: ["x"] }), ...entries("a", "b")]),
      [discoveredFile],
    ],
    ["an order", write(discoveredFile, entries("b", "a")), [discoveredFile, snapshotFile]],
    [
      "what has no name, in an order of its own",
      write(curatedFile, [{ note: "no name" }, ...entries("d", "d", "c")]),
      [curatedFile],
    ],
    ["somebody’s snapshot", write(snapshotFile, entries("elsewhere")), [snapshotFile]],
    ["no snapshot", (dir) => rm(join(dir, snapshotFile), { force: true }), [snapshotFile]],
    ["no empty layer", (dir) => rm(join(dir, curatedFile)), [curatedFile]],
    ["letters", write(discoveredFile, entries("a", "b")), [discoveredFile]],
  ])("name each file that they write: %s", async ([what, act, expected]) => {
    const { dir, backup } = await besideBackup(act, what === "no empty layer" ? [] : undefined);
    const before = await lettersIn(dir);
    const { change = "", changed } = await restored(dir, backup);
    const after = await lettersIn(dir);
    expect(changed).toEqual(expect.arrayContaining(expected));
    const back = await undone(dir, change);
    expect(await lettersIn(dir)).toEqual(before);
    await undone(dir, back.change ?? "");
    expect(await lettersIn(dir)).toEqual(after);
  });

  test("name the layers into which a single file of earlier times is split", async () => {
    const dir = await registryFolder({
      curated: entries("c"),
      discovered: [entryNamed("a", { backend: "ollama" })],
      snapshot: [entryNamed("c"), entryNamed("a", { backend: "ollama" })],
    });
    const { backup = "", change = "" } = await changeRegistry(dir, { command }, (draft) =>
      draft.removeEntry("a"),
    );
    await undo(dir, change);
    for (const name of [curatedFile, discoveredFile]) await rm(join(dir, name));
    const before = await lettersIn(dir);
    const planned = await planBackupRestore(dir, { backup });
    expect(planned.warnings.join()).toMatch(/single file of earlier times/);
    const { change: split = "", changed } = await restored(dir, backup);
    expect(changed).toEqual(expect.arrayContaining([curatedFile, discoveredFile]));
    const after = await lettersIn(dir);
    const back = await undone(dir, split);
    expect(await lettersIn(dir)).toEqual(before);
    await undone(dir, back.change ?? "");
    expect(await lettersIn(dir)).toEqual(after);
  });

  test("do nothing to an order that is not written", async () => {
    const { dir, backup } = await besideBackup(async () => {});
    expect((await restored(dir, backup, ["d"])).changed).toEqual([]);
  });
});

/** Numbers that come by chance, and the same again for the same seed. */
function chanceOf(seed: string) {
  let count = 0;
  return (below: number): number => {
    count += 1;
    return createHash("sha256").update(`${seed} ${count}`).digest().readUInt32BE() % below;
  };
}

const seeds = Array.from({ length: Number(process.env.WALKS ?? 12) }, (_, at) => `walk ${at}`);

describe("wherever restores and undos lead", () => {
  test.for(seeds)("what no entry tells is told by the files that are named: %s", async (seed) => {
    const chance = chanceOf(seed);
    const some = () => {
      const names = entries(...["a", "b", "c", "d", "a"].filter(() => chance(3) > 0));
      if (chance(3) === 0) names.sort(() => chance(3) - 1);
      return chance(4) === 0 ? [...names, { note: "no name" } as (typeof names)[number]] : names;
    };
    const dir = await registryFolder(
      chance(4) === 0
        ? { snapshot: some() }
        : { curated: some(), discovered: some(), snapshot: chance(2) ? some() : undefined },
    );
    const byHand = [
      () => write(discoveredFile, some())(dir),
      () => write(curatedFile, some())(dir),
      () => write(snapshotFile, some())(dir),
      () => rm(join(dir, files[chance(3)] ?? ""), { force: true }),
      async () => {
        const path = join(dir, files[chance(3)] ?? "");
        const text = await readFile(path, "utf8").catch(() => undefined);
        if (text !== undefined) await writeFile(path, text.replaceAll(": ", ":"));
      },
    ];
    const changes: string[] = [];
    for (let step = 0; step < 14; step += 1) {
      const backups = [...(await listBackupNames(dir)).keys()];
      const backup = backups[chance(Math.max(1, backups.length))];
      const kind = chance(6);
      const run = changes[chance(Math.max(1, changes.length))] ?? "";
      try {
        if (kind === 0) await byHand[chance(byHand.length)]?.();
        else if (kind === 1) {
          const { change } = await changeRegistry(dir, { command }, (draft) => {
            const name = draft.names[chance(Math.max(1, draft.names.length))];
            if (name) draft.setFields(name, { roles: [`r${chance(3)}`] });
          });
          if (change) changes.push(change);
        } else if (kind < 4 && backup) {
          const { change } = await restored(dir, backup, chance(3) === 0 ? ["a"] : undefined);
          if (change) changes.push(change);
        } else if (run) {
          const { change } = await undone(dir, run);
          if (change) changes.push(change);
        }
      } catch (error) {
        if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
        expect(["blocked", "not-found", "registry-unreadable"]).toContain(error.code);
      }
    }
    expect((await readdir(dir)).filter((name) => name.endsWith(".modeldeck-tmp"))).toEqual([]);
  });
});
