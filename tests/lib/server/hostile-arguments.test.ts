import { describe, expect, it } from "vitest";
import { dialects } from "#cli-bridge/dialects/index.ts";
import { previewAll, runAll, shim } from "../../support/argument-attack.ts";
import { hostileValues, slots } from "../../support/hostile-arguments.ts";
import { openConsole } from "../../support/open-console.ts";

const someOf = <Value>(values: readonly Value[], count: number): Value[] => {
  const step = Math.max(1, Math.floor(values.length / count));
  return values.filter((_, index) => index % step === 0).slice(0, count);
};

describe.each(["modeldeck", "imageworks"] as const)("in the dialect %s", (dialect) => {
  it("a hostile value is one literal word or refused, in every slot of every command", async () => {
    const console = await openConsole({ program: shim, env: { MODELDECK_DIALECT: dialect } });
    const values = someOf(hostileValues, 12);
    const spoken = slots.filter(({ field }) => !dialects[dialect].omits.includes(field));
    const { tried, wrong, taken } = await previewAll(console, dialect, values);
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThanOrEqual(spoken.length * values.length);
    const { expected, arrived, refused } = await runAll(console, someOf(taken, 8));
    expect(arrived).toEqual(expected);
    expect(refused.filter((status) => status >= 500 && status !== 501)).toEqual([]);
    expect(arrived.length).toBeGreaterThan(0);
  }, 60_000);
});
