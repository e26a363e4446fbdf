import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Lane } from "#cli-bridge/protocol/run-record.ts";
import { RunLanes } from "#cli-bridge/run/run-lanes.ts";
import { openConsoleDb } from "#lib/state/open-console-db.ts";
import { makeRunsIndex } from "#lib/state/runs-index.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { ending, fixtureRunner, requestFor, runToEnd, untilLine } from "./fixture-runner.ts";

const run = (id: string, lane: Lane = "registry", command = "some") => ({ id, lane, command });

describe("lanes", () => {
  test("let one registry run go, two downloads, eight reads, sixteen servers and four deeds at servers", () => {
    const lanes = new RunLanes();
    for (const lane of ["registry", "downloads", "reads", "servers", "backends"] as const) {
      for (let at = 1; at <= 20; at++) lanes.wait(run(`${lane} ${at}`, lane));
    }
    expect(lanes.admit()).toHaveLength(31);
    expect(lanes.admit()).toEqual([]);
    lanes.leave("registry 1");
    expect(lanes.admit()).toEqual(["registry 2"]);
  });

  test("keep the order of arrival, unless one is moved", () => {
    const lanes = new RunLanes({ registry: 1, downloads: 1, reads: 1 });
    for (const id of ["a", "b", "c", "d"]) lanes.wait(run(id));
    expect(lanes.admit()).toEqual(["a"]);
    expect(lanes.move("d", "first")).toBe(true);
    expect(lanes.move("b", "c")).toBe(true);
    expect(lanes.move("a", "first")).toBe(false);
    expect(lanes.move("c", "x")).toBe(false);
    expect(lanes.waiting).toEqual(["d", "b", "c"]);
    expect(lanes.move("d", "last")).toBe(true);
    expect(lanes.waiting.map((id) => lanes.placeOf(id))).toEqual([1, 2, 3]);
    expect(lanes.order).toEqual(["a", "b", "c", "d"]);
  });

  test("let what does another thing go past a run that is held up, and its own kind wait", () => {
    const lanes = new RunLanes({ downloads: 1 });
    lanes.go(run("away", "downloads", "download"));
    lanes.wait(run("same", "downloads", "download"));
    lanes.go(run("busy", "registry", "scan"));
    lanes.wait(run("behind", "registry", "set-meta"));
    expect(lanes.crowded).toEqual([]);
    for (const id of ["other", "third"]) lanes.wait(run(id, "downloads", "import-file"));
    expect([lanes.admit(), lanes.crowded]).toEqual([[], ["away"]]);
    lanes.hold("away", true);
    expect([lanes.admit(), lanes.waiting]).toEqual([["other"], ["behind", "same", "third"]]);
    lanes.hold("away", false);
    lanes.leave("other");
    expect(lanes.admit()).toEqual([]);
    lanes.leave("away");
    expect(lanes.admit()).toEqual(["same"]);
  });

  test("are told by a run itself that it is held up, and it goes on at once when it is told to", async () => {
    const { runner } = await fixtureRunner({ widths: { downloads: 1 } });
    const kept = { lane: "downloads", dialect: "modeldeck" } as const;
    const away = await runner.start(requestFor("asks-again", [], kept));
    await untilLine(runner, away.id, "waits");
    const same = await runner.start(requestFor("asks-again", [], kept));
    const other = await runner.start(requestFor("fails", [], kept));
    expect((await ending(runner, other.id)).outcome).toMatchObject({ kind: "exited", code: 3 });
    expect(await runner.get(same.id)).toMatchObject({ state: "queued" });
    await runner.tryNow(away.id);
    expect((await ending(runner, away.id)).outcome).toMatchObject({ kind: "exited", code: 0 });
    await expect(runner.tryNow(away.id)).rejects.toMatchObject({ code: "conflict" });
    await untilLine(runner, same.id, "waits");
  });

  test("hold a run back until the one before it has ended", async () => {
    const { runner } = await fixtureRunner();
    const first = await runner.start(requestFor("forever", [], { lane: "registry" }));
    const second = await runner.start(requestFor("fails", [], { lane: "registry" }));
    await untilLine(runner, first.id, "ready");
    expect((await runner.get(second.id)).state).toBe("queued");
    await runner.cancel(first.id);
    expect((await ending(runner, second.id)).outcome).toMatchObject({ kind: "exited", code: 3 });
  });

  test("a run that waits is cancelled without ever starting", async () => {
    const { runner } = await fixtureRunner({ widths: { registry: 0, downloads: 0, reads: 0 } });
    const { id } = await runner.start(requestFor("forever"));
    await runner.cancel(id);
    const record = await ending(runner, id);
    expect(record.outcome).toMatchObject({ kind: "cancelled", durationMs: 0 });
    expect(record.startedAt).toBeUndefined();
  });
});

describe("the history of runs", () => {
  async function indexHere() {
    const { db } = openConsoleDb(join(await temporaryFolder(), "console.db"));
    onTestFinished(() => db.close());
    return makeRunsIndex(db);
  }

  test.each([true, false])(
    "is filtered by state, command, place and number (indexed: %s)",
    async (isIndexed) => {
      const { runner } = await fixtureRunner({ index: isIndexed ? await indexHere() : undefined });
      for (const fixture of ["fails", "exits-at-once", "fails"]) await runToEnd(runner, requestFor(fixture));
      const { id } = await runner.start(requestFor("forever"));
      await untilLine(runner, id, "ready");
      const idsOf = async (filter = {}) => (await runner.list(filter)).map((record) => record.id);
      expect(await idsOf()).toEqual(["4", "3", "2", "1"]);
      expect(await idsOf({ state: "running" })).toEqual(["4"]);
      expect(await idsOf({ state: "ended", command: "fails" })).toEqual(["3", "1"]);
      expect(await idsOf({ before: "4", limit: 2 })).toEqual(["3", "2"]);
    },
  );

  test("tells every run that has not ended, however many have come since", async () => {
    const { runner } = await fixtureRunner({ index: await indexHere() });
    const { id } = await runner.start(requestFor("forever", [], { lane: "downloads" }));
    await untilLine(runner, id, "ready");
    for (const fixture of ["fails", "exits-at-once", "fails"]) await runToEnd(runner, requestFor(fixture));
    const idsOf = async (filter = {}) => (await runner.list(filter)).map((record) => record.id);
    expect(await idsOf({ limit: 2 })).toEqual(["4", "3"]);
    expect(await idsOf({ live: "all", limit: 2 })).toEqual(["4", "1"]);
    expect(await idsOf({ lane: "downloads" })).toEqual(["1"]);
    expect(await idsOf({ lane: "reads", limit: 1 })).toEqual(["4"]);
  });

  test("is the same after the index was lost and built again from the folders", async () => {
    const { runner, home } = await fixtureRunner({ index: await indexHere() });
    for (const fixture of ["fails", "exits-at-once"]) await runToEnd(runner, requestFor(fixture));
    const before = await runner.list();
    const next = (await fixtureRunner({ home, index: await indexHere() })).runner;
    await next.reconcile();
    expect(await next.list()).toEqual(before);
  });
});
