import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { RunRecord } from "#cli-bridge/protocol/run-record.ts";
import { startTestHub, type TestHub } from "#tests/servers/hub/start-test-hub.ts";
import { killAll } from "#tests/support/kill-all.ts";
import { makeSafetensors } from "#tests/support/make-safetensors.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { type KillableConsole, startConsole } from "./killed-console.ts";

const megabyte = 1024 * 1024;
const slow = { timeout: 60_000, interval: 50 };
const weights = makeSafetensors([["a", "U8", [10 * megabyte]]]);

/** A hub with two models, and a home whose downloads take their time, one after the other. */
async function stage() {
  const home = await temporaryFolder();
  const files = [
    { path: "model.safetensors", content: weights, lfs: true },
    { path: "config.json", content: '{"model_type":"llama"}' },
    { path: "tokenizer.json", content: "{}" },
  ];
  const small = [{ path: "model.safetensors", content: makeSafetensors([["a", "U8", [9]]]), lfs: true }];
  const repos = [
    { name: "acme/big", files },
    { name: "acme/next", files: small },
  ];
  const hub = await startTestHub({ repos });
  onTestFinished(() => hub.close());
  await writeFile(
    join(home, "settings.json"),
    JSON.stringify({ downloadRate: 4_000_000, downloadsAtOnce: 1 }),
  );
  return { home, hub, start: () => startConsole({ home, env: { HF_ENDPOINT: hub.url } }) };
}

const recordOf = async ({ ask }: KillableConsole, id: string): Promise<RunRecord> =>
  (await ask(`/api/runs/${id}`)).json();

async function untilUnderWay(console: KillableConsole, id: string, bytes: number) {
  const far = async () => {
    const { progress } = await recordOf(console, id);
    return progress?.phase === "downloading" ? progress.done : 0;
  };
  await expect.poll(far, slow).toBeGreaterThan(bytes);
}

const post = ({ ask }: KillableConsole, id: string, deed: string) =>
  ask(`/api/runs/${id}/${deed}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });

async function pidsOf(home: string, id: string): Promise<number[]> {
  const { keeper, child } = JSON.parse(await readFile(join(home, "runs", id, "keeper.json"), "utf8"));
  return [keeper.pid, child.pid];
}

/** The record of the last run of a chain, once it has ended. */
async function lastOf(console: KillableConsole, id: string): Promise<RunRecord> {
  const look = async () => {
    const { state, resumedBy } = await recordOf(console, id);
    return state === "ended" ? (resumedBy ?? "the last") : "goes on";
  };
  await expect.poll(look, slow).not.toBe("goes on");
  const { resumedBy, ...record } = await recordOf(console, id);
  return resumedBy === undefined ? record : lastOf(console, resumedBy);
}

/** What came from the hub twice is little. */
async function expectWhole(home: string, hub: TestHub) {
  const path = join(home, "acme", "big", "model.safetensors");
  const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  expect(hash(await readFile(path))).toBe(hash(weights));
  const sent = hub.requests.filter(({ host }) => host === "cdn").reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sent).toBeLessThan(weights.length + 4 * megabyte);
}

test("a queue goes on by itself in its order after all that kept it was killed, once the network is there", async () => {
  const { home, hub, start } = await stage();
  const first = await start();
  const { id } = await first.start("download", { model: "acme/big" });
  await untilUnderWay(first, id, 5 * megabyte);
  const { id: behind } = await first.start("download", { model: "acme/next" });
  const pids = await pidsOf(home, id);
  await first.kill();
  killAll(pids, "SIGKILL");
  await hub.stop();
  const second = await start();
  const waits = async () => {
    const going = (await second.runs()).find(({ resumes }) => resumes === id);
    return going?.outcome ?? going?.progress?.waitsFor;
  };
  await expect.poll(waits, slow).toMatch(/^the hub, since \d\d:\d\d; asked again in \d+ s: nothing answers/);
  expect(await recordOf(second, behind)).toMatchObject({ state: "queued" });
  await hub.start();
  const [going] = (await second.runs()).filter(({ resumes }) => resumes === id);
  expect((await post(second, going?.id ?? "", "try-now")).status).toBe(200);
  const [last, next] = [await lastOf(second, id), await lastOf(second, behind)];
  expect(last).toMatchObject({ resumes: id, outcome: { kind: "exited", code: 0 } });
  expect(next.outcome).toMatchObject({ kind: "exited", code: 0 });
  expect(String(last.endedAt) <= String(next.startedAt)).toBe(true);
  // What came before is not what this run has fetched.
  const { fetchedBytes = 0 } = last.progress ?? {};
  expect([fetchedBytes > megabyte, fetchedBytes < 7 * megabyte]).toEqual([true, true]);
  await expectWhole(home, hub);
  await second.kill();
}, 120_000);

test("a download is paused, keeps its place over a dead console, and is resumed to the last byte", async () => {
  const { home, hub, start } = await stage();
  const first = await start();
  const { id } = await first.start("download", { model: "acme/big" });
  await untilUnderWay(first, id, 4 * megabyte);
  expect((await post(first, id, "pause")).status).toBe(200);
  await first.kill();
  const second = await start();
  const paused = await lastOf(second, id);
  expect(paused).toMatchObject({
    outcome: { kind: "paused", result: { report: { kept: expect.any(Number) } } },
  });
  expect((await post(second, id, "resume")).status).toBe(201);
  expect(await lastOf(second, id)).toMatchObject({ resumes: id, outcome: { kind: "exited", code: 0 } });
  await expectWhole(home, hub);
  await second.kill();
}, 120_000);
