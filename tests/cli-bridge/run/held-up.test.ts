import { appendFile, writeFile } from "node:fs/promises";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { watchHeldUp } from "#cli-bridge/run/held-up.ts";
import { createRun } from "#cli-bridge/run/run-file.ts";
import { RunLanes } from "#cli-bridge/run/run-lanes.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

afterEach(() => void vi.useRealTimers());

test("a run whose record cannot be read keeps nobody from seeing that another is held up", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const home = await temporaryFolder();
  const lanes = new RunLanes({ downloads: 2 });
  const make = (command: string) =>
    createRun(home, {
      ...{ command, input: {}, argv: [], shell: "", dialect: "modeldeck", secretNames: [], cwd: "/" },
      ...{ effect: "changes", lane: "downloads" },
    });
  const [damaged, away, other] = [await make("download"), await make("download"), await make("verify")];
  for (const { run } of [damaged, away]) lanes.go(run);
  lanes.wait(other.run);
  await writeFile(damaged.folder.keeper, "{");
  const keeper = { keeper: { pid: 1, startTime: "0", bootId: "" }, startedAt: new Date().toISOString() };
  await writeFile(away.folder.keeper, JSON.stringify(keeper));
  const progress = { phase: "fetching", unit: "files", done: 0, asksAgain: true };
  await appendFile(away.folder.events, `id: 1\nevent: progress\ndata: ${JSON.stringify(progress)}\n\n`);
  const admitted: string[] = [];
  const folders = new Map([damaged, away, other].map(({ folder }) => [folder.id, folder]));
  const heldUp = watchHeldUp({
    lanes,
    folderOf: (id) => folders.get(id),
    onChange: () => admitted.push(...lanes.admit()),
  });
  onTestFinished(heldUp.stop);
  heldUp.watch();
  vi.advanceTimersByTime(2_000);
  await vi.waitFor(() => expect(admitted).toEqual([other.run.id]), { timeout: 10_000 });
});
