import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { makeRunner, type Runner } from "#cli-bridge/run/make-runner.ts";
import { endAll, fixturePath } from "#tests/cli-bridge/run/fixture-runner.ts";
import { makePlace, type Place, program } from "./modeldeck.ts";

const servers = ["vllm", "lmdeploy", "llama-server", "ollama"] as const;

/** A place whose PATH knows servers of models that are none. */
export async function managedPlace(entries: readonly object[] = []): Promise<Place> {
  const place = await makePlace(entries);
  const bin = join(place.folder, "bin");
  await mkdir(bin);
  const fixtures = { lms: "lms", ...Object.fromEntries(servers.map((name) => [name, "model-server"])) };
  for (const [name, fixture] of Object.entries(fixtures)) {
    const path = join(bin, name);
    await writeFile(path, `#!${process.execPath}\nawait import(${JSON.stringify(fixturePath(fixture))});\n`);
    await chmod(path, 0o755);
  }
  place.env.PATH = `${bin}:${place.env.PATH}`;
  return place;
}

/** A runner that drives the real program in that place. */
export function runnerAt(place: Place, limits = {}): Runner {
  const home = join(place.folder, "home");
  const spawn = [process.execPath, program];
  const runner = makeRunner({
    ...{ home, env: place.env, program: { shown: ["modeldeck"], spawn, dialect: "modeldeck" } },
    limits: { graceMs: 2_000, drainMs: 300, ...limits },
  });
  onTestFinished(() => endAll(runner));
  return runner;
}

export async function startServerRun(runner: Runner, ...words: string[]): Promise<RunRecord> {
  const argv = ["modeldeck", "backend-start", ...words];
  return runner.start({ command: "backend-start", input: {}, argv, effect: "changes", lane: "servers" });
}

/** The record of a run as soon as its server stands so. */
export async function untilStanding(
  runner: Runner,
  id: string,
  stands: (record: RunRecord) => boolean,
): Promise<RunRecord> {
  const events = await runner.events(id);
  for await (const _ of events) {
    const record = await runner.get(id);
    if (record.state === "ended" || stands(record)) return record;
  }
  return runner.get(id);
}

export const isReadyNow = ({ server }: RunRecord): boolean => server?.phase === "ready";
