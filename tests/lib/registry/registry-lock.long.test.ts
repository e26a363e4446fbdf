import { expect, test } from "vitest";
import { countTogether } from "./bundled-fixtures.ts";

test("sixteen processes that change the registry a hundred times each lose no change", async () => {
  expect(await countTogether(16, 100)).toBe(1600);
});
