import { expect, test } from "vitest";
import { catalogue } from "#cli-bridge/catalogue/index.ts";
import { isMatch } from "#components/shell/palette-item.ts";
import { actionItems, pageItems, toBackendItems } from "#components/shell/palette-sources.ts";
import { backendNamed, loadedNamed } from "../backends/sample-backend.ts";

test("every action leads to a command that exists and shows its words", () => {
  expect(actionItems.length).toBeGreaterThan(0);
  for (const { href, hint } of actionItems) {
    const [, command] = Object.entries(catalogue).find(([name]) => href === `/commands/${name}`) ?? [];
    expect(command?.path.join(" ")).toBe(hint);
  }
});

test("an action or a page is found by any of its words, in any order", () => {
  const found = (typed: string) => [...actionItems, ...pageItems].filter((item) => isMatch(item, typed));
  expect(found("folder scan").map(({ hint }) => hint)).toContain("scan");
  expect(found("TRASH").length).toBeGreaterThan(0);
  expect(found("no such thing")).toEqual([]);
});

test("no two choices share an id", () => {
  const ids = [...actionItems, ...pageItems].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a model in memory can be talked to from anywhere, where its server talks", () => {
  const loaded = [loadedNamed("qwen3:8b")];
  const talker = backendNamed("attic", { loaded, capabilities: ["chat"] });
  const hrefsOf = (backend: typeof talker) => toBackendItems([backend]).map(({ href }) => href);
  expect(hrefsOf(talker)).toContain("/chat?instance=attic&model=qwen3%3A8b");
  expect(hrefsOf({ ...talker, capabilities: [] })).toEqual(["/backends/attic"]);
});
