import { randomBytes } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";
import { effect, lane } from "#cli-bridge/protocol/run-record.ts";
import { makeRunFolder, type RunFolder } from "./run-folder.ts";
import { saveWhole } from "./save-whole.ts";

/** `run.json`: what is fixed about a run from its first moment. It never holds a secret, only the names of some. */
export const runFile = z.object({
  id: z.string(),
  command: z.string(),
  input: z.record(z.string(), z.unknown()),
  dialect: z.enum(["modeldeck", "imageworks"]),
  argv: z.array(z.string()),
  shell: z.string(),
  effect,
  lane,
  cwd: z.string(),
  limitMs: z.number().positive().optional(),
  secretNames: z.array(z.string()),
  /** Marks every process of this run, and of no other run in any other home. */
  marker: z.string(),
  session: z.string().optional(),
  createdAt: z.iso.datetime(),
  planId: z.string().optional(),
  repeats: z.string().optional(),
  pausable: z.literal(true).optional(),
  resumes: z.string().optional(),
  /** How often in a row the runs it goes on from were interrupted without having come any further. */
  interruptions: z.number().int().nonnegative().optional(),
});

export type RunFile = z.infer<typeof runFile>;

/** A run exists from here on: its folder, its empty record, then the file that makes it count. */
export async function createRun(home: string, fixed: Omit<RunFile, "id" | "marker" | "createdAt">) {
  const folder = await makeRunFolder(home).catch((error) => {
    throw notBegun(error, home);
  });
  try {
    return { folder, run: await describeRun(folder, fixed) };
  } catch (error) {
    await rm(folder.path, { recursive: true, force: true });
    throw notBegun(error, home);
  }
}

async function describeRun(
  folder: RunFolder,
  fixed: Omit<RunFile, "id" | "marker" | "createdAt">,
): Promise<RunFile> {
  const marker = `${folder.id}.${randomBytes(8).toString("hex")}`;
  const run: RunFile = { ...fixed, id: folder.id, marker, createdAt: new Date().toISOString() };
  await writeFile(folder.events, "", { flag: "wx", mode: 0o600 });
  await saveWhole(folder.run, JSON.stringify(run));
  return run;
}

function notBegun(error: unknown, home: string): unknown {
  const isFull = error instanceof Error && "code" in error && /^(?:ENOSPC|EDQUOT)$/.test(String(error.code));
  if (!isFull) return error;
  return new ConsoleError("no-space", `Nothing was begun: the disk of ${home} is full.`, {
    hint: "Make room there, and try again.",
    cause: error,
  });
}

/** Nothing when the folder was never finished, or when somebody else has written into it. */
export async function readRun(folder: RunFolder): Promise<RunFile | undefined> {
  const text = await readFile(folder.run, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const read = runFile.safeParse(parsed(text));
  return read.success ? read.data : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
