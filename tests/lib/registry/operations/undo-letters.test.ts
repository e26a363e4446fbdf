import { chmod, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { listBackupNames } from "#lib/registry/backups.ts";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { loadRegistry } from "#lib/registry/load-registry.ts";
import type { RegistryDraft } from "#lib/registry/registry-draft.ts";
import { entryNamed, registryFolder } from "../registry-folder.ts";
import { command, lettersIn, undo } from "./undo-for-tests.ts";

/** What JavaScript would spell another way, each in place of the number that stands for it. */
const oddities: Record<string, string> = {
  "1001": "1.0",
  "1002": "1E5",
  "1003": "-0.0",
  "1004": "12345678901234567890",
  "1005": '"a\\/b"',
  "1006": '"\\u00C9 é 😀"',
  "1007": "{}",
  "1008": "[ 1,2 ]",
};

const handMade = (name: string) =>
  entryNamed(name, { metadata: { notes: Object.keys(oddities).map(Number) }, license: `of ${name}` });

type Layout = { indent: string | number; lineEnd: string; end: string };
const even: Layout = { indent: 2, lineEnd: "\n", end: "\n" };

/** A list as somebody's editor, or another program, might have laid it out. */
function textOf(names: readonly string[], { indent, lineEnd, end }: Layout): string {
  const text = JSON.stringify(names.map(handMade), null, indent) + end;
  return text.replace(/100\d/g, (number) => oddities[number] ?? number).replaceAll("\n", lineEnd);
}

const layout = fc.record({
  indent: fc.constantFrom<string | number>(2, 4, "\t", 1, 0),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  end: fc.constantFrom("\n", ""),
});

const [curatedNames, discoveredNames] = [
  ["a", "c", "e"],
  ["d", "b", "f"],
];
const names = [...curatedNames, ...discoveredNames].sort();
const areOfOneLayer = (chosen: readonly string[]) =>
  [curatedNames, discoveredNames].some((own) => chosen.every((name) => own.includes(name)));

const deeds: Record<string, (draft: RegistryDraft, name: string) => void> = {
  removed: (draft, name) => draft.removeEntry(name),
  changed: (draft, name) => draft.setFields(name, { roles: ["chat"], metadata: { notes: [1, "é"] } }),
  renamed: (draft, name) => draft.renameEntry(name, `${name}2`, {}),
  "given a neighbour": (draft, name) => draft.addEntry(entryNamed(`${name}2`)),
};
const deed = fc.constantFrom(...Object.keys(deeds));
const oneDeed = fc.record({ deed, name: fc.constantFrom(...names), backup: fc.boolean() });

type Deed = { deed: string; name: string; backup: boolean };

async function done(dir: string, { deed, name, backup }: Deed): Promise<string> {
  const settings = { command, backup };
  const { change = "" } = await changeRegistry(dir, settings, (draft) => deeds[deed]?.(draft, name));
  return change;
}

/** A registry of which both layers, and a snapshot that nobody could make again, are somebody's own work. */
async function handMadeRegistry(curated: Layout, discovered: Layout): Promise<string> {
  const dir = await registryFolder();
  await writeFile(join(dir, "model_registry.curated.json"), textOf(curatedNames, curated));
  await writeFile(join(dir, "model_registry.discovered.json"), textOf(discoveredNames, discovered));
  await writeFile(join(dir, "model_registry.json"), textOf(["elsewhere"], curated));
  return dir;
}

test("whatever was done, and with or without a backup, its undo leaves every letter as it was", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(layout, layout),
      oneDeed,
      fc.boolean(),
      async ([curated, discovered], first, isPruned) => {
        const dir = await handMadeRegistry(curated, discovered);
        const before = await lettersIn(dir);
        const change = await done(dir, first);
        if (isPruned) await forgetBackups(dir);
        await undo(dir, change);
        expect(await lettersIn(dir)).toEqual(before);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test("what is undone behind a later change comes back to the letter, and so does the other one then", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(layout, layout),
      fc.shuffledSubarray(names, { minLength: 2, maxLength: 2 }),
      fc.array(fc.record({ deed, backup: fc.boolean() }), { minLength: 2, maxLength: 2 }),
      async ([curated, discovered], chosen, how) => {
        const dir = await handMadeRegistry(curated, discovered);
        const [curatedBefore, discoveredBefore] = await lettersIn(dir);
        const changes: string[] = [];
        for (const [index, each] of how.entries()) {
          changes.push(await done(dir, { ...each, name: chosen[index] ?? "" }));
        }
        // Of two that left one layer, the first back cannot know that the other stood before it.
        for (const change of areOfOneLayer(chosen) ? changes.toReversed() : changes) await undo(dir, change);
        expect((await lettersIn(dir)).slice(0, 2)).toEqual([curatedBefore, discoveredBefore]);
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test("changes that are taken back at once, or later one by one, leave every letter each time", async () => {
  const step = fc.record({ deed, backup: fc.boolean(), isUndone: fc.boolean(), isPruned: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(layout, layout),
      fc.shuffledSubarray(names, { minLength: 4, maxLength: 4 }),
      fc.array(step, { minLength: 4, maxLength: 4 }),
      async ([curated, discovered], chosen, steps) => {
        const dir = await handMadeRegistry(curated, discovered);
        const made: { change: string; before: (string | undefined)[] }[] = [];
        const takeBack = async () => {
          const { change = "", before } = made.pop() ?? {};
          await undo(dir, change);
          expect(await lettersIn(dir)).toEqual(before);
        };
        for (const [index, { isUndone, isPruned, ...each }] of steps.entries()) {
          const before = await lettersIn(dir);
          made.push({ before, change: await done(dir, { ...each, name: chosen[index] ?? "" }) });
          if (isPruned) await forgetBackups(dir);
          if (isUndone) await takeBack();
        }
        while (made.length > 0) await takeBack();
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test("what was taken back can be done again so, and taken back again, with its own letters each time", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(layout, layout),
      oneDeed,
      fc.boolean(),
      async ([curated, discovered], first, isPruned) => {
        const dir = await handMadeRegistry(curated, discovered);
        const letters = [await lettersIn(dir)];
        let last: string | undefined = await done(dir, first);
        letters.push(await lettersIn(dir));
        for (let times = 0; times < 3; times += 1) {
          if (isPruned) await forgetBackups(dir);
          last = (await undo(dir, last ?? "")).change;
          expect(await lettersIn(dir)).toEqual(letters[times % 2]);
        }
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test.each(["[]", "[ ]\n", "[\r\n]\r\n"])("a layer in which nothing stood is %j again", async (empty) => {
  const dir = await handMadeRegistry(even, even);
  await writeFile(join(dir, "model_registry.discovered.json"), empty);
  const before = await lettersIn(dir);
  const change = await done(dir, { deed: "given a neighbour", name: "n", backup: false });
  // An empty list does not tell how one is laid out in which something stands.
  expect((await lettersIn(dir))[1]).toMatch(/^\[\n {2}\{\n {4}"name": "n2"/);
  const undone = await undo(dir, change);
  expect(await lettersIn(dir)).toEqual(before);
  const again = await undo(dir, undone.change ?? "");
  await undo(dir, again.change ?? "");
  expect(await lettersIn(dir)).toEqual(before);
});

test("a run of several changes is undone to the letter, in whatever order its entries left", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(layout, layout),
      fc.uniqueArray(fc.constantFrom(...names), { minLength: 3, maxLength: 3 }),
      fc.array(fc.record({ deed, backup: fc.boolean() }), { minLength: 2, maxLength: 3 }),
      async ([curated, discovered], chosen, deeds) => {
        const dir = await handMadeRegistry(curated, discovered);
        const before = await lettersIn(dir);
        vi.stubEnv("MODELDECK_RUN", "7.0123abcd");
        for (const [index, each] of deeds.entries()) await done(dir, { ...each, name: chosen[index] ?? "" });
        vi.unstubAllEnvs();
        await undo(dir, "7");
        expect((await lettersIn(dir)).slice(0, 2)).toEqual(before.slice(0, 2));
      },
    ),
    { numRuns: 60 },
  );
}, 60_000);

test("the single file of earlier times is alone again, to the letter, when its first change is undone", async () => {
  await fc.assert(
    fc.asyncProperty(layout, deed, fc.boolean(), async (laidOut, how, backup) => {
      const dir = await registryFolder();
      const path = join(dir, "model_registry.json");
      await writeFile(path, textOf(names, laidOut));
      await chmod(path, 0o640);
      const before = await lettersIn(dir);
      const change = await done(dir, { deed: how, name: "b", backup });
      // Whoever may read the single file may read what it was split into.
      expect((await stat(join(dir, "model_registry.curated.json"))).mode & 0o777).toBe(0o640);
      await undo(dir, change);
      expect(await lettersIn(dir)).toEqual(before);
    }),
    { numRuns: 20 },
  );
}, 60_000);

test.each(["[\n  {\n    ", "[]\n"])("a backup that is %j now is not what an undo puts back", async (left) => {
  const dir = await handMadeRegistry(even, even);
  const before = await lettersIn(dir);
  const change = await done(dir, { deed: "changed", name: "a", backup: true });
  for (const name of [...(await listBackupNames(dir)).values()].flat())
    await writeFile(join(dir, name), left);
  await undo(dir, change);
  expect(await lettersIn(dir)).toEqual(before);
});

test.each(["", "[{"])("a copy of the single file that is %j now takes no layers away", async (left) => {
  const dir = await registryFolder();
  await writeFile(join(dir, "model_registry.json"), textOf(names, even));
  const change = await done(dir, { deed: "removed", name: "b", backup: true });
  await writeFile(join(dir, ".modeldeck-changes", `${change}.snapshot`), left);
  await undo(dir, change);
  const { entries, isLegacy } = await loadRegistry(dir);
  expect([entries.map(({ name }) => name), isLegacy]).toEqual([names, false]);
});

async function forgetBackups(dir: string): Promise<void> {
  for (const name of [...(await listBackupNames(dir)).values()].flat()) await rm(join(dir, name));
}
