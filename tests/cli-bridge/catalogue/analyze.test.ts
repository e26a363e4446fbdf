import { expect, test } from "vitest";
import { analyze } from "#cli-bridge/catalogue/analyze.ts";
import { fitEngines, kvTypes } from "#cli-bridge/protocol/memory-fit.ts";

test("offers every server and every kind of cache that can be priced, and no others", () => {
  expect(analyze.fields.engine.value.choices).toEqual(fitEngines);
  expect(analyze.fields.kvType.value.choices).toEqual(kvTypes);
});
