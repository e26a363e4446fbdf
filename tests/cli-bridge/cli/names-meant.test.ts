import { expect, test } from "vitest";
import { unknownName } from "#cli-bridge/cli/names-meant.ts";
import { knowNames } from "#lib/registry/name-meant.ts";
import { entryAt, makePlace, planTold, readLayer } from "./modeldeck.ts";

const shown = (name: string, displayName: string) => ({
  ...entryAt(name, `/models/${name}`),
  display_name: displayName,
});
const qwen = shown("qwen3-8b_(BF16)", "qwen3-8b (BF16)");

test.each([
  [["remove", "--purge"]],
  [["set-roles", "--roles=chat"]],
  [["set-meta", "--add-tags=x"]],
  [["set-args", "--args=--max-model-len 8192"]],
  [["lock"]],
])("%j takes a model by the name that list shows", async (words) => {
  const { run } = await makePlace([qwen]);
  for (const name of ["qwen3-8b (BF16)", "QWEN3-8B (bf16)", "qwen3-8b_(BF16)"]) {
    const said = await run(...words, "--", name);
    expect(said).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.stringify(planTold(said))).toContain('"qwen3-8b_(BF16)"');
  }
});

test("a check takes shown names as well, several at once", async () => {
  const { run } = await makePlace([qwen, shown("tiny_(Q4)", "tiny (Q4)")]);
  const said = await run("verify", "--", "qwen3-8b (BF16)", "tiny (Q4)");
  expect(said.stdout).toContain("qwen3-8b_(BF16)");
  expect(said.stdout).toContain("tiny_(Q4)");
});

test("what is left out may be said by its shown name too", async () => {
  const place = await makePlace([qwen, shown("tiny_(Q4)", "tiny (Q4)")]);
  const words = ["remove", "--purge", "--except=tiny (Q4)", "--apply", "--yes", "--"];
  expect(await place.run(...words, "qwen3-8b (BF16)", "tiny (Q4)")).toMatchObject({ code: 0, stderr: "" });
  expect(await readLayer(place.registry)).toMatchObject([{ name: "tiny_(Q4)" }]);
});

test("a name with a line break is reached by what list shows of it", async () => {
  const place = await makePlace([shown("a\nb", "a\nb"), qwen]);
  expect((await place.run("list")).stdout).toContain("a\\u000ab");
  const said = await place.run("remove", "--purge", "--apply", "--yes", "--", "a\\u000ab");
  expect(said).toMatchObject({ code: 0, stderr: "" });
  expect(await readLayer(place.registry)).toHaveLength(1);
});

test("a name that is not known leads to the one that was meant", async () => {
  const { run } = await makePlace([qwen]);
  const said = await run("remove", "--", "qwen3-8b");
  expect(said).toMatchObject({ code: 1 });
  expect(said.stderr).toContain("Variant not found: qwen3-8b");
  expect(said.stderr).toContain("Did you mean qwen3-8b_(BF16)?");
});

test("the registry's own name goes before a shown one, and what two are shown as means neither", () => {
  const entries = [
    { name: "a", displayName: "same" },
    { name: "b", displayName: "same" },
    { name: "c", displayName: "a" },
  ];
  const meant = knowNames(entries);
  expect(["a", "same", "SAME", "C"].map(meant)).toEqual(["a", undefined, undefined, "c"]);
  expect(unknownName("same", entries).hint).toBe("Did you mean a or b?");
});

test.each([["remove", "--purge"], ["set-roles", "--roles=chat"], ["verify"]])(
  "of several names the one that is nobody's is told with the one that may be meant (%s)",
  async (...words) => {
    const { run } = await makePlace([qwen, shown("tiny_(Q4)", "tiny (Q4)")]);
    const said = await run(...words, "--", "tiny_(Q4)", "qwen3-8b_(BF17)");
    expect(said.stdout + said.stderr).toContain("Did you mean qwen3-8b_(BF16)?");
  },
);
