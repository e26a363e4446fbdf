import { expect, test } from "vitest";
import { catalogue } from "#cli-bridge/catalogue/index.ts";
import { isMatch } from "#components/shell/palette-item.ts";
import { actionItems, pageItems } from "#components/shell/palette-sources.ts";

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
