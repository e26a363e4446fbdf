import { mkdir, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openPace } from "#lib/hub/transfer/pace.ts";
import { listPartials, removePartial } from "#lib/hub/transfer/partials.ts";
import { openWorkshop, repo, type Workshop } from "./transfer-for-tests.ts";

const bytes = 20_000_000;

/** Runs until some of the file is there, and does something in that moment. */
async function interrupt(workshop: Workshop, act: () => Promise<void> = async () => undefined) {
  const stop = new AbortController();
  const reached = Promise.withResolvers<void>();
  const fetching = workshop.fetch({
    signal: stop.signal,
    pace: openPace(() => 16_000_000),
    onProgress: ({ done }) => done > 2_000_000 && reached.resolve(),
  });
  fetching.catch(() => undefined);
  await reached.promise;
  await act();
  stop.abort(new Error("paused"));
  await expect(fetching).rejects.toThrow("paused");
}

describe("files that were begun", () => {
  it("are listed with what they are and how far they are", async () => {
    const workshop = await openWorkshop({ bytes });
    const folder = dirname(workshop.target);
    await interrupt(workshop, async () => {
      expect(await listPartials([folder])).toMatchObject([{ isInUse: true }]);
    });
    const [partial] = await listPartials([folder, folder, join(folder, "nowhere")]);
    expect(partial).toMatchObject({
      ...{ target: workshop.target, bytes, isDamaged: false, isInUse: false },
      origin: { repo, path: "model.gguf" },
    });
    expect(partial?.done).toBeGreaterThan(2_000_000);
    expect(partial?.diskBytes).toBeGreaterThan(2_000_000);
  });

  it("are removed with all that belongs to them, but not while somebody fetches them", async () => {
    const workshop = await openWorkshop({ bytes });
    const folder = dirname(workshop.target);
    await interrupt(workshop, async () => {
      const [partial] = await listPartials([folder]);
      await expect(removePartial(partial?.path ?? "")).rejects.toMatchObject({ code: "busy" });
    });
    const [partial] = await listPartials([folder]);
    await removePartial(partial?.path ?? "");
    expect(await readdir(folder)).toEqual([]);
  });

  it("and came damaged are listed as such, and removed alone", async () => {
    const workshop = await openWorkshop({ bytes: 2_000_000 });
    workshop.hub.fault({ kind: "wrong-bytes", at: "cdn", times: 10 });
    await expect(workshop.fetch()).rejects.toThrow("came damaged twice");
    const folder = dirname(workshop.target);
    const [damaged, ...others] = await listPartials([folder]);
    expect(others).toEqual([]);
    expect(damaged).toMatchObject({ isDamaged: true, target: workshop.target, done: 2_000_000 });
    await removePartial(damaged?.path ?? "");
    expect(await readdir(folder)).toEqual([]);
  });

  it("are found without their record, and nothing else ever is", async () => {
    const workshop = await openWorkshop({ bytes });
    const folder = dirname(workshop.target);
    await interrupt(workshop);
    const [partial] = await listPartials([folder]);
    await rm((partial?.path ?? "").replace(/part$/, "json"));
    await writeFile(join(folder, ".modeldeck", "notes.txt"), "mine");
    expect(await listPartials([folder])).toMatchObject([{ path: partial?.path, target: undefined, done: 0 }]);
    for (const path of [join(folder, ".modeldeck", "notes.txt"), workshop.target, "/etc/hostname"]) {
      await expect(removePartial(path)).rejects.toMatchObject({ code: "not-allowed" });
    }
  });

  it("are looked for while another download into the same folder takes its empty one away", async () => {
    const workshop = await openWorkshop({ bytes: 1000 });
    const folder = dirname(workshop.target);
    const own = join(folder, ".modeldeck");
    let isOver = false;
    const comeAndGo = async () => {
      while (!isOver) {
        await mkdir(own, { recursive: true });
        await rmdir(own);
      }
    };
    const coming = comeAndGo();
    onTestFinished(() => {
      isOver = true;
      return coming;
    });
    for (let looks = 0; looks < 1000; looks += 1) expect(await listPartials([folder])).toEqual([]);
  });

  it("are not looked for where the folder is a file", async () => {
    const workshop = await openWorkshop({ bytes: 1000 });
    await mkdir(dirname(workshop.target));
    await writeFile(join(dirname(workshop.target), ".modeldeck"), "mine");
    expect(await listPartials([dirname(workshop.target)])).toEqual([]);
    await expect(workshop.fetch()).rejects.toMatchObject({ code: "not-permitted" });
  });
});
