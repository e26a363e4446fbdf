import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdir, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test, vi } from "vitest";
import { changeRegistry } from "#lib/registry/change-registry.ts";
import { findEntry, loadRegistry } from "#lib/registry/load-registry.ts";
import { withRegistryLock } from "#lib/registry/registry-lock.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { countTogether, startFixture } from "./bundled-fixtures.ts";
import { registryFolder } from "./registry-folder.ts";

async function holderOf(dir: string): Promise<ChildProcess> {
  const child = startFixture("hold", [dir]);
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

/** Each of these waits for processes of its own, on a machine that may have much else to do. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const act = async () => "done";

test("the lock of a process that is gone is recovered, and leaves nothing behind", async () => {
  const dir = await temporaryFolder();
  const holder = await holderOf(dir);
  const ended = once(holder, "exit");
  holder.kill("SIGKILL");
  await ended;
  expect(await readdir(dir)).toEqual(["model_registry.lock"]);
  const all = Array.from({ length: 8 }, () => withRegistryLock(dir, { command: "test" }, act));
  expect(await Promise.all(all)).toEqual(Array(8).fill("done"));
  expect(await readdir(dir)).toEqual([]);
});

test("a lock is never taken from a holder that is stopped, and the refusal says who holds it", async () => {
  const dir = await temporaryFolder();
  const holder = await holderOf(dir);
  holder.kill("SIGSTOP");
  const attempt = withRegistryLock(dir, { command: "test", waitMs: 300 }, act);
  await expect(attempt).rejects.toMatchObject({
    code: "busy",
    message: expect.stringContaining(`process ${holder.pid}`),
  });
  expect(await readdir(dir)).toEqual(["model_registry.lock"]);
  expect((await stat(join(dir, "model_registry.lock"))).mode & 0o777).toBe(0o600);
});

test("a pid that was given to another process does not keep a lock alive", async () => {
  const dir = await temporaryFolder();
  const holder = {
    pid: process.pid,
    startTime: "1",
    host: hostname(),
    token: "00",
    command: "x",
    since: "then",
  };
  await writeFile(join(dir, "model_registry.lock"), JSON.stringify(holder));
  if (process.platform === "linux")
    expect(await withRegistryLock(dir, { command: "test" }, act)).toBe("done");
});

test.each(["", "\0\0\0\0"])(
  "what the end of the machine left of a lock keeps nobody out (%j)",
  async (text) => {
    const dir = await temporaryFolder();
    await writeFile(join(dir, "model_registry.lock"), text);
    const all = Array.from({ length: 8 }, () => withRegistryLock(dir, { command: "test" }, act));
    expect(await Promise.all(all)).toEqual(Array(8).fill("done"));
    expect(await readdir(dir)).toEqual([]);
  },
);

test("a lock that another program wrote is left to its holder", async () => {
  const dir = await temporaryFolder();
  await writeFile(join(dir, "model_registry.lock"), "pid 1");
  const attempt = withRegistryLock(dir, { command: "test", waitMs: 50 }, act);
  await expect(attempt).rejects.toMatchObject({ hint: expect.stringContaining("delete") });
});

test("a holder on another machine counts as alive", async () => {
  const dir = await temporaryFolder();
  const holder = { pid: 1, host: "elsewhere", token: "00", command: "scan", since: "then" };
  await writeFile(join(dir, "model_registry.lock"), JSON.stringify(holder));
  const attempt = withRegistryLock(dir, { command: "test", waitMs: 50 }, act);
  await expect(attempt).rejects.toMatchObject({ code: "busy", message: expect.stringContaining("scan") });
});

test("a claim whose writer was ended before its first byte is swept away, a living process's is not", async () => {
  const dir = await registryFolder();
  const child = startFixture("increment", [dir, "counter", "1"]);
  const [pid] = [child.pid, child.stdout?.resume()];
  await once(child, "exit");
  const claimOf = (maker: unknown) => `model_registry.lock.${hostname()}-${maker}-${"0".repeat(16)}.own`;
  for (const maker of [pid, process.pid]) await writeFile(join(dir, claimOf(maker)), "");
  await changeRegistry(dir, { command: "test", backup: false }, (draft) => draft.removeEntry("counter"));
  expect((await readdir(dir)).filter((name) => name.endsWith(".own"))).toEqual([claimOf(process.pid)]);
});

test("sixteen processes that change the registry ten times each lose no change", async () => {
  expect(await countTogether(16, 10)).toBe(160);
});

test("a writer that is killed fifty times in its saves corrupts nothing and loses nothing it has told", {
  timeout: 300_000,
}, async () => {
  const dir = await registryFolder();
  let told = 0;
  for (let round = 0; round < 50; round += 1) {
    const child = startFixture("increment", [dir, "counter", "100000"]);
    const ended = once(child, "exit");
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    const before = told;
    // Killed at a different moment of a save each time: so many steps of the event loop after a saved change.
    for await (const line of lines) {
      told = before + Number(line);
      if (Number(line) === 1 + (round % 3)) setTimeout(() => child.kill("SIGKILL"), round % 7);
    }
    await ended;
    const registry = await loadRegistry(dir);
    expect(registry.problems).toEqual([]);
    const count = Number(findEntry(registry, "counter")?.raw.count);
    expect(count).toBeGreaterThanOrEqual(told);
    expect(count).toBeLessThanOrEqual(told + 1);
    told = count;
  }
  await changeRegistry(dir, { command: "test", backup: false }, (draft) => draft.removeEntry("counter"));
  expect(
    (await readdir(dir)).filter(
      (name) => !/registry(\.curated|\.discovered)?\.json$|^\.modeldeck-changes$/.test(name),
    ),
  ).toEqual([]);
});
