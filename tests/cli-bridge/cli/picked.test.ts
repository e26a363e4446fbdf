import { join } from "node:path";
import { expect, test } from "vitest";
import { commandOf } from "#cli-bridge/catalogue/index.ts";
import { parseInput } from "#cli-bridge/derive/check-input.ts";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { toInvocation } from "#cli-bridge/dialects/to-invocation.ts";
import { entryAt, makePlace, put, readLayer, saveEntries } from "./modeldeck.ts";

async function placeOfMany() {
  const place = await makePlace();
  const { root, registry } = place;
  const at = (name: string) => join(root, "owner", name);
  const old = (name: string) => ({ ...entryAt(name, at(name)), deprecated: true });
  await saveEntries(registry, [old("keep-me"), old("old"), entryAt("odd, one", at("odd")), old("gone")]);
  for (const name of ["keep-me", "old", "odd"]) await put(join(at(name), "model.safetensors"), name);
  return place;
}

const uses = [
  ["purge-deprecated"],
  ["remove", "keep-me", "old", "--purge"],
  ["verify", "--fix-missing"],
  ["set-roles", "keep-me", "old", "--add=chat"],
  ["tidy-empty-dirs"],
  ["prune-duplicates"],
  ["prune-no-chat-template"],
  ["normalize-formats"],
  ["apply-simple-slugs"],
  ["refresh-architecture"],
];

test("what is to be spared and is not in the plan is refused with the nearest name, before anything goes", async () => {
  const { run, registry } = await placeOfMany();
  const before = await readLayer(registry);
  for (const words of uses) {
    const said = await run(...words, "--except=kep-me", "--apply", "--yes");
    expect(said, words.join(" ")).toMatchObject({ code: 2 });
    expect(said.stderr).toContain("Nothing in the plan is called kep-me, so it cannot be left out.");
    expect(await run(...words, "--only=kep-me"), words.join(" ")).toMatchObject({ code: 2 });
  }
  const near = await run("purge-deprecated", "--except=kep-me");
  expect(near.stderr).toContain("Did you mean keep-me?");
  const all = await run("purge-deprecated", "--only=everything");
  expect(all.stderr).toBe(
    "error: Nothing in the plan is called everything, so the plan cannot be cut down to it.\n" +
      "hint: --only takes what is in the plan by its name: keep-me, old, gone.\n",
  );
  expect(await readLayer(registry)).toEqual(before);
  await run("purge-deprecated", "--apply", "--yes");
  expect(await run("undo", "last", "--except=kep-me")).toMatchObject({ code: 2 });
});

test.each(["except", "only"])("half of ten thousand is said by --%s, and understood", async (field) => {
  const named = (at: number) => `organisation-${at % 40}/a-model-with, a-long-name-${at} (Q4_K_M)`;
  const names = Array.from({ length: 10_000 }, (_, at) => named(at));
  const half = names.filter((_, at) => at % 2 === 0);
  const { registry, run } = await makePlace(
    names.map((name) => ({ ...entryAt(name, null), deprecated: true })),
  );
  const checked = parseInput(commandOf("purge-deprecated"), { [field]: half, apply: true, yes: true }, "web");
  const { argv } = toInvocation("purge-deprecated", checked, dialects.modeldeck, []);
  expect(await run(...argv)).toMatchObject({ code: 0, stderr: "" });
  const left = new Set(half);
  const stay = names.filter((name) => left.has(name) === (field === "except"));
  expect((await readLayer(registry)).map(({ name }) => name)).toEqual(stay);
});

test("what is said in two lists is spared alike", async () => {
  const { run, registry } = await placeOfMany();
  const said = await run("purge-deprecated", "--except=keep-me", "--except", "gone", "--apply", "--yes");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect((await readLayer(registry)).map(({ name }) => name)).toEqual(["keep-me", "odd, one", "gone"]);
  expect((await run("purge-deprecated", "--help")).stdout).toContain("a comma in a name is written \\,");
});
