import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";
import type { RunLine } from "#cli-bridge/protocol/run-event.ts";
import type { RunOutcome } from "#cli-bridge/protocol/run-outcome.ts";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { makeRunner, type Runner, type RunnerOptions } from "#cli-bridge/run/make-runner.ts";
import type { StartRequest } from "#cli-bridge/run/start-request.ts";
import { builtKeeper } from "#tests/support/built-keeper.ts";
import { collectEvents } from "#tests/support/collect-events.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}.mjs`, import.meta.url));
}

export const fixtureLimits = { graceMs: 300, drainMs: 300 };
export const nodeProgram = { shown: ["node"], spawn: [process.execPath], dialect: "imageworks" as const };

/** A runner that drives fixtures, in a home of its own, whose runs end with the test. */
export async function fixtureRunner(options: Partial<RunnerOptions> = {}) {
  const home = options.home ?? (await temporaryFolder());
  const limits = { ...fixtureLimits, ...options.limits };
  const keeping = { keeperPath: builtKeeper, program: nodeProgram, env: process.env };
  const runner = makeRunner({ home, ...keeping, ...options, limits });
  onTestFinished(() => endAll(runner));
  return { home, runner };
}

export function requestFor(
  fixture: string,
  args: string[] = [],
  rest: Partial<StartRequest> = {},
): StartRequest {
  const argv = ["node", fixturePath(fixture), ...args];
  return { command: fixture, input: {}, argv, effect: "reads", lane: "reads", ...rest };
}

type Counting = { onTerm?: "stop" | "finish" | "ignore"; total?: number; rest?: Partial<StartRequest> };

/**
 * A run that counts, and counts on from where it stopped. Where no total is named it stands at 10 until it is ended, so
 * that whoever means to interrupt it comes in time on any machine.
 */
export async function pausableRequest({ onTerm = "stop", total, rest }: Counting = {}) {
  const path = join(await temporaryFolder(), "count");
  const args = [path, String(total ?? 50), onTerm, ...(total === undefined ? ["10"] : [])];
  return requestFor("checkpoints", args, {
    ...{ effect: "changes", lane: "downloads", dialect: "modeldeck", pausable: true, ...rest },
  });
}

export async function endAll(runner: Runner): Promise<void> {
  const unended = (await runner.list()).filter(({ state }) => state !== "ended");
  for (const { id } of unended) await runner.cancel(id);
  for (const { id } of unended) await ending(runner, id);
  await runner.close();
}

const lookMs = 500;

/** The record of a run once it has ended. A runner that is closed tells of nothing any more, so it is asked as well. */
export async function ending(runner: Runner, id: string): Promise<RunRecord & { outcome: RunOutcome }> {
  while (true) {
    const ended = Promise.withResolvers<void>();
    const stop = runner.onChange((record) => record.id === id && record.state === "ended" && ended.resolve());
    const record = await runner.get(id);
    if (!record.outcome) await Promise.race([ended.promise, delay(lookMs)]);
    stop();
    if (record.outcome) return { ...record, outcome: record.outcome };
  }
}

export async function runToEnd(runner: Runner, request: StartRequest) {
  const { id } = await runner.start(request);
  const events = await collectEvents(await runner.events(id));
  const record = await ending(runner, id);
  return { id, events, record, lines: linesOf(events) };
}

export function linesOf(events: Awaited<ReturnType<typeof collectEvents>>): RunLine[] {
  return events.flatMap((event) => (event.event === "line" ? [event.data] : []));
}

/** Resolves when a run has printed a line that holds `text`. */
export async function untilLine(runner: Runner, id: string, text: string): Promise<string> {
  const events = await collectEvents(await runner.events(id), (seen) =>
    linesOf([...seen]).some((line) => line.text.includes(text)),
  );
  return linesOf(events).find((line) => line.text.includes(text))?.text ?? "";
}

/** Removes a file that another process may only be about to write. */
export async function removeOnceThere(path: string): Promise<void> {
  await vi.waitFor(() => rm(path), { timeout: 10_000, interval: 5 });
}
