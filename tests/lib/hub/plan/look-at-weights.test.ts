import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { downloadPlan } from "#cli-bridge/protocol/download-plan.ts";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";
import type { Hub } from "#lib/hub/hub.ts";
import { type DownloadWanted, downloadPlanOf } from "#lib/hub/plan/download-plan.ts";
import type { Look } from "#lib/hub/plan/look-at-weights.ts";
import type { HubFault, HubRepo } from "#tests/servers/hub/start-test-hub.ts";
import { makeGguf } from "#tests/support/make-gguf.ts";
import { makeFolder } from "#tests/support/make-model.ts";
import { makeVocabularyHeader, safetensorsRepo } from "#tests/support/make-repositories.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { hubWith } from "../hub-for-tests.ts";

const megabyte = 1_000_000;
const machine: MachineNow = {
  at: "2026-11-21T08:00:00.000Z",
  memory: { totalBytes: 32e9, freeBytes: 24e9 },
  gpus: [{ name: "Card", totalBytes: 12e9, freeBytes: 11e9 }],
  ...{ unified: false, notes: [] },
};
const always = { times: Number.POSITIVE_INFINITY };
const sound = makeVocabularyHeader(2000);
const huge = makeGguf({ tensors: [{ name: "a", dims: [64 * megabyte], type: 0 }], headerOnly: true });
const weights = (path: string, head: Buffer, megabytes = 20) => ({ path, head, bytes: megabytes * megabyte });

const gguf = (...files: NonNullable<HubRepo["files"]>): HubRepo => ({ name: "acme/GGUF", files });

type Planning = DownloadWanted & Look & { fault: HubFault; untilRead: (path: string) => Promise<void> };

async function plan(
  repo: HubRepo,
  { fault, limitMs, readMachine = async () => machine, untilRead, ...more }: Partial<Planning> = {},
) {
  const { server, hub: opened } = await hubWith({ repos: [repo] });
  const text: Hub["text"] = async (...asked) => {
    await untilRead?.(asked[2]);
    return opened.text(...asked);
  };
  const hub = { ...opened, text };
  if (fault) server.fault(fault);
  const root = await temporaryFolder();
  const wanted = {
    ...{ model: repo.name, revision: undefined, formats: [], weights: [], files: [], supportRepo: undefined },
    ...{ includeOptional: true, includeLargeOptional: false, force: false, acceptCode: false },
    ...{ layout: "roots" as const, location: root },
    ...more,
  };
  const places = { roots: [root], reserveOf: () => 0 };
  const look = { readMachine, ...(limitMs !== undefined && { limitMs }) };
  const again = async () =>
    downloadPlan.parse(JSON.parse(JSON.stringify(await downloadPlanOf(hub, wanted, { places, look }))));
  const seen = () => server.requests.filter(({ host }) => host === "cdn");
  return { plan: await again(), again, seen };
}

it.each([
  ["is none", Buffer.from("GARBAGE!".repeat(10)), /"b-Q8_0\.gguf" is not a valid GGUF file/],
  ["asks for more than the file has", huge, /The header of "b-Q8_0\.gguf" contradicts the file/],
])("a file whose header %s stands in the way before it is fetched", async (_, head, why) => {
  const repo = gguf(weights("a-Q4_K_M.gguf", sound), weights("b-Q8_0.gguf", head, 40));
  const { plan: all } = await plan(repo);
  expect(all.blocked).toMatchObject([{ what: "acme/GGUF", why: expect.stringMatching(why) }]);
  expect(all.blocked[0]?.hint).toContain("--weights");
  const { plan: other } = await plan(repo, { weights: ["Q4_K_M"] });
  expect(other.blocked).toEqual([]);
});

it("a look costs one question and a megabyte for each file, and only for the first of its shards", async () => {
  const repo = gguf(
    weights("a-Q4_K_M.gguf", makeVocabularyHeader()),
    ...[1, 2].map((part) => weights(`b-Q8_0-0000${part}-of-00002.gguf`, sound)),
    weights("c-Q2_K.gguf", Buffer.from("GARBAGE!"), 2),
  );
  const { plan: told, seen } = await plan(repo);
  expect(seen().map(({ range, path }) => [path.includes("00002-of"), range])).toEqual([
    [false, "bytes=0-1048575"],
    [false, "bytes=0-1048575"],
  ]);
  expect(told.blocked).toEqual([]);
});

it("whether it fits is told by the header, or by config.json where that tells more", async () => {
  const { plan: told } = await plan(gguf(weights("a-Q4_K_M.gguf", sound), weights("b-Q8_0.gguf", sound, 40)));
  expect(told.variants.map(({ name, fit }) => [name, fit?.class, fit?.confidence])).toEqual([
    ["a-Q4_K_M", "fits-gpu", "high"],
    ["b-Q8_0", "fits-gpu", "high"],
  ]);
  const { plan: other } = await plan(safetensorsRepo());
  expect(other.variants[0]?.fit).toMatchObject({ class: "fits-gpu", engine: "vllm" });
});

it.each<HubFault>([
  { kind: "stall", at: "cdn", ...always },
  { kind: "status", status: 500, at: "cdn", ...always },
  { kind: "server-error", at: "hub", path: "/resolve/", ...always },
])("a hub that does not tell in time, as with $kind, is done without", async (fault) => {
  const { plan: told } = await plan(gguf(weights("a-Q4_K_M.gguf", sound)), { fault, limitMs: 500 });
  expect(told).toMatchObject({ blocked: [], warnings: [] });
  expect(told.variants[0]?.fit).toBeUndefined();
});

it("a machine that is slow to tell is asked for no longer than it is waited for", async () => {
  const readMachine = (signal: AbortSignal) =>
    new Promise<MachineNow>((resolve) => {
      signal.addEventListener("abort", () => resolve({ ...machine, gpus: [] }));
    });
  const { plan: told } = await plan(gguf(weights("a-Q4_K_M.gguf", sound)), { readMachine, limitMs: 300 });
  expect(told.variants).toMatchObject([{ name: "a-Q4_K_M" }]);
  expect(told.variants[0]?.fit).toBeUndefined();
});

it("a machine that is slow to tell is asked while the configurations are read", async () => {
  const { promise: isAsked, resolve } = Promise.withResolvers<void>();
  const { plan: told } = await plan(safetensorsRepo(), {
    untilRead: async (path) => (path === "config.json" ? undefined : isAsked),
    readMachine: async () => {
      resolve();
      return machine;
    },
  });
  expect(told.variants[0]?.fit).toMatchObject({ class: "fits-gpu" });
});

it("whoever asks of the machine is told to stop where the plan cannot be made", async () => {
  const { promise: isStopped, resolve } = Promise.withResolvers<void>();
  const refused = plan(safetensorsRepo(), {
    untilRead: async (path) => {
      if (path !== "config.json") throw new Error("refused");
    },
    readMachine: async (signal) => {
      signal.addEventListener("abort", () => resolve(), { once: true });
      await isStopped;
      return machine;
    },
  });
  await expect(refused).rejects.toThrow("refused");
  await isStopped;
});

it("what is here already is not looked at, and nobody is asked whether it fits", async () => {
  const repo = gguf(weights("a-Q4_K_M.gguf", sound));
  let asked = 0;
  const readMachine = async () => {
    asked += 1;
    return machine;
  };
  const { plan: told, again, seen } = await plan(repo, { readMachine });
  const before = seen().length;
  await makeFolder(told.folder, { "a-Q4_K_M.gguf": "" });
  await truncate(join(told.folder, "a-Q4_K_M.gguf"), 20 * megabyte);
  expect((await again()).files[0]).toMatchObject({ state: "check" });
  expect([seen().length, asked]).toEqual([before, 1]);
});
