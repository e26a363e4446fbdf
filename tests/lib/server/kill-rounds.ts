import { setTimeout as delay } from "node:timers/promises";
import { expect, vi } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { fixture, type KillableConsole, startConsole } from "./killed-console.ts";

/** Of each kind one more than its lane is wide, so that some wait when the console is killed. */
const wanted = ["download", "list", "download", "list", "download", "download"] as const;
const lines = Array.from({ length: 8 }, (_, at) => `line ${at + 1}\n`).join("");

/** Kills a console with its runs going and waiting, starts it again, and looks at what became of them. */
export async function killOften(rounds: number): Promise<{ runs: number; slowestMs: number }> {
  const home = await temporaryFolder();
  const program = `${process.execPath} ${fixture("counts-slowly")} 8 20 9`;
  const told = new Set<string>();
  let slowestMs = 0;
  let current = await startConsole({ home, program });
  for (let round = 0; round < rounds; round += 1) {
    const first = Promise.withResolvers<void>();
    const starting = startAll(current, told, first.resolve);
    // The first kill may come before anything was started; the others come so long after something was.
    if (round > 0) await first.promise;
    await delay((round * 67) % 700);
    await current.kill();
    await starting;
    current = await startConsole({ home, program });
    const restarted = performance.now();
    const runs = await vi.waitFor(() => allEnded(current), { timeout: 30_000, interval: 20 });
    slowestMs = Math.max(slowestMs, performance.now() - restarted);
    for (const id of told) expect(runs.map((run) => run.id)).toContain(id);
    for (const run of runs.slice(0, wanted.length)) await expectWhole(current, run);
    expectInTurn(runs.filter(({ lane }) => lane === "downloads").toReversed());
  }
  const runs = (await current.runs()).length;
  await current.kill();
  return { runs, slowestMs };
}

/** Only what was answered counts as told; the kill may come at any moment of this. */
async function startAll(console: KillableConsole, told: Set<string>, onTold: () => void): Promise<void> {
  for (const command of wanted) {
    const input = command === "list" ? {} : { model: "owner/repo" };
    const run = await console.start(command, input).catch(() => undefined);
    if (!run) return;
    told.add(run.id);
    onTold();
  }
}

async function allEnded(console: KillableConsole): Promise<RunRecord[]> {
  const runs = await console.runs();
  expect(runs.filter(({ state }) => state !== "ended")).toEqual([]);
  return runs;
}

async function expectWhole(console: KillableConsole, { id, outcome }: RunRecord): Promise<void> {
  expect(outcome).toMatchObject({ kind: "exited", code: 9 });
  expect(await (await console.ask(`/api/runs/${id}/log`)).text()).toBe(lines);
}

/** Two of this lane go at a time: whoever starts finds at most one of the earlier ones still going. */
function expectInTurn(runs: readonly RunRecord[]): void {
  for (const [place, { startedAt = "" }] of runs.entries()) {
    const before = runs.slice(0, place).filter(({ endedAt = "" }) => endedAt > startedAt);
    expect(before.length).toBeLessThanOrEqual(1);
  }
}
