import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeKeepers } from "#cli-bridge/run/keepers.ts";
import { identityOf, isAlive } from "#cli-bridge/run/process-identity.ts";
import { listProcesses } from "#cli-bridge/run/process-listing.ts";
import { runFolderOf } from "#cli-bridge/run/run-folder.ts";
import type { StartRequest } from "#cli-bridge/run/start-request.ts";
import { builtKeeper } from "#tests/support/built-keeper.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import {
  ending,
  fixturePath,
  fixtureRunner,
  linesOf,
  requestFor,
  runToEnd,
  untilLine,
} from "./fixture-runner.ts";

const program = {
  shown: ["waiter"],
  spawn: [process.execPath, fixturePath("awaits-words")],
  dialect: "modeldeck" as const,
  isOwn: true,
};

function asking(words: string[], rest: Partial<StartRequest> = {}): StartRequest {
  return {
    command: "waiter",
    input: {},
    argv: ["waiter", ...words],
    effect: "reads",
    lane: "reads",
    ...rest,
  };
}

/** A runner whose program can wait for its words, and where it says that it does. */
async function waitingRunner(more: Parameters<typeof fixtureRunner>[0] = {}) {
  const readyFile = join(await temporaryFolder(), "ready");
  const env = { ...process.env, MODELDECK_READY_FILE: readyFile };
  const { runner, home } = await fixtureRunner({ program, env, ...more });
  return { runner, home, untilReady: () => untilPidIn(readyFile) };
}

/** The file is there for a moment before its words are. */
const untilPidIn = (readyFile: string, ask = () => {}): Promise<number> =>
  vi.waitFor(
    () => {
      ask();
      const pid = Number(readFileSync(readyFile, "utf8"));
      expect(pid).toBeGreaterThan(0);
      return pid;
    },
    { timeout: 20_000 },
  );

const gone = async (pid: number) => {
  const identity = identityOf(pid);
  await vi.waitFor(() => expect(identity && isAlive(identity)).toBeFalsy(), { timeout: 20_000 });
};

const saidBy = ({ lines }: Awaited<ReturnType<typeof runToEnd>>) => JSON.parse(lines[0]?.text ?? "{}");

test("a run takes the program that was made ready for it, with its words, its folder and its mark", async () => {
  const { runner, untilReady } = await waitingRunner();
  runner.getReady();
  const pid = await untilReady();
  const run = await runToEnd(runner, asking(["a b", "--c=é\n$(id)"]));
  expect(saidBy(run)).toMatchObject({
    isReady: true,
    pid,
    words: ["a b", "--c=é\n$(id)"],
    cwd: process.cwd(),
  });
  expect(saidBy(run).mark).toMatch(/\w{8}/);
  expect(run.record.outcome).toMatchObject({ kind: "exited", code: 0 });
  const next = await runToEnd(runner, asking(["next"]));
  expect(saidBy(next)).toMatchObject({ isReady: false, words: ["next"] });
  expect(saidBy(next).mark).not.toBe(saidBy(run).mark);
});

test("a secret reaches a program that was ready, and stands in nobody's surroundings", async () => {
  const { runner, untilReady } = await waitingRunner();
  runner.getReady();
  const pid = await untilReady();
  const { id } = await runner.start(asking(["stay"], { secrets: { MODELDECK_SECRET_WORD: "open sesame" } }));
  const line = await untilLine(runner, id, "isReady");
  expect(line).not.toContain("open sesame");
  expect(JSON.parse(line).secret).not.toBe("none");
  expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toContain("open sesame");
  await runner.cancel(id);
  expect((await ending(runner, id)).outcome.kind).toBe("cancelled");
  await gone(pid);
});

test("what is ready goes with its console", async () => {
  const { runner, untilReady } = await waitingRunner();
  runner.getReady();
  const pid = await untilReady();
  await runner.close();
  await gone(pid);
});

test.each([
  ["what is ready and not needed goes after a while", {}],
  ["one that hangs before it hears its words goes after a while", { MODELDECK_DEAF: "1" }],
])("%s", async (_, more) => {
  const readyFile = join(await temporaryFolder(), "ready");
  const env = { PATH: process.env.PATH ?? "", MODELDECK_READY_FILE: readyFile, ...more };
  const ahead = { program: program.spawn, cwd: "/", env };
  const keepers = makeKeepers({ keeperPath: builtKeeper, ahead, readyMs: 500 });
  onTestFinished(keepers.close);
  await gone(await untilPidIn(readyFile, keepers.getReady));
});

test("a keeper that is ready ends, with its program, when its console is killed", async () => {
  const readyFile = join(await temporaryFolder(), "ready");
  const keeper = spawn(process.execPath, [builtKeeper], { stdio: ["pipe", "ignore", "ignore"] });
  onTestFinished(() => void keeper.kill("SIGKILL"));
  const env = { PATH: process.env.PATH ?? "", MODELDECK_READY_FILE: readyFile };
  keeper.stdin.write(`${JSON.stringify({ ahead: { program: program.spawn, cwd: "/", env } })}\n{"folder":`);
  const pid = await untilPidIn(readyFile);
  const exited = once(keeper, "exit");
  keeper.stdin.destroy();
  await gone(pid);
  expect(await exited).toEqual([0, null]);
});

test("a program that was ready and was killed is started anew", async () => {
  const { runner, untilReady } = await waitingRunner();
  runner.getReady();
  const pid = await untilReady();
  process.kill(pid, "SIGKILL");
  await gone(pid);
  expect(saidBy(await runToEnd(runner, asking(["once"])))).toMatchObject({ isReady: false, words: ["once"] });
});

test("a program that was replaced since it was made ready is started anew", async () => {
  const path = join(await temporaryFolder(), "program.mjs");
  const install = () => {
    copyFileSync(fixturePath("awaits-words"), `${path}.new`);
    renameSync(`${path}.new`, path);
  };
  install();
  const replaced = { ...program, spawn: [process.execPath, path] };
  const { runner, untilReady } = await waitingRunner({ program: replaced });
  runner.getReady();
  const pid = await untilReady();
  install();
  expect(saidBy(await runToEnd(runner, asking(["anew"])))).toMatchObject({ isReady: false, words: ["anew"] });
  await gone(pid);
});

test("a run of another program lets the ready one go", async () => {
  const { runner, untilReady } = await waitingRunner();
  runner.getReady();
  const pid = await untilReady();
  const other = { argv: ["node", fixturePath("echo-argv")], dialect: "imageworks" as const };
  const { record } = await runToEnd(runner, asking([], other));
  expect(record.outcome).toMatchObject({ kind: "exited" });
  await gone(pid);
});

test("where the program cannot wait, its keeper does", async () => {
  const { runner, home } = await fixtureRunner();
  const ours = () => listProcesses().filter(({ parent }) => parent === process.pid);
  const before = new Set(ours().map(({ pid }) => pid));
  runner.getReady();
  const isNew = ({ pid }: { pid: number }) => !before.has(pid);
  await vi.waitFor(() => expect(ours().some(isNew)).toBe(true));
  const waiting = ours().find(isNew);
  const { id, record } = await runToEnd(runner, requestFor("awaits-words"));
  expect(record.outcome).toMatchObject({ kind: "exited", code: 0 });
  expect(JSON.parse(readFileSync(runFolderOf(home, id).keeper, "utf8")).keeper.pid).toBe(waiting?.pid);
});

test("a program that was ready ends with its run when the keeper is killed", async () => {
  const { runner, home, untilReady } = await waitingRunner();
  runner.getReady();
  const pid = await untilReady();
  const { id } = await runner.start(asking(["stay"]));
  await untilLine(runner, id, "isReady");
  const { keeper, child } = JSON.parse(readFileSync(runFolderOf(home, id).keeper, "utf8"));
  expect(child.pid).toBe(pid);
  process.kill(keeper.pid, "SIGKILL");
  expect((await ending(runner, id)).outcome.kind).toBe("interrupted");
  await gone(pid);
});

test("runs that begin at once get one ready program between them", async () => {
  const { runner, untilReady } = await waitingRunner();
  runner.getReady();
  runner.getReady();
  await untilReady();
  const runs = await Promise.all(["one", "two", "three"].map((word) => runToEnd(runner, asking([word]))));
  expect(runs.map((run) => saidBy(run).words[0])).toEqual(["one", "two", "three"]);
  expect(runs.filter((run) => saidBy(run).isReady)).toHaveLength(1);
  expect(runs.every((run) => linesOf(run.events).length === 1)).toBe(true);
});
