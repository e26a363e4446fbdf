import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoadedModel } from "#cli-bridge/protocol/backend-answer.ts";
import { differencesOf, type Memory } from "#lib/server/backends/differences.ts";
import { type Seen, unseen } from "#lib/server/backends/seen.ts";
import { afterLook } from "#lib/server/backends/standing.ts";

const ids = ["a", "b", "c"];
const look = fc.record({
  isUp: fc.boolean(),
  loaded: fc.array(
    fc.record({ id: fc.constantFrom(...ids), state: fc.constantFrom("loading" as const, "ready" as const) }),
    { maxLength: 3 },
  ),
});

/** What a server held, made anew from what was told of it. */
function followTold(told: readonly { kind: string; model?: string }[], held: Map<string, string>): void {
  for (const { kind, model = "" } of told) {
    if (kind === "loading") held.set(model, "loading");
    else if (kind === "loaded") held.set(model, "ready");
    else if (kind === "unloaded" || kind === "warning") held.delete(model);
  }
}

test("from what is told alone it is known what a server holds, whenever it answers, and when it does not", () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 40 }), (looks) => {
      let [before, memory, at]: [Seen, Memory, number] = [unseen, new Map(), 0];
      const held = new Map<string, string>();
      let isOnline: boolean | undefined;
      for (const { isUp, loaded } of looks) {
        at += 5_000;
        const now: LoadedModel[] = [
          ...new Map(loaded.map((one) => [one.id, { ...one, model: one.id }])).values(),
        ];
        const standing = afterLook(before.standing, { state: isUp ? "healthy" : "offline" }, at);
        const after: Seen = { ...before, standing, checkedAt: at, loaded: isUp ? now : before.loaded };
        const { told, memory: next } = differencesOf({ name: "A", before, after, at }, memory);
        followTold(told, held);
        if (isUp && isOnline === undefined) for (const { id, state } of now) held.set(id, state);
        if (isUp) expect(held).toEqual(new Map(now.map(({ id, state }) => [id, state])));
        expect(told.some(({ kind }) => kind === "offline")).toBe(isOnline === true && !isUp);
        expect(told.some(({ kind }) => kind === "online")).toBe(isOnline === false && isUp);
        for (const { durationMs } of told) expect(durationMs ?? 0).toBeGreaterThanOrEqual(0);
        [before, memory, isOnline] = [after, next, isUp];
      }
    }),
    { numRuns: 500 },
  );
});

test("R16 a hundred models that come and go in one look are told of in a word", () => {
  const holding = (from: string): Seen => ({
    ...{ ...unseen, checkedAt: 1, standing: afterLook(unseen.standing, { state: "healthy" }, 1) },
    loaded: Array.from({ length: 100 }, (_, at) => ({
      id: `${from}${at}`,
      model: `${from}${at}`,
      state: "ready",
    })),
  });
  const looks = { name: "A", before: holding("old"), after: holding("new"), at: 2 };
  expect(differencesOf(looks, new Map()).told.map(({ says }) => says)).toEqual([
    "A: 100 models at once. A holds new0 in memory.",
    "A: 100 models at once. A let go of old0.",
  ]);
});

test("how long a model was in memory is told only where its beginning was seen", () => {
  const seenWith = (at: number, isUp: boolean, models: string[]): Seen => ({
    ...{ ...unseen, checkedAt: at },
    standing: afterLook(unseen.standing, { state: isUp ? "healthy" : "offline" }, at),
    loaded: models.map((id) => ({ id, model: id, state: "ready" })),
  });
  const durationsAfter = (looks: Seen[]) => {
    let [before, memory]: [Seen, Memory] = [unseen, new Map()];
    return looks.flatMap((after) => {
      const { told, memory: next } = differencesOf(
        { name: "A", before, after, at: after.checkedAt ?? 0 },
        memory,
      );
      [before, memory] = [after, next];
      return told.flatMap(({ kind, model, durationMs }) =>
        kind === "unloaded" ? [[model, durationMs]] : [],
      );
    });
  };
  const atFirst = [seenWith(1, true, ["old"]), seenWith(5, true, ["old", "new"]), seenWith(9, true, [])];
  expect(durationsAfter(atFirst)).toEqual([
    ["old", undefined],
    ["new", 4],
  ]);
  expect(durationsAfter([seenWith(1, false, []), seenWith(5, true, ["old"]), seenWith(9, true, [])])).toEqual(
    [["old", undefined]],
  );
});
