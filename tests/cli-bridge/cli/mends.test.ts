import { readFileSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { commandNames, commandOf } from "#cli-bridge/catalogue/index.ts";
import type { Input } from "#cli-bridge/derive/check-input.ts";
import { modeldeck } from "#cli-bridge/dialects/modeldeck.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { plan } from "#cli-bridge/protocol/plan.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { filesBelow } from "#tests/support/read-source.ts";
import { makeRegistryOfManyKinds } from "#tests/support/registry-of-many-kinds.ts";
import { makeRegistryOfOddities } from "#tests/support/registry-of-oddities.ts";
import { makePlace, type Place, put } from "./modeldeck.ts";

const root = join(import.meta.dirname, "..", "..", "..");

const mend = z.object({ command: z.enum(commandNames), input: z.record(z.string(), z.unknown()) });
const answer = z.object({ findings: z.array(z.object({ check: z.string(), mend: mend.optional() })) });

async function examined(place: Place) {
  const { findings } = answer.parse(await place.json("doctor"));
  return findings;
}

async function expectMended(place: Place, findings: Awaited<ReturnType<typeof examined>>): Promise<void> {
  for (const { check, mend } of findings) {
    if (mend === undefined) continue;
    const { command, input } = mend;
    expect(commandOf(command).rehearsal, check).toBeDefined();
    const { argv } = toInvocation(command, input as Input, modeldeck, []);
    const said = argv.toSpliced(commandOf(command).path.length, 0, "--dry-run", "--json");
    const { stdout } = await place.run(...said);
    const { added, changed, removed, files, blocked } = plan
      .loose()
      .parse(JSON.parse(stdout), { error: () => `${check}: ${stdout}` });
    const deeds = files.filter(({ deed }) => deed !== "keep");
    const touched = added.length + changed.length + removed.length + deeds.length;
    expect([check, command, touched > 0, blocked]).toEqual([check, command, true, []]);
  }
}

async function oddPlace(how: { isLocked?: boolean } = {}): Promise<Place> {
  const place = await makePlace();
  await makeRegistryOfOddities(place, how);
  return place;
}

/** With a backup that is damaged, and older ones that are not. */
async function unreadablePlace(): Promise<Place> {
  const place = await makePlace();
  const backups = {
    20260101: [{ name: "old", backend: "vllm" }],
    20260102: [{ name: "a", backend: "vllm" }],
  };
  for (const [day, entries] of Object.entries({ ...backups, 20260103: [] }))
    await put(backupIn(place, day), JSON.stringify(entries));
  await put(backupIn(place, "20260104"), "[{");
  for (const layer of ["discovered.", ""])
    await put(join(place.registry, `model_registry.${layer}json`), "[{");
  return place;
}

/** One leads nowhere, and another into the folder of another registry. */
async function placeOfOddLinks(): Promise<Place> {
  const place = await makePlace();
  const other = join(place.root, "other", "model_registry.discovered.json");
  await put(other, "[]");
  await put(join(place.root, "other", "model_registry.json"), "[]");
  await symlink(other, join(place.registry, "model_registry.discovered.json"));
  await symlink(join(place.root, "nowhere.json"), join(place.registry, "model_registry.json"));
  await symlink(place.root, join(place.registry, ".modeldeck-trash"));
  return place;
}

const backupIn = ({ registry }: Place, day: string) =>
  join(registry, `model_registry.discovered.${day}-000000.bak.json`);

describe("whatever the doctor names to mend something with would change something", () => {
  test.each([11, 12, 13])("in a registry of many kinds (%i)", async (seed) => {
    const place = await makePlace();
    await makeRegistryOfManyKinds(place.registry, place.root, seed);
    await expectMended(place, await examined(place));
  });

  test("and in registries with everything wrong that can be, where every check has its say", async () => {
    const odd = await oddPlace();
    await odd.run("verify", "--full", "--", "locked");
    const broken = await unreadablePlace();
    const [wrong, unreadable] = [await examined(odd), await examined(broken)];
    const unled = await examined(await placeOfOddLinks());
    const told = new Set([...wrong, ...unreadable, ...unled].map(({ check }) => check));
    expect(checksInSource().filter((check) => !told.has(check))).toEqual([]);
    await expectMended(odd, wrong);
    await expectMended(broken, unreadable);
    expect(unreadable[0]?.mend).toEqual({
      command: "restore-backup",
      input: { backup: "20260102-000000" },
    });
  });

  test("also where nothing but a test is without a name", async () => {
    const place = await makePlace();
    await put(
      join(place.root, "acme", "test-model", "model.safetensors"),
      makeSafetensors([["a", "BF16", [4, 4]]]),
    );
    await expectMended(place, await examined(place));
  });

  test("also where every entry is locked", async () => {
    const locked = await oddPlace({ isLocked: true });
    await expectMended(locked, await examined(locked));
  });
});

function checksInSource(): string[] {
  return filesBelow(root, "lib/registry/health").flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/check: "([a-z-]+)"/g)].map(
      ([, check = ""]) => check,
    ),
  );
}
