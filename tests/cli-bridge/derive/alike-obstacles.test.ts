import { expect, test } from "vitest";
import { alikeObstacles } from "#cli-bridge/derive/alike-obstacles.ts";

const outside = (item: string, rest: object = {}) => ({
  ...{ what: `/far/${item}`, why: "it lies outside every root", item },
  hint: `Add its folder to the roots. Or leave the model out with: --except=${item}`,
  ...rest,
});

test("obstacles that differ in the thing only are one, with what helps against it", () => {
  expect(alikeObstacles(["a", "b c", "d"].map((name) => outside(name)))).toEqual([
    {
      ...{ what: "…", why: "it lies outside every root", of: ["/far/a", "/far/b c", "/far/d"] },
      hint: "Add its folder to the roots. Or leave the model out with: --except=…",
    },
  ]);
});

test("two alike stand as they are, and so does what stands in the way of one only", () => {
  const blocked = [outside("a"), outside("b"), { what: "c", why: "its version is locked" }];
  expect(alikeObstacles(blocked)).toMatchObject(blocked.map(({ what, why }) => ({ what, why, of: [] })));
});

test("what helps against one only is not told for all, but for a name in it", () => {
  const blocked = [outside("a"), outside("b", { hint: "Unmount it." }), outside("c")];
  expect(alikeObstacles(blocked)).toHaveLength(3);
  const ollama = ["llama3:8b", "qwen3:4b", "phi-4"].map((id) => ({
    ...{ what: `ollama://${id}`, why: "Ollama keeps it in its own store" },
    hint: `Only Ollama can delete them: ollama rm ${id}. The entry can be removed without its files.`,
  }));
  expect(alikeObstacles(ollama)).toMatchObject([
    { hint: "Only Ollama can delete them: ollama rm …. The entry can be removed without its files." },
  ]);
});
