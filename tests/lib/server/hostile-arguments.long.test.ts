import { describe, expect, it } from "vitest";
import { previewAll, runAll, shim } from "../../support/argument-attack.ts";
import { hostileValues } from "../../support/hostile-arguments.ts";
import { openConsole } from "../../support/open-console.ts";

const runsEach = 250;

describe.each(["modeldeck", "imageworks"] as const)("in the dialect %s", (dialect) => {
  it("each of the hostile values is tried in every slot, and every eleventh is run", async () => {
    const console = await openConsole({ program: shim, env: { MODELDECK_DIALECT: dialect } });
    expect(hostileValues.length).toBeGreaterThan(200);
    const { tried, wrong, taken } = await previewAll(console, dialect);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(5_000);
    // A step that shares no factor with the number of values meets another value in every slot.
    const { expected, arrived, refused } = await runAll(
      console,
      taken.filter((_, at) => at % 11 === 0).slice(0, runsEach),
    );
    expect(arrived).toEqual(expected);
    expect(refused.filter((status) => status >= 500 && status !== 501)).toEqual([]);
    expect(arrived.length).toBeGreaterThan(100);
  });
});
