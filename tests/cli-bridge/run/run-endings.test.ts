import { describe, expect, test } from "vitest";
import { identityOf, isAlive } from "#cli-bridge/run/process-identity.ts";
import { runFolderOf } from "#cli-bridge/run/run-folder.ts";
import { collectEvents } from "#tests/support/collect-events.ts";
import {
  ending,
  fixtureRunner,
  linesOf,
  removeOnceThere,
  requestFor,
  runToEnd,
  untilLine,
} from "./fixture-runner.ts";

describe("how a run ends", () => {
  test("a program that succeeds has exited with 0, and its record says so", async () => {
    const { runner } = await fixtureRunner();
    const { events, record } = await runToEnd(runner, requestFor("many-lines", ["3"]));
    expect(events.map(({ event }) => event)).toEqual(["started", "line", "line", "line", "ended"]);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(record).toMatchObject({ state: "ended", lines: 3, outcome: { kind: "exited", code: 0 } });
  });

  test("a program that fails keeps its exit code and what it said on stderr", async () => {
    const { runner } = await fixtureRunner();
    const { record, lines } = await runToEnd(runner, requestFor("fails", ["42"]));
    expect(record.outcome).toMatchObject({ kind: "exited", code: 42 });
    expect(lines).toMatchObject([{ stream: "err", text: "It went wrong." }]);
  });

  test("what a program prints of faults counts where its exit code tells of none", async () => {
    const { runner } = await fixtureRunner();
    const check = (line: string) =>
      runToEnd(runner, { ...requestFor("prints-lines", [line]), command: "verify" });
    const { record } = await check("   ❌ Invalid: 8");
    expect(record.outcome).toMatchObject({ code: 0, faults: true, result: { summary: "❌ Invalid: 8" } });
    const failed = await runner.list({ end: "failed" });
    expect(failed.map(({ id }) => id)).toEqual([record.id]);
    expect((await check("   ❌ Invalid: 0")).record.outcome).not.toHaveProperty("faults");
  });

  test("a program that asked, got no yes and exited with 0 has not done its work", async () => {
    const { runner } = await fixtureRunner();
    const request = { ...requestFor("prints-lines", ["Proceed? [y/N]: ❌ Cancelled"]), command: "remove" };
    const { record } = await runToEnd(runner, request);
    const summary = "It asked whether to go on, nobody said yes, and it did nothing.";
    expect(record.outcome).toMatchObject({ kind: "exited", code: 0, faults: true, result: { summary } });
  });

  test("a program that ends at once is an ordinary run", async () => {
    const { runner } = await fixtureRunner();
    const { record, lines } = await runToEnd(runner, requestFor("exits-at-once"));
    expect(record.outcome).toMatchObject({ kind: "exited", code: 0 });
    expect(lines).toEqual([]);
  });

  test("whoever has read the last event is told by the record as well that the run has ended", async () => {
    const { runner, home } = await fixtureRunner();
    const { id } = await runner.start(requestFor("fails", ["42"]));
    await collectEvents(await runner.events(id));
    const record = await runner.get(id);
    expect(record).toMatchObject({ state: "ended", lines: 1, outcome: { kind: "exited", code: 42 } });
    // The keeper writes this file after the event: without it, the record is what it is in between.
    await removeOnceThere(runFolderOf(home, id).outcome);
    expect(await runner.get(id)).toEqual(record);
  });

  test("a program that is not there never started, with a sentence instead of an exception", async () => {
    const { runner } = await fixtureRunner();
    const { record } = await runToEnd(runner, { ...requestFor("fails"), argv: ["no-such-program-here"] });
    expect(record.outcome).toMatchObject({
      kind: "neverStarted",
      reason: expect.stringContaining("no-such-program-here was not found on the PATH"),
    });
  });

  test("a program that was killed from outside is signalled", async () => {
    const { runner } = await fixtureRunner();
    const { id } = await runner.start(requestFor("forever"));
    const events = await collectEvents(await runner.events(id), (seen) => linesOf([...seen]).length > 0);
    const started = events.find((event) => event.event === "started");
    process.kill(started?.data.pid ?? Number.NaN, "SIGKILL");
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "signalled", signal: "SIGKILL" });
  });

  test("a program that runs past its limit is ended and says which limit", async () => {
    const { runner } = await fixtureRunner();
    const { record } = await runToEnd(runner, requestFor("forever", [], { limitMs: 400 }));
    expect(record.outcome).toMatchObject({ kind: "timedOut", limitMs: 400 });
  });

  test("a program that prints without end is ended when its record is full", async () => {
    const { runner } = await fixtureRunner({ limits: { bytesMax: 500_000 } });
    const { record } = await runToEnd(runner, requestFor("floods"));
    expect(record.outcome).toMatchObject({ kind: "flooded", bytesMax: 500_000 });
  });

  test.each(["forever", "ignores-sigterm"])("a cancelled program is gone: %s", async (fixture) => {
    const { runner } = await fixtureRunner();
    const { id } = await runner.start(requestFor(fixture));
    await untilLine(runner, id, "ready");
    await runner.cancel(id);
    expect((await ending(runner, id)).outcome).toMatchObject({ kind: "cancelled" });
  });

  test("cancelling reaches a daemon with a session and a parent of its own", async () => {
    const { runner } = await fixtureRunner();
    const { id } = await runner.start(requestFor("forks-daemon", ["stay"]));
    const daemon = identityOf(Number((await untilLine(runner, id, "daemon")).split(" ")[1]));
    expect(daemon && isAlive(daemon)).toBe(true);
    await runner.cancel(id);
    await ending(runner, id);
    expect(daemon && isAlive(daemon)).toBe(false);
  });

  test("a daemon that a program left on purpose outlives a run that ended by itself", async () => {
    const { runner } = await fixtureRunner();
    const { record, lines } = await runToEnd(runner, requestFor("forks-daemon"));
    const daemon = identityOf(Number(lines[0]?.text.split(" ")[1]));
    expect(record.outcome).toMatchObject({ kind: "exited", code: 0 });
    expect(daemon && isAlive(daemon)).toBe(true);
    if (daemon) process.kill(daemon.pid, "SIGKILL");
  });

  test("a program that closes its output and lives is running until it exits", async () => {
    const { runner } = await fixtureRunner();
    const { record, lines } = await runToEnd(runner, requestFor("closes-stdout-and-lives"));
    expect(lines.map(({ text }) => text)).toEqual(["bye"]);
    expect(record.outcome).toMatchObject({ kind: "exited", code: 7 });
  });

  test("a grandchild that holds the pipe does not hold the run", async () => {
    const { runner } = await fixtureRunner();
    const { record, lines } = await runToEnd(runner, requestFor("holds-pipe-in-grandchild"));
    expect(record.outcome).toMatchObject({ kind: "exited", code: 4 });
    process.kill(Number(lines[0]?.text.split(" ")[1]), "SIGKILL");
  });
});
