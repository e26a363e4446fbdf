import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, realpath, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { type ListedProcess, listProcesses, processOf } from "#cli-bridge/run/process-listing.ts";
import { makeRegistry, sampleEntry } from "#tests/support/make-registry.ts";
import { addressIn, environmentOf } from "./built-console.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const hugeBytes = 400_000_000_000;

type Started = {
  home: string;
  models: string;
  url: string;
  npm: ChildProcess;
  chain: readonly ListedProcess[];
};

/** `npm start` as a person or a supervisor starts it, in a group of its own, and the programs between it and the console. */
async function startByNpm(): Promise<Started> {
  const home = await mkdtemp(join(await realpath(tmpdir()), "modeldeck-launcher-"));
  const models = join(home, "models");
  await makeRegistry(join(home, "registry"), { entries: 3, modelsFolder: models, hasFiles: true });
  const env = { ...environmentOf(home, models), npm_config_update_notifier: "false" };
  const words = ["start", "--", "--port=0"];
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  const npm = spawn("npm", words, { cwd: root, env, stdio, detached: true });
  const url = await addressIn(npm, once(npm, "close"));
  return { home, models, url, npm, chain: chainFrom(npm.pid) };
}

function chainFrom(pid: number | undefined): ListedProcess[] {
  const listed = listProcesses();
  const chain: ListedProcess[] = [];
  for (let next = listed.find((one) => one.pid === pid); next; ) {
    chain.push(next);
    const { pid: parent } = next;
    next = listed.find((one) => one.parent === parent);
  }
  return chain;
}

/** Those that live still; one that nobody has taken notice of lives no more. */
const aliveOf = (chain: readonly ListedProcess[]) =>
  chain.filter(({ pid, startTime }) => {
    const now = processOf(pid);
    return now !== undefined && !now.isZombie && now.startTime === startTime;
  });

const launcherOf = ({ chain }: Started) => chain.at(-2)?.pid ?? 0;
const npmOf = ({ npm }: Started) => npm.pid ?? 0;

const endings = [
  { how: "npm is told to end", signal: "SIGTERM", whom: npmOf },
  { how: "npm is killed", signal: "SIGKILL", whom: npmOf },
  { how: "what npm started is told to end", signal: "SIGTERM", whom: launcherOf },
  { how: "what npm started is killed", signal: "SIGKILL", whom: launcherOf },
] as const;

for (const { how, signal, whom } of endings) {
  test(`no console is left when ${how}`, async () => {
    const started = await startByNpm();
    const page = await fetch(`${started.url}/api/live`);
    process.kill(whom(started), signal);
    await expect.poll(() => aliveOf(started.chain)).toEqual([]);
    await page.body?.cancel().catch(() => undefined);
    await rm(started.home, { recursive: true, force: true, maxRetries: 3 });
  });
}

test("Ctrl+C at a terminal ends the console, and a run that goes on is left alone", async () => {
  const started = await startByNpm();
  const { name, download_path: folder, download_files: files } = sampleEntry(2, started.models);
  await truncate(join(folder, files[0] ?? ""), hugeBytes);
  const answer = await fetch(`${started.url}/api/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ command: "verify", input: { name, full: true } }),
  });
  const { id } = await answer.json();
  const keeperFile = join(started.home, "runs", id, "keeper.json");
  const childOf = async () => JSON.parse(await readFile(keeperFile, "utf8").catch(() => "{}")).child;
  await expect.poll(childOf).toBeDefined();
  process.kill(-npmOf(started), "SIGINT");
  await expect.poll(() => aliveOf(started.chain)).toEqual([]);
  const child = await childOf();
  expect(aliveOf([child])).toEqual([child]);
  const { keeper } = JSON.parse(await readFile(keeperFile, "utf8"));
  process.kill(child.pid, "SIGKILL");
  await expect.poll(() => aliveOf([keeper])).toEqual([]);
  await rm(started.home, { recursive: true, force: true, maxRetries: 3 });
});
