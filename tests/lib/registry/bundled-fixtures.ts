import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { registryFolder } from "./registry-folder.ts";

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
let bundled: string;

/** Many processes are started here, and one file each starts in a fraction of the time that the sources take. */
beforeAll(async () => {
  bundled = await mkdtemp(join(tmpdir(), "modeldeck-"));
  const input = ["hold", "increment"].map((name) => join(fixtures, `registry-${name}.mjs`));
  const made = await rolldown({ input, platform: "node" });
  await made.write({ dir: bundled, format: "esm", entryFileNames: "[name].mjs" });
  await made.close();
});

afterAll(() => rm(bundled, { recursive: true, force: true }));

export function startFixture(name: "hold" | "increment", words: string[]): ChildProcess {
  const child = spawn(process.execPath, [join(bundled, `registry-${name}.mjs`), ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

/** How far that many processes have counted in one registry, each so often, once all of them have ended well. */
export async function countTogether(processes: number, times: number): Promise<unknown> {
  const dir = await registryFolder();
  const words = [dir, "shared", String(times)];
  const children = Array.from({ length: processes }, () => startFixture("increment", words));
  for (const child of children) child.stdout?.resume();
  const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0]));
  expect(codes).toEqual(Array(processes).fill(0));
  return findEntry(await loadRegistry(dir), "shared")?.raw.count;
}
