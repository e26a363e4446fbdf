import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepDiskReserve } from "#lib/hub/transfer/disk-reserve.ts";
import { listPartials } from "#lib/hub/transfer/partials.ts";
import { mountSmallDisk } from "#tests/support/small-disk.ts";
import { openWorkshop } from "./transfer-for-tests.ts";

const mebibyte = 1024 * 1024;

describe("a disk that becomes full", () => {
  it("ends a transfer that nobody watches over, and what has come is kept", async (context) => {
    const disk = await mountSmallDisk(context, 8);
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
    const disk = await mountSmallDisk(context, 8);
    const workshop = await openWorkshop({ bytes: 6 * mebibyte });
    const target = join(disk, "models", "model.gguf");
    const ballast = join(disk, "ballast");
    await writeFile(ballast, Buffer.alloc(5 * mebibyte));
    const gate = keepDiskReserve({ folder: disk, bytesNow: () => mebibyte, lookMs: 10 });
    const reasons = new Set<string | undefined>();
    const fetching = workshop.fetch(
      {
        gate,
        onProgress: ({ waitsFor }) => {
          const reason = waitsFor?.words;
          if (reason?.startsWith("room on the disk") && !reasons.has(reason))
            void rm(ballast, { force: true });
          reasons.add(reason);
        },
      },
      { target },
    );
    expect((await fetching).sha256).toBe(workshop.wanted.sha256);
    expect([...reasons].some((reason) => reason?.startsWith("room on the disk"))).toBe(true);
  });

  it("that is full even for the record of it says so", async (context) => {
    const disk = await mountSmallDisk(context, 8);
    const workshop = await openWorkshop({ bytes: 2 * mebibyte });
    await mkdir(join(disk, "models"));
    await writeFile(join(disk, "ballast"), Buffer.alloc(8 * mebibyte)).catch(() => undefined);
    await expect(workshop.fetch({}, { target: join(disk, "models", "model.gguf") })).rejects.toMatchObject({
      code: "no-space",
    });
  });
});
