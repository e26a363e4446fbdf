import { expect, test } from "vitest";
import { isUnder, placeOf, tabs } from "#components/shell/sections.ts";

test.each([
  ["/browse", "models"],
  ["/maintenance/purge", "models"],
  ["/commands/scan", "models"],
  ["/advanced/settings", "settings"],
  ["/advanced", "models"],
  ["/runs/r1", "activity"],
  ["/runsomething", "models"],
  ["/chat/7", "chat"],
])("%s belongs to %s", (pathname, place) => {
  expect(placeOf(pathname)).toBe(place);
});

test("a tab stays current on the pages below it and nowhere else", () => {
  const current = tabs.filter(({ under }) => isUnder("/download/scan", under));
  expect(current.map(({ label }) => label)).toEqual(["Download & Import"]);
});
