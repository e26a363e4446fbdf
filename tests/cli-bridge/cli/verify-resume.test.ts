import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { entryAt, makePlace, program, saveEntries } from "./modeldeck.ts";

const filesWanted = 12;
const bytesEach = 24 * 1024 * 1024;

/** How many hashes are kept already. */
function keptIn(path: string): number {
  if (!existsSync(path)) return 0;
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return Number(db.prepare("SELECT count(*) AS kept FROM hashes").get()?.kept ?? 0);
  } catch {
    return 0;
  } finally {
    db.close();
  }
}

test("a check that is killed goes on from the files that it had finished", { timeout: 60_000 }, async () => {
  const { root, registry, env, folder, json } = await makePlace();
  const model = join(root, "large");
  await mkdir(model);
  for (let index = 0; index < filesWanted; index += 1) {
    const path = join(model, `part-${index}.gguf`);
    await writeFile(path, "");
    await truncate(path, bytesEach + index);
    await utimes(path, 1_700_000_000, 1_700_000_000);
  }
  await saveEntries(registry, [entryAt("large", model, { download_size_bytes: null })]);
  const hashes = join(folder, "home", "hashes.db");
  const child = spawn(process.execPath, [program, "verify", "--full"], { env, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await expect.poll(() => keptIn(hashes), { interval: 5, timeout: 30_000 }).toBeGreaterThan(0);
  child.kill("SIGKILL");
  await ended;
  const kept = keptIn(hashes);
  const said = await json("verify", "--full");
  expect(said).toMatchObject({ filesRemembered: kept, filesRead: filesWanted - kept, invalid: 0 });
});
