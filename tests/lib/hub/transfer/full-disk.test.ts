import { execFileSync } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, type TestContext } from "vitest";
import { keepDiskReserve } from "#lib/hub/transfer/disk-reserve.ts";
import { listPartials } from "#lib/hub/transfer/partials.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

const mebibyte = 1024 * 1024;

/** A disk of 8 MiB, where this machine lets us have one. */
async function mountSmallDisk({ skip }: TestContext): Promise<string> {
  const disk = join(await temporaryFolder(), "disk");
  await mkdir(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], { stdio: "ignore" });
  } catch {
    skip("only root may mount a small disk");
  }
  onTestFinished(() => {
    execFileSync("umount", ["-l", disk]);
  });
  return disk;
}

describe("a disk that becomes full", () => {
  it("ends a transfer that nobody watches over, and what has come is kept", async (context) => {
    const disk = await mountSmallDisk(context);
    const workshop = await openWorkshop({ bytes: 12 * mebibyte });
    const target = join(disk, "models", "model.gguf");
    await writeFile(join(disk, "ballast"), Buffer.alloc(3 * mebibyte));
    await expect(workshop.fetch({}, { target })).rejects.toMatchObject({
      code: "no-space",
      message: expect.stringContaining("the disk is full"),
    });
    const [partial] = await listPartials([join(disk, "models")]);
    expect(partial).toMatchObject({ target, bytes: 12 * mebibyte, isInUse: false });
    expect(partial?.done).toBeGreaterThan(2 * mebibyte);
  });

  it("is waited for, and the transfer goes on when there is room again", async (context) => {
    const disk = await mountSmallDisk(context);
    const workshop = await openWorkshop({ bytes: 6 * mebibyte });
    const target = join(disk, "models", "model.gguf");
    const ballast = join(disk, "ballast");
    await writeFile(ballast, Buffer.alloc(5 * mebibyte));
    const gate = keepDiskReserve({ folder: disk, bytes: mebibyte, lookMs: 10 });
    const reasons = new Set<string | undefined>();
    const fetching = workshop.fetch(
      {
        gate,
        onProgress: ({ waitsFor }) => {
          if (waitsFor?.startsWith("room on the disk") && !reasons.has(waitsFor))
            void rm(ballast, { force: true });
          reasons.add(waitsFor);
        },
      },
      { target },
    );
    expect((await fetching).sha256).toBe(workshop.wanted.sha256);
    expect([...reasons].some((reason) => reason?.startsWith("room on the disk"))).toBe(true);
  });

  it("that is full even for the record of it says so", async (context) => {
    const disk = await mountSmallDisk(context);
    const workshop = await openWorkshop({ bytes: 2 * mebibyte });
    await mkdir(join(disk, "models"));
    await writeFile(join(disk, "ballast"), Buffer.alloc(8 * mebibyte)).catch(() => undefined);
    await expect(workshop.fetch({}, { target: join(disk, "models", "model.gguf") })).rejects.toMatchObject({
      code: "no-space",
    });
  });
});
