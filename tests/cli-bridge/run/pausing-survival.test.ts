import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import { runFolderOf } from "#cli-bridge/run/run-folder.ts";
import { killAll } from "#tests/support/kill-all.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { ending, fixtureRunner, pausableRequest, requestFor, untilLine } from "./fixture-runner.ts";

const slow = { timeout: 20_000 };
const none = { registry: 0, downloads: 0, reads: 0 };

/** Both processes of a run. The keeper writes down its child while that is speaking already. */
async function keeperOf(home: string, id: string) {
  const read = async () => JSON.parse(await readFile(runFolderOf(home, id).keeper, "utf8"));
  await expect.poll(async () => (await read()).child, slow).toBeDefined();
  return read();
}

/** Makes a waiting run look as if its keeper had run when the machine went down. */
async function leaveBehind(home: string, id: string) {
  const keeper = { pid: process.pid, startTime: "1", bootId: "the boot before" };
  await writeFile(
    runFolderOf(home, id).keeper,
    JSON.stringify({ keeper, child: keeper, startedAt: new Date().toISOString() }),
  );
}

/** The runs that wait, in their order, each by the first run of its chain. */
async function firstOnes(runner: Runner): Promise<string[]> {
  const waiting = await runner.list({ state: "queued" });
  const inOrder = waiting.toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0));
  return Promise.all(inOrder.map(({ id }) => firstOf(runner, id)));
}

async function firstOf(runner: Runner, id: string): Promise<string> {
  const { resumes } = await runner.get(id);
  return resumes === undefined ? id : firstOf(runner, resumes);
}

/** The run that goes on from another; a console that watches starts it shortly after. */
async function nextOf(runner: Runner, id: string): Promise<string> {
  await expect.poll(async () => (await runner.get(id)).resumedBy, slow).toBeDefined();
  return (await runner.get(id)).resumedBy ?? "";
}

describe("an interrupted run that can go on", () => {
  test("does so by itself when its keeper is killed, from where it stood", async () => {
    const { runner, home } = await fixtureRunner();
    const { id } = await runner.start(await pausableRequest());
    await untilLine(runner, id, "at 5");
    process.kill((await keeperOf(home, id)).keeper.pid, "SIGKILL");
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "interrupted" });
    const resumedBy = await nextOf(runner, id);
    expect(await untilLine(runner, resumedBy, "from")).not.toBe("from 0");
    expect((await ending(runner, resumedBy)).outcome).toMatchObject({ kind: "exited", code: 0 });
  });

  test("does so when its program is killed", async () => {
    const { runner, home } = await fixtureRunner();
    const { id } = await runner.start(await pausableRequest());
    await untilLine(runner, id, "at 5");
    process.kill((await keeperOf(home, id)).child.pid, "SIGKILL");
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "interrupted" });
    const resumedBy = await nextOf(runner, id);
    expect((await ending(runner, resumedBy)).outcome).toMatchObject({ kind: "exited", code: 0 });
  });

  test.each(["program first", "keeper first"])(
    "was not cancelled by a machine that went down, %s",
    async (order) => {
      const home = await temporaryFolder();
      const first = (await fixtureRunner({ home })).runner;
      const { id } = await first.start(await pausableRequest());
      await untilLine(first, id, "at 5");
      await first.close();
      const { keeper, child } = await keeperOf(home, id);
      const pids = [child.pid, keeper.pid];
      killAll(order === "program first" ? pids : pids.reverse(), "SIGTERM");
      const { runner } = await fixtureRunner({ home });
      await expect.poll(async () => (await runner.get(id)).outcome?.kind, slow).toBe("interrupted");
      await runner.reconcile();
      const resumedBy = await nextOf(runner, id);
      expect((await ending(runner, resumedBy)).outcome).toMatchObject({ kind: "exited", code: 0 });
    },
  );

  test("does so though the console died between hearing of it and doing it", async () => {
    const home = await temporaryFolder();
    const first = (await fixtureRunner({ home })).runner;
    const { id } = await first.start(await pausableRequest());
    await untilLine(first, id, "at 5");
    process.kill((await keeperOf(home, id)).keeper.pid, "SIGKILL");
    await expect.poll(async () => (await first.get(id)).outcome?.kind, slow).toBe("interrupted");
    await first.close();
    const { runner } = await fixtureRunner({ home });
    await runner.reconcile();
    const resumedBy = await nextOf(runner, id);
    expect((await ending(runner, resumedBy)).outcome).toMatchObject({ kind: "exited", code: 0 });
    await runner.reconcile();
    expect(await runner.list()).toHaveLength(2);
  });

  test("waits for a person after five interruptions that got it no further", async () => {
    const home = await temporaryFolder();
    const first = (await fixtureRunner({ home, widths: none })).runner;
    let { id } = await first.start(await pausableRequest());
    await first.close();
    for (let round = 0; round < 6; round++) {
      await leaveBehind(home, id);
      const { runner } = await fixtureRunner({ home, widths: none });
      await runner.reconcile();
      id = (await runner.get(id)).resumedBy ?? id;
      await runner.close();
    }
    const { runner } = await fixtureRunner({ home, widths: none });
    await runner.reconcile();
    expect((await runner.list()).map((run) => run.outcome?.kind)).toEqual(Array(5).fill("interrupted"));
    expect(await runner.resume("5")).toMatchObject({ resumes: "5", state: "queued" });
  });

  test("is left alone when it cannot go on", async () => {
    const home = await temporaryFolder();
    const first = (await fixtureRunner({ home, widths: none })).runner;
    const { id } = await first.start(requestFor("forever", [], { lane: "downloads" }));
    await first.close();
    await leaveBehind(home, id);
    const { runner } = await fixtureRunner({ home, widths: none });
    await runner.reconcile();
    expect((await runner.list()).map((run) => run.outcome?.kind)).toEqual(["interrupted"]);
  });
});

describe("the order of the queue", () => {
  async function queueOfFour(home: string) {
    const { runner } = await fixtureRunner({ home, widths: none });
    for (let at = 1; at <= 4; at++) await runner.start(await pausableRequest());
    await runner.move("4", "first");
    await runner.move("1", "last");
    await runner.close();
  }

  test("outlives the console", async () => {
    const home = await temporaryFolder();
    await queueOfFour(home);
    const { runner } = await fixtureRunner({ home, widths: none });
    await runner.reconcile();
    expect(await firstOnes(runner)).toEqual(["4", "2", "3", "1"]);
  });

  test("outlives the machine, with the runs that were going at its head", async () => {
    const home = await temporaryFolder();
    await queueOfFour(home);
    for (const id of ["4", "2"]) await leaveBehind(home, id);
    const { runner } = await fixtureRunner({ home, widths: none });
    await runner.reconcile();
    expect(await firstOnes(runner)).toEqual(["4", "2", "3", "1"]);
    expect((await runner.list({ state: "queued" })).map(({ id }) => id)).toEqual(["6", "5", "3", "1"]);
    await runner.close();
    const again = (await fixtureRunner({ home, widths: none })).runner;
    await again.reconcile();
    expect(await firstOnes(again)).toEqual(["4", "2", "3", "1"]);
  });

  test.each(["", "{", '["../../x"]', "[1]"])("falls back to arrival when it reads %j", async (text) => {
    const home = await temporaryFolder();
    await queueOfFour(home);
    await writeFile(join(home, "queue.json"), text);
    const { runner } = await fixtureRunner({ home, widths: none });
    await runner.reconcile();
    expect(await firstOnes(runner)).toEqual(["1", "2", "3", "4"]);
  });
});
