import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** What one test file builds for itself and for all others. */
    builtFolder: string;
  }
}

let folder: string;

/** Sources take many times as long to start as what is built and compiled, and tests start some thousand processes. */
export async function setup({ provide }: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "modeldeck-built-"));
  process.env.NODE_COMPILE_CACHE = join(folder, "compiled");
  provide("builtFolder", folder);
}

export const teardown = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
