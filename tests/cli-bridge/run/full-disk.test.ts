import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { Runner } from "#cli-bridge/run/make-runner.ts";
import { isAlive } from "#cli-bridge/run/process-identity.ts";
import { runFolderOf } from "#cli-bridge/run/run-folder.ts";
import { collectEvents } from "#tests/support/collect-events.ts";
import { mountSmallDisk } from "#tests/support/small-disk.ts";
import { ending, fixtureRunner, pausableRequest, requestFor, untilLine } from "./fixture-runner.ts";

const fill = (disk: string) =>
  writeFile(join(disk, "ballast"), Buffer.alloc(2 ** 20)).catch(({ code }) => expect(code).toBe("ENOSPC"));
const empty = (disk: string) => rm(join(disk, "ballast"));

/** A keeper whose disk is taken away before it has written everything waits for it for a day. */
async function untilLeft(runner: Runner, disk: string, id: string): Promise<void> {
  await ending(runner, id);
  const { keeper } = JSON.parse(await readFile(runFolderOf(disk, id).keeper, "utf8"));
  await vi.waitFor(() => expect(isAlive(keeper)).toBe(false), { timeout: 20_000 });
}

describe("a folder of runs on a full disk", () => {
  test("begins none, says why, and leaves nothing behind", async (context) => {
    const disk = await mountSmallDisk(context, 1);
    const { runner, home } = await fixtureRunner({ home: disk });
    await fill(disk);
    await expect(runner.start(requestFor("fails", ["0"]))).rejects.toMatchObject({
      code: "no-space",
      message: `Nothing was begun: the disk of ${home} is full.`,
    });
    expect(await runner.list()).toEqual([]);
    await empty(disk);
    const begun = await runner.start(requestFor("fails", ["0"]));
    expect(begun.state).toBe("queued");
    await untilLeft(runner, disk, begun.id);
  });

  test("ends with what became of a run once that can be written down", async (context) => {
    const disk = await mountSmallDisk(context, 1);
    const { runner } = await fixtureRunner({ home: disk });
    const { id } = await runner.start(await pausableRequest({ total: 40 }));
    const events = collectEvents(await runner.events(id));
    await untilLine(runner, id, "at 5");
    await fill(disk);
    const { child } = JSON.parse(await readFile(runFolderOf(disk, id).keeper, "utf8"));
    await vi.waitFor(() => expect(isAlive(child)).toBe(false), { timeout: 20_000 });
    expect(existsSync(runFolderOf(disk, id).outcome)).toBe(false);
    await empty(disk);
    const { outcome } = await ending(runner, id);
    expect(["exited", "interrupted"]).toContain(outcome.kind);
    expect((await events).at(-1)).toMatchObject({
      event: "ended",
      data: { outcome: { kind: outcome.kind } },
    });
    await untilLeft(runner, disk, id);
  }, 60_000);

  test("keeps no console from starting, and what was interrupted goes on afterwards", async (context) => {
    const disk = await mountSmallDisk(context, 1);
    const earlier = (await fixtureRunner({ home: disk })).runner;
    const { id } = await earlier.start(await pausableRequest());
    await untilLine(earlier, id, "at 5");
    const { keeper } = JSON.parse(await readFile(runFolderOf(disk, id).keeper, "utf8"));
    await earlier.close();
    await fill(disk);
    process.kill(keeper.pid, "SIGKILL");
    await vi.waitFor(() => expect(isAlive(keeper)).toBe(false), { timeout: 20_000 });
    const { runner } = await fixtureRunner({ home: disk });
    await runner.reconcile();
    expect((await runner.get(id)).outcome).toBeUndefined();
    await empty(disk);
    expect((await ending(runner, id)).outcome.kind).toBe("interrupted");
    const next = await vi.waitFor(async () => {
      const found = (await runner.list()).find(({ resumes }) => resumes === id);
      expect(found).toBeDefined();
      return found;
    }, 20_000);
    expect(next?.shell).toBe((await runner.get(id)).shell);
    await runner.cancel(next?.id ?? "");
    await untilLeft(runner, disk, next?.id ?? "");
  }, 60_000);
});
