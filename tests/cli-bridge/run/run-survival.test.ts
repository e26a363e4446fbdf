import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { identityOf, isAlive } from "#cli-bridge/run/process-identity.ts";
import { runFolderOf } from "#cli-bridge/run/run-folder.ts";
import { collectEvents, textOf } from "#tests/support/collect-events.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import {
  ending,
  fixturePath,
  fixtureRunner,
  linesOf,
  removeOnceThere,
  requestFor,
  runToEnd,
  untilLine,
} from "./fixture-runner.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const killRounds = Number(process.env.MODELDECK_KILL_ROUNDS ?? 6);

/** Starts a small console, and kills it without warning after a moment that differs from round to round. */
async function killConsole(home: string, moment: number, args: string[]) {
  const words = [fixturePath("console"), home, ...args];
  const victim = spawn(process.execPath, words, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(victim, "exit");
  await once(victim.stdout, "data");
  const timer = setTimeout(() => victim.kill("SIGKILL"), moment);
  await exited;
  clearTimeout(timer);
}

async function keeperOf(home: string, id: string) {
  return JSON.parse(await readFile(runFolderOf(home, id).keeper, "utf8"));
}

describe("a console that is killed", () => {
  test(`loses no run, no line and no exit code, ${killRounds} times`, async () => {
    const home = await temporaryFolder();
    for (let round = 0; round < killRounds; round++) {
      await killConsole(home, (round * 37) % 160, [fixturePath("counts-slowly"), "3", "10", "15", "9"]);
    }
    const { runner } = await fixtureRunner({ home });
    await runner.reconcile();
    const whole = Array.from({ length: 10 }, (_, at) => `line ${at + 1}\n`).join("");
    const records = await runner.list();
    expect(records.length).toBeGreaterThanOrEqual(killRounds);
    for (const { id } of records) {
      expect((await ending(runner, id)).outcome).toMatchObject({ kind: "exited", code: 9 });
      expect(await textOf(await runner.log(id))).toBe(whole);
    }
  }, 60_000);

  test("leaves waiting runs in their order, and what waits for a lost secret says so", async () => {
    const home = await temporaryFolder();
    const first = (await fixtureRunner({ home, widths: { registry: 0, downloads: 0, reads: 0 } })).runner;
    const plain = await first.start(requestFor("fails", ["1"]));
    const secret = await first.start(requestFor("fails", ["2"], { secrets: { SOME_KEY: "abcdefgh" } }));
    await first.close();
    const { runner } = await fixtureRunner({ home, widths: { registry: 1, downloads: 1, reads: 1 } });
    await runner.reconcile();
    expect((await ending(runner, plain.id)).outcome).toMatchObject({ kind: "exited", code: 1 });
    const { outcome } = await ending(runner, secret.id);
    expect(outcome).toMatchObject({ kind: "neverStarted", reason: expect.stringContaining("SOME_KEY") });
  });
});

describe("a keeper that is killed", () => {
  test("leaves an interrupted run, said exactly once, and nothing of its program", async () => {
    const { runner, home } = await fixtureRunner();
    const { id } = await runner.start(requestFor("forever"));
    await untilLine(runner, id, "ready");
    const { keeper, child } = await keeperOf(home, id);
    process.kill(keeper.pid, "SIGKILL");
    const { outcome } = await ending(runner, id);
    await runner.reconcile();
    expect(outcome).toMatchObject({ kind: "interrupted" });
    expect(isAlive(child)).toBe(false);
    const events = await collectEvents(await runner.events(id));
    expect(events.map(({ event }) => event)).toEqual(["started", "line", "ended"]);
  });

  test("may leave half an event, which nobody is ever sent", async () => {
    const home = await temporaryFolder();
    const { runner } = await fixtureRunner({ home });
    const { id } = await runner.start(requestFor("forever"));
    await untilLine(runner, id, "ready");
    await runner.close();
    const { keeper } = await keeperOf(home, id);
    process.kill(keeper.pid, "SIGKILL");
    await appendFile(runFolderOf(home, id).events, 'id: 3\nevent: line\ndata: {"at":1,');
    const next = (await fixtureRunner({ home })).runner;
    await next.reconcile();
    const events = await collectEvents(await next.events(id));
    expect(events.map(({ seq, event }) => `${seq} ${event}`)).toEqual(["1 started", "2 line", "3 ended"]);
  });

  test("after its last word leaves the outcome it had written to the record", async () => {
    const home = await temporaryFolder();
    const { id } = await runToEnd((await fixtureRunner({ home })).runner, requestFor("fails", ["8"]));
    const folder = runFolderOf(home, id);
    await removeOnceThere(folder.outcome);
    const { runner } = await fixtureRunner({ home });
    await runner.reconcile();
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "exited", code: 8 });
    expect(await collectEvents(await runner.events(id))).toHaveLength(3);
  });
});

describe("what a restart finds", () => {
  test("a pid that another process has by now is neither believed nor signalled", async () => {
    const home = await temporaryFolder();
    const { runner } = await fixtureRunner({ home, widths: { registry: 0, downloads: 0, reads: 0 } });
    const { id } = await runner.start(requestFor("fails"));
    await runner.close();
    const bystander = spawn(process.execPath, [fixturePath("forever")], { stdio: "ignore", detached: true });
    const identity = identityOf(bystander.pid ?? 0);
    const stale = { ...identity, startTime: "1" };
    const keeper = { keeper: stale, child: stale, startedAt: new Date().toISOString() };
    await writeFile(runFolderOf(home, id).keeper, JSON.stringify(keeper));
    const next = (await fixtureRunner({ home })).runner;
    await next.reconcile();
    await next.cancel(id);
    expect((await next.get(id)).outcome).toMatchObject({ kind: "interrupted" });
    expect(identity && isAlive(identity)).toBe(true);
    bystander.kill("SIGKILL");
  });

  test("a folder that was never finished is removed, and its number is not a run", async () => {
    const { runner, home } = await fixtureRunner();
    await mkdir(join(home, "runs", "7"), { recursive: true });
    await runner.reconcile();
    expect(await readdir(join(home, "runs"))).toEqual([]);
    await expect(runner.get("7")).rejects.toMatchObject({ code: "not-found" });
    await expect(runner.get("../../etc")).rejects.toMatchObject({ code: "not-found" });
  });

  test("a console that is closed hears nothing of a run that comes in at its end", async () => {
    const { runner } = await fixtureRunner();
    const heard: string[] = [];
    runner.onChange(({ id }) => heard.push(id));
    const started = runner.start(requestFor("forever"));
    await runner.close();
    const { state } = await started;
    expect({ state, heard }).toEqual({ state: "queued", heard: [] });
  });

  test("a run whose folder was deleted leaves no keeper behind", async () => {
    const { runner, home } = await fixtureRunner();
    const { id } = await runner.start(requestFor("forever"));
    await untilLine(runner, id, "ready");
    await expect.poll(async () => (await keeperOf(home, id)).child).toBeDefined();
    const { keeper, child } = await keeperOf(home, id);
    await rm(home, { recursive: true, maxRetries: 10, retryDelay: 20 });
    process.kill(child.pid, "SIGKILL");
    await expect.poll(() => isAlive(keeper)).toBe(false);
  });

  test("a run that goes on is watched again and can be cancelled", async () => {
    const home = await temporaryFolder();
    const first = (await fixtureRunner({ home })).runner;
    const { id } = await first.start(requestFor("forever"));
    await untilLine(first, id, "ready");
    await first.close();
    const { runner } = await fixtureRunner({ home });
    await runner.reconcile();
    expect(await runner.get(id)).toMatchObject({ state: "running", lines: 1 });
    await runner.cancel(id);
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "cancelled" });
    expect(linesOf(await collectEvents(await runner.events(id)))).toHaveLength(1);
  });
});
