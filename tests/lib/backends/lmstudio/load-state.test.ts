import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hasEnded,
  type LoadSign,
  type LoadState,
  sayLoad,
  stepLoad,
} from "#lib/backends/lmstudio/load-state.ts";

const ids = ["a", "b", "c"];
const sign: fc.Arbitrary<LoadSign> = fc.oneof(
  fc.constant<LoadSign>({ sign: "there", instance: "m" }),
  fc.subarray(ids).map<LoadSign>((some) => ({ sign: "unloading", ids: some })),
  fc.constantFrom(...ids).map<LoadSign>((id) => ({ sign: "unloaded", id })),
  fc.constant<LoadSign>({ sign: "sent" }),
  fc.double({ min: 0, max: 1, noNaN: true }).map<LoadSign>((share) => ({ sign: "progress", share })),
  fc.constant<LoadSign>({ sign: "answered", instance: "m" }),
  fc.constant<LoadSign>({ sign: "lost" }),
  fc.constant<LoadSign>({ sign: "refused", code: "backend-failed", message: "no memory" }),
  fc.constant<LoadSign>({ sign: "too-late", limitMs: 120_000 }),
);
const begin: LoadState = { model: "m", at: "requested" };

/** Every state on the way, the first one included. */
function wayOf(signs: LoadSign[]): LoadState[] {
  const way = [begin];
  let state = begin;
  for (const each of signs) {
    state = stepLoad(state, each);
    way.push(state);
  }
  return way;
}

/** What may follow upon what; anything may fail or come too late. */
const after: Record<LoadState["at"], LoadState["at"][]> = {
  requested: ["requested", "unloading", "loading", "ready"],
  unloading: ["unloading", "loading"],
  loading: ["loading", "looking", "ready"],
  looking: ["looking", "ready"],
  ready: ["ready"],
  failed: ["failed"],
  "timed-out": ["timed-out"],
};

const always = (holds: (way: LoadState[], signs: LoadSign[]) => void) =>
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 30 }), (signs) => holds(wayOf(signs), signs)),
    { numRuns: 500 },
  );

describe("3.8 the states of a load, whatever signs come in whatever order", () => {
  it("follow each other only as they may", () =>
    always((way) => {
      for (const [place, state] of way.slice(1).entries()) {
        const before = way[place]?.at ?? "requested";
        const may = hasEnded(way[place] ?? begin) ? [before] : [...after[before], "failed", "timed-out"];
        expect(may).toContain(state.at);
      }
    }));

  it("end once: after that nothing changes them", () =>
    always((way) => {
      const end = way.find(hasEnded);
      if (end) expect(way.at(-1)).toBe(end);
    }));

  it("never go back in what has been done", () =>
    always((way) => {
      const shares = way.flatMap((state) => (state.at === "loading" ? [state.share ?? 0] : []));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      const left = way.flatMap((state) => (state.at === "unloading" ? [state.left.length] : []));
      expect(left).toEqual([...left].sort((a, b) => b - a));
    }));

  it("load only when everything that was to go has gone", () =>
    always((way) => {
      const place = way.findIndex(({ at }) => at === "loading");
      const before = way[place - 1];
      if (before?.at === "unloading") expect(before.left).toEqual([]);
    }));

  it("are ready only by the server's word", () =>
    always((way, signs) => {
      const place = way.findIndex(({ at }) => at === "ready");
      if (place > 0) expect(["answered", "there"]).toContain(signs[place - 1]?.sign);
    }));

  it("have words for a person, each of them naming the model or what goes", () =>
    always((way) => {
      for (const state of way) expect(sayLoad(state)).toMatch(/m|Unloading [abc]/);
    }));
});

describe("3.8 a load", () => {
  it.each<[string, LoadSign[], LoadState["at"]]>([
    ["ends in time", [{ sign: "sent" }, { sign: "answered", instance: "m" }], "ready"],
    ["is given up after its time", [{ sign: "sent" }, { sign: "too-late", limitMs: 120_000 }], "timed-out"],
    ["is looked for when the server goes away", [{ sign: "sent" }, { sign: "lost" }], "looking"],
    [
      "is ready after all",
      [{ sign: "sent" }, { sign: "lost" }, { sign: "answered", instance: "m" }],
      "ready",
    ],
    [
      "is given up where the server stays away",
      [{ sign: "sent" }, { sign: "lost" }, { sign: "too-late", limitMs: 1 }],
      "timed-out",
    ],
    [
      "fails while making room",
      [
        { sign: "unloading", ids: ["a"] },
        { sign: "refused", code: "backend-offline", message: "gone" },
      ],
      "failed",
    ],
  ])("%s", (_, signs, end) => {
    expect(wayOf(signs).at(-1)?.at).toBe(end);
  });
});
