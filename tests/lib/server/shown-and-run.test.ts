import { expect, it } from "vitest";
import { shim } from "../../support/argument-attack.ts";
import { openConsole } from "../../support/open-console.ts";
import { compareShownAndRun } from "../../support/shown-and-run.ts";

const uses = 12;
const seed = 20_261_121;

it("what is previewed, what a shell reads of its line and what a program receives are the same words", async () => {
  const console = await openConsole({ program: shim, env: { MODELDECK_DIALECT: "modeldeck" } });
  const { wrong, shown, arrived } = await compareShownAndRun(console, uses, seed);
  expect(wrong).toEqual([]);
  expect(arrived).toEqual(shown);
  expect(arrived).toHaveLength(uses);
}, 60_000);
