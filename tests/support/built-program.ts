import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildProgram } from "#scripts/build-cli.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** The program as it is shipped. */
    program: string;
  }
}

let folder: string;

/** Once for all tests: sources take many times as long to start as what is built and compiled. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "modeldeck-built-"));
  await buildProgram(folder);
  process.env.NODE_COMPILE_CACHE = join(folder, "compiled");
  provide("program", join(folder, "modeldeck.mjs"));
}

export const teardown = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
