import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished, type TestContext } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** A real disk of so many megabytes, where this machine lets us have one; gone when the test is over. */
export async function mountSmallDisk({ skip }: TestContext, megabytes: number): Promise<string> {
  const disk = join(await temporaryFolder(), "disk");
  await mkdir(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", disk], { stdio: "ignore" });
  } catch {
    skip("only root may mount a small disk");
  }
  onTestFinished(() => {
    execFileSync("umount", ["-l", disk]);
  });
  return disk;
}

/** Takes what is left of a disk. Removing the file that does it gives the room back. */
export async function fillDisk(disk: string): Promise<string> {
  const ballast = join(disk, "ballast");
  await writeFile(ballast, Buffer.alloc(64 * 1024 * 1024), { flag: "wx" }).catch(() => undefined);
  return ballast;
}
