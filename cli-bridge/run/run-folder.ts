import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "#lib/state/ensure-folder.ts";

/** The files of one run. The folder is the truth about it; everything else is an index. */
export type RunFolder = {
  id: string;
  path: string;
  run: string;
  events: string;
  keeper: string;
  cancel: string;
  pause: string;
  sequel: string;
  server: string;
  outcome: string;
};

const attemptsMax = 1_000;

export function runFolderOf(home: string, id: string): RunFolder {
  const path = join(home, "runs", id);
  const file = (name: string) => join(path, name);
  return {
    id,
    path,
    run: file("run.json"),
    events: file("events.sse"),
    keeper: file("keeper.json"),
    cancel: file("cancel"),
    pause: file("pause"),
    sequel: file("sequel.json"),
    server: file("server.json"),
    outcome: file("outcome.json"),
  };
}

/** Ids come from outside as well, so only a plain decimal may ever become part of a path. */
export function isRunId(id: string): boolean {
  return /^[1-9]\d{0,14}$/.test(id);
}

/** Every run id that has a folder, newest first. */
export async function runIdsIn(home: string): Promise<string[]> {
  const names = await readdir(join(home, "runs")).catch(() => []);
  return names.filter(isRunId).sort((a, b) => Number(b) - Number(a));
}

/** Takes the next free id: `mkdir` is the one step that two processes cannot both win. */
export async function makeRunFolder(home: string): Promise<RunFolder> {
  await ensureFolder(join(home, "runs"), 0o700);
  const [newest] = await runIdsIn(home);
  const first = Number(newest ?? 0) + 1;
  for (let id = first; id < first + attemptsMax; id++) {
    const folder = runFolderOf(home, String(id));
    if (await isMade(folder.path)) return folder;
  }
  throw new Error(`No free run id after ${first}.`);
}

async function isMade(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
