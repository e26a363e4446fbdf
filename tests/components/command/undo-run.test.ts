import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toPlanParts } from "#cli-bridge/derive/plan-parts.ts";
import type { Plan } from "#cli-bridge/protocol/plan.ts";
import { undoRun } from "#components/command/undo-run.ts";

const outcome = { kind: "exited", code: 0, endedAt: "2026-11-21T10:00:00.000Z", durationMs: 1 };
const shell = "modeldeck undo --apply -- last";
const plan: Plan = {
  ...{ id: "p", command: "undo", state: "s", summary: "All come back.", backup: true },
  ...{ changed: [], removed: [], files: [], warnings: [], blocked: [], bytesFreed: 0, bytesKept: 0 },
  added: Array.from({ length: 3_000 }, (_, at) => ({
    ...{ name: `m-${at}`, layer: "curated" as const, why: "x".repeat(60) },
  })),
};

let told: [string, object][] = [];
const started: unknown[] = [];

class Stream extends EventTarget {
  constructor() {
    super();
    queueMicrotask(() => {
      for (const [name, data] of [...told, ["ended", { outcome }] as const])
        this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
    });
  }
  close() {}
}

beforeEach(() => {
  started.length = 0;
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("fetch", async (url: string, { body }: { body: string }) => {
    if (url.endsWith("/preview")) return Response.json({ shell, confirmation: { asks: "button" } });
    started.push(JSON.parse(body));
    return Response.json({ id: String(started.length) }, { status: 201 });
  });
});

afterEach(() => vi.unstubAllGlobals());

const undo = () => undoRun({ command: "undo", input: { run: "last" } }, async () => undefined);

test("a change is taken back by its plan, however many parts that was told in", async () => {
  const { parts, plan: head } = toPlanParts(plan);
  expect(parts.length).toBeGreaterThan(1);
  told = [...parts.map((part): [string, object] => ["planPart", part]), ["plan", head]];
  expect(await undo()).toMatchObject({ did: "undone" });
  expect(started).toMatchObject([
    { command: "undo", input: { run: "last", dryRun: true } },
    { command: "undo", input: { run: "last", apply: true }, plan: "p" },
  ]);
});

test("nothing is taken back whose plan was lost, and the words for a terminal are named", async () => {
  const { parts, plan: head } = toPlanParts(plan);
  told = [...parts.slice(1).map((part): [string, object] => ["planPart", part]), ["plan", head]];
  const undone = await undo();
  expect(undone).toMatchObject({ did: "failed", refusal: { code: "no-plan" } });
  expect(undone.did === "failed" && undone.refusal.hint).toContain(shell);
  expect(started).toHaveLength(1);
});
