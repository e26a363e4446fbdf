import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runFolderOf } from "#cli-bridge/run/run-folder.ts";
import { openConsoleDb } from "#lib/state/open-console-db.ts";
import { makeRunsIndex } from "#lib/state/runs-index.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { ending, fixtureRunner, pausableRequest, requestFor, untilLine } from "./fixture-runner.ts";

const none = { registry: 0, downloads: 0, reads: 0 };

describe("a run that is paused", () => {
  test("stops, says so, and goes on as another run from where it stood", async () => {
    const { runner } = await fixtureRunner();
    const request = await pausableRequest();
    const { id } = await runner.start(request);
    await untilLine(runner, id, "at 5");
    await runner.pause(id);
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "paused" });
    const next = await runner.resume(id);
    expect(next).toMatchObject({ resumes: id, argv: request.argv, pausable: true });
    expect(await untilLine(runner, next.id, "from")).not.toBe("from 0");
    expect((await ending(runner, next.id)).outcome).toMatchObject({ kind: "exited", code: 0 });
    expect(await runner.get(id)).toMatchObject({ resumedBy: next.id });
  });

  test("says what it was asked until it has stopped, and asking twice is asking once", async () => {
    const { runner } = await fixtureRunner({ limits: { pauseGraceMs: 60_000, graceMs: 100 } });
    const { id } = await runner.start(await pausableRequest({ onTerm: "ignore", total: 100_000 }));
    await untilLine(runner, id, "at 5");
    expect(await runner.pause(id)).toMatchObject({ state: "running", asked: "pause" });
    expect(await runner.pause(id)).toMatchObject({ state: "running", asked: "pause" });
    await expect(runner.resume(id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is killed when it does not stop in time, and is paused all the same", async () => {
    const { runner } = await fixtureRunner({ limits: { pauseGraceMs: 100 } });
    const { id } = await runner.start(await pausableRequest({ onTerm: "ignore", total: 100_000 }));
    await untilLine(runner, id, "at 5");
    await runner.pause(id);
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "paused" });
  });

  test("can be cancelled while it stops", async () => {
    const { runner } = await fixtureRunner({ limits: { pauseGraceMs: 1_500 } });
    const { id } = await runner.start(await pausableRequest({ onTerm: "ignore", total: 100_000 }));
    await untilLine(runner, id, "at 5");
    await runner.pause(id);
    expect(await runner.cancel(id)).toMatchObject({ asked: "cancel" });
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "cancelled" });
  });

  test("and finished at that moment has finished", async () => {
    const { runner } = await fixtureRunner();
    const { id } = await runner.start(await pausableRequest({ onTerm: "finish", total: 100_000 }));
    await untilLine(runner, id, "at 5");
    await runner.pause(id);
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "exited", code: 0 });
  });

  test("while it waits never starts, and goes before the others when it is resumed", async () => {
    const { runner, home } = await fixtureRunner({ widths: none });
    const [first, second] = [
      await runner.start(await pausableRequest()),
      await runner.start(await pausableRequest()),
    ];
    await runner.pause(second.id);
    const paused = await ending(runner, second.id);
    expect(paused.outcome).toMatchObject({ kind: "paused", durationMs: 0 });
    expect(await runner.pause(second.id)).toMatchObject({ state: "ended" });
    const next = await runner.resume(second.id);
    expect([next.place, (await runner.get(first.id)).place]).toEqual([1, 2]);
    await expect(access(runFolderOf(home, next.id).keeper)).rejects.toThrow();
  });

  test("at the very moment it is taken up starts no program", async () => {
    const { runner, home } = await fixtureRunner({ widths: none });
    const { id } = await runner.start(await pausableRequest());
    await writeFile(runFolderOf(home, id).pause, "");
    runner.widen("downloads", 1);
    const record = await ending(runner, id);
    expect([record.outcome.kind, record.lines]).toEqual(["paused", 0]);
  });
});

describe("what cannot be paused or resumed", () => {
  test("a run that cannot stop in the middle", async () => {
    const { runner } = await fixtureRunner();
    const { id } = await runner.start(requestFor("forever"));
    await expect(runner.pause(id)).rejects.toMatchObject({ code: "conflict" });
    await expect(runner.resume(id)).rejects.toMatchObject({ code: "conflict" });
    await expect(runner.move(id, "first")).rejects.toMatchObject({ code: "conflict" });
  });

  test("a run that has ended, and one that was resumed already", async () => {
    const { runner } = await fixtureRunner();
    const whole = await runner.start(await pausableRequest({ total: 1 }));
    await ending(runner, whole.id);
    await expect(runner.pause(whole.id)).rejects.toMatchObject({ code: "conflict" });
    await expect(runner.resume(whole.id)).rejects.toMatchObject({ code: "conflict" });
    const { id } = await runner.start(await pausableRequest());
    await runner.pause(id);
    await ending(runner, id);
    const both = await Promise.allSettled([runner.resume(id), runner.resume(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(runner.resume(id)).rejects.toThrow(/resumed already, as run/);
  });

  test("one that was cancelled after it was paused, because that gives it up", async () => {
    const { runner } = await fixtureRunner();
    const { id } = await runner.start(await pausableRequest());
    await runner.pause(id);
    await ending(runner, id);
    expect(await runner.cancel(id)).toMatchObject({ outcome: { kind: "paused" }, setAside: true });
    await expect(runner.resume(id)).rejects.toThrow(/given up/);
  });
});

describe("what is remembered of a pause", () => {
  test("a chain of pauses is told from run to run, with an index as without", async () => {
    const { db } = openConsoleDb(join(await temporaryFolder(), "console.db"));
    onTestFinished(() => db.close());
    const { runner } = await fixtureRunner({ index: makeRunsIndex(db) });
    let { id } = await runner.start(await pausableRequest({ total: 100_000 }));
    for (let round = 0; round < 2; round++) {
      await untilLine(runner, id, "at");
      await runner.pause(id);
      await ending(runner, id);
      id = (await runner.resume(id)).id;
    }
    const links = (await runner.list()).map((run) => [run.id, run.resumes, run.resumedBy]);
    expect(links).toEqual([
      ["3", "2", undefined],
      ["2", "1", "3"],
      ["1", undefined, "2"],
    ]);
    expect((await runner.list({ end: "paused" })).map((run) => run.id)).toEqual(["2", "1"]);
  });

  test("a secret that was typed in is there again for the run that goes on", async () => {
    const { runner } = await fixtureRunner({ widths: none });
    const rest = { lane: "downloads", pausable: true, secrets: { SOME_KEY: "abcdefgh-secret" } } as const;
    const { id } = await runner.start(requestFor("exits-at-once", [], rest));
    await runner.pause(id);
    await ending(runner, id);
    const next = await runner.resume(id);
    runner.widen("downloads", 1);
    expect((await ending(runner, next.id)).outcome).toMatchObject({ kind: "exited" });
  });
});
