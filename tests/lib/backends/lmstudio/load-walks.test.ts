import fc from "fast-check";
import { expect, test } from "vitest";
import { loadInLmStudio } from "#lib/backends/lmstudio/load-model.ts";
import type { LoadState } from "#lib/backends/lmstudio/load-state.ts";
import { openBackend } from "#tests/servers/backend/open-backend.ts";
import type { LmModel } from "#tests/servers/lmstudio/lm-models.ts";
import type { SocketFault } from "#tests/servers/lmstudio/lm-sockets.ts";
import { startTestLmStudio } from "#tests/servers/lmstudio/start-test-lmstudio.ts";

const wanted = "acme/wanted";
const other = "acme/other";
const models: LmModel[] = [wanted, other].map((key) => ({ key, bytes: 1, contextLength: 8192 }));
const looksMax = 5;

type Load = {
  others: number;
  isThere: boolean;
  replaces: boolean;
  bySocket: boolean;
  befalls: "nothing" | "refusal" | "break";
  /** After a break: how many looks find nobody, and whether the model is there when somebody answers again. */
  away: number;
  cameAnyway: boolean;
};

const load: fc.Arbitrary<Load> = fc.record({
  others: fc.nat(2),
  isThere: fc.boolean(),
  replaces: fc.boolean(),
  bySocket: fc.boolean(),
  befalls: fc.constantFrom("nothing", "refusal", "break"),
  away: fc.nat(looksMax + 1),
  cameAnyway: fc.boolean(),
});

/** The states that a load should go through, percents left aside. */
function wayOf({ others, isThere, replaces, befalls, away, cameAnyway }: Load): LoadState["at"][] {
  if (isThere) return ["requested", "ready"];
  const room = Array.from({ length: replaces && others > 0 ? others + 1 : 0 }, () => "unloading" as const);
  const begun = ["requested", ...room, "loading"] as const;
  if (befalls === "nothing") return [...begun, "ready"];
  if (befalls === "refusal") return [...begun, "failed"];
  return [...begun, "looking", away < looksMax && cameAnyway ? "ready" : "failed"];
}

function faultOf({ bySocket, befalls }: Load): SocketFault | undefined {
  if (!bySocket) return { at: "greeting", kind: "cut" };
  return befalls === "break" ? { at: "progress", kind: "cut" } : undefined;
}

test("3.8 whatever befalls a load, it goes through the states that it should, and what it says is so", async () => {
  const { server, http } = await openBackend(startTestLmStudio({ models }));
  const { memory } = server;
  const clear = () => {
    server.mend();
    for (const { key } of models) for (const { id } of memory.of(key)) memory.take(id);
  };
  const walk = async (one: Load) => {
    clear();
    for (let at = 0; at < one.others; at += 1) memory.put(other);
    if (one.isThere) memory.put(wanted);
    server.sockets.fault = faultOf(one);
    const path = "/api/v1/models/load";
    if (one.befalls !== "nothing")
      server.fault({ kind: one.befalls === "break" ? "reset" : "error-in-200", path });
    Object.assign(models[0] ?? {}, { refusal: one.befalls === "refusal" ? "No room." : undefined });
    const way: LoadState["at"][] = [];
    const end = await loadInLmStudio(http, wanted, {
      ...{ replaces: one.replaces, wait: () => Promise.resolve() },
      tell: ({ at }) => {
        if (at !== "loading" || way.at(-1) !== "loading") way.push(at);
        if (at !== "looking") return;
        if (one.away > 0) server.fault({ kind: "reset", path: "/api/v1/models", times: one.away });
        if (one.cameAnyway) memory.put(wanted);
      },
    });
    expect(way).toEqual(wayOf(one));
    expect(end.at).toBe(way.at(-1));
    if (end.at === "ready") expect(memory.of(wanted).map(({ id }) => id)).toContain(end.instance);
    if (end.at === "failed") expect(end.message).toMatch(/^http\S+ /);
    expect(memory.of(other)).toHaveLength(one.replaces && !one.isThere ? 0 : one.others);
  };
  await fc.assert(fc.asyncProperty(load, walk), { numRuns: 120, seed: 20_261_121 });
});
