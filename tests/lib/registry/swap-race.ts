import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { type MoveWay, movePath, removeTree } from "#lib/registry/safe-move.ts";
import { isThere } from "#lib/registry/trash.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Moves and deletes below a folder that another process keeps swapping with a link to an outside one. */
export async function raceSwapping(
  rounds: number,
  way: MoveWay = "descriptors",
): Promise<{ done: number; escapes: number }> {
  const base = await temporaryFolder();
  const owner = join(base, "root", "owner");
  const trash = join(base, "root", "trash");
  const outside = join(base, "outside");
  for (const folder of [owner, trash, outside]) await mkdir(folder, { recursive: true });
  await mkdir(join(outside, "model"));
  await writeFile(join(outside, "model", "canary"), "outside");
  const path = fileURLToPath(new URL("../../fixtures/registry-swap.mjs", import.meta.url));
  const attacker = spawn(process.execPath, [path, owner, outside], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => {
    attacker.kill("SIGKILL");
  });
  await once(attacker.stdout, "data");
  const kept = join(trash, "0");
  let done = 0;
  let escapes = 0;
  for (let round = 0; round < rounds; round += 1) {
    await mkdir(join(trash, "new"));
    await writeFile(join(trash, "new", "weights"), "inside");
    await movePath(join(trash, "new"), join(owner, "model"), { way }).catch(() =>
      removeTree(join(trash, "new")),
    );
    // Only what lies in the private trash is ever deleted where there are no paths to descriptors.
    const isMoved = round % 2 === 0 || way === "aside";
    const ending = isMoved ? movePath(join(owner, "model"), kept, { way }) : removeTree(join(owner, "model"));
    done += await ending.then(
      () => 1,
      () => 0,
    );
    if (!(await isThere(join(outside, "model", "canary")))) escapes += 1;
    if (await isThere(join(kept, "canary"))) escapes += 1;
    if (await isThere(kept)) await rm(kept, { recursive: true });
  }
  expect(attacker.exitCode).toBeNull();
  expect(await readFile(join(outside, "model", "canary"), "utf8")).toBe("outside");
  return { done, escapes };
}
