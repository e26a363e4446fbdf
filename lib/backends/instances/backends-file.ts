import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { backendKind } from "#cli-bridge/protocol/backend-answer.ts";
import { ConsoleError } from "#cli-bridge/protocol/console-error.ts";

/** One server in the file. What a later version adds stays. */
export const savedBackend = z.looseObject({
  name: z.string().min(1).max(80),
  kind: backendKind,
  url: z.string().max(2048),
  token: z.string().min(1).max(4096).optional(),
  tags: z.array(z.string().min(1).max(40)).max(16).optional(),
});

export type SavedBackend = z.infer<typeof savedBackend>;

const file = z.looseObject({ backends: z.array(z.unknown()).max(1000) });

export type BackendsFile = z.infer<typeof file>;

export const backendsFileOf = (home: string): string => join(home, "backends.json");

/** What stands in the file; nothing of a text that may hold tokens is ever quoted. */
export async function readBackendsFile(home: string): Promise<BackendsFile> {
  const path = backendsFileOf(home);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return { backends: [] };
    throw new ConsoleError("failed", `${path} cannot be read (${code ?? "unknown"}).`, {
      hint: "See who owns it and what it may be used for.",
      cause: error,
    });
  }
  const read = file.safeParse(toJson(text));
  if (read.success) return read.data;
  throw new ConsoleError("conflict", `${path} is not the list of servers that it should be.`, {
    hint: "Correct the file by hand, or move it away, and try again.",
  });
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
