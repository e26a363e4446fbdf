import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { machineReading } from "#cli-bridge/protocol/system-answer.ts";
import { makeMachineSampler } from "#lib/system/machine-sampler.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const card = (name: string, received: number, sent: number) =>
  `${name}: ${received} 9 0 0 0 0 0 0 ${sent} 9 0 0 0 0 0 0`;

async function machineWith(files: Record<string, string>, roots: readonly string[] = []) {
  const root = await temporaryFolder();
  const write = async (more: Record<string, string>) => {
    for (const [path, text] of Object.entries(more)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  };
  await write({ "proc/meminfo": "MemTotal: 1000 kB\nMemAvailable: 250 kB\n", ...files });
  const sampler = makeMachineSampler({
    ask: async () => ({ problem: "missing" }),
    root,
    roots: async () => roots,
  });
  return { root, write, sampler };
}

const ticks = (...cores: string[]) =>
  ["cpu  0 0 0 0", ...cores.map((core, at) => `cpu${at} ${core}`), "intr 1"].join("\n");

test("3a each core is told by how busy it was since the look before; the first has nothing to go by", async () => {
  const { sampler, write } = await machineWith({
    "proc/stat": ticks("10 0 10 80 0 0 0 0", "0 0 0 100 0 0 0 0"),
  });
  const { holders, ...first } = await sampler.sample();
  expect(holders).toEqual([]);
  expect(machineReading.parse(first).cpu).toMatchObject({ cores: [] });
  expect(first.cpu).not.toHaveProperty("use");
  await write({ "proc/stat": ticks("60 0 10 130 0 0 0 0", "0 0 0 160 40 0 0 0") });
  expect((await sampler.sample()).cpu).toMatchObject({ use: 0.25, cores: [0.5, 0] });
});

test("a core that goes away or comes begins anew", async () => {
  const { sampler, write } = await machineWith({ "proc/stat": ticks("10 0 10 80", "0 0 0 100") });
  await sampler.sample();
  await write({ "proc/stat": ticks("90 0 10 80") });
  expect((await sampler.sample()).cpu.cores).toEqual([]);
});

test("the network is counted at its cards, so that bridges and tunnels do not count twice", async () => {
  const dev = (bytes: number) =>
    [
      "Inter-|",
      " face |",
      card("lo", 9e9, 9e9),
      card("eth0", bytes, bytes * 2),
      card("docker0", 9e9, 9e9),
    ].join("\n");
  const { sampler, write } = await machineWith({
    "proc/net/dev": dev(0),
    "sys/class/net/eth0/device/x": "",
    "sys/class/net/docker0/x": "",
  });
  expect(await sampler.sample()).not.toHaveProperty("network");
  await write({ "proc/net/dev": dev(1_000_000) });
  const { network } = await sampler.sample();
  expect(network?.inPerSecond).toBeGreaterThan(0);
  expect(network?.outPerSecond).toBe((network?.inPerSecond ?? 0) * 2);
});

test("roots on one disk are one disk, and one that is not there is left out", async () => {
  const [one, other] = [await temporaryFolder(), await temporaryFolder()];
  const { sampler } = await machineWith({}, [one, other, "/nowhere/at/all"]);
  const { disks } = await sampler.sample();
  expect(disks.map(({ paths }) => paths)).toEqual([[one, other]]);
  expect(disks[0]?.totalBytes).toBeGreaterThan(disks[0]?.freeBytes ?? 0);
});

test("a root that is added while it looks is told with its disk", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const roots: string[] = [];
  const { sampler } = await machineWith({}, roots);
  expect((await sampler.sample()).disks).toEqual([]);
  roots.push(await temporaryFolder());
  vi.advanceTimersByTime(11_000);
  expect((await sampler.sample()).disks).toMatchObject([{ paths: roots }]);
});

test("whoever asks while a look goes on is told the same", async () => {
  const { sampler } = await machineWith({});
  const [one, other] = await Promise.all([sampler.sample(), sampler.sample()]);
  expect(one).toBe(other);
});
