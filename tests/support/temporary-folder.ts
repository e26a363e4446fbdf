import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of the test's own, removed when the test is over. */
export async function temporaryFolder(name = "modeldeck-"): Promise<string> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), name));
  // The keeper of a run that has ended may still be putting its last file there.
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 }));
  return folder;
}
