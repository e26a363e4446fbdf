import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { askProgram } from "#cli-bridge/run/ask-program.ts";
import { followProgram } from "#cli-bridge/run/follow-program.ts";
import { makeGpuReader } from "#lib/system/gpu-reader.ts";
import type { AskProgram } from "#lib/system/program-asking.ts";
import { makeNvidiaSmi, type StandInState } from "#tests/servers/gpu/make-nvidia-smi.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const MiB = 1024 ** 2;
const patience = { timeout: 15_000, interval: 20 };

async function readerOf(state: StandInState) {
  const smi = await makeNvidiaSmi(await temporaryFolder(), state);
  const env = { PATH: [smi.folder, process.env.PATH].join(delimiter) };
  const reader = makeGpuReader({
    ask: (argv, limitMs) => askProgram(argv, { env, limitMs }),
    follow: (argv, following) => followProgram(argv, { env, ...following }),
    root: await temporaryFolder(),
  });
  onTestFinished(() => reader.watch(false, []));
  const asked = async () => (await readFile(join(smi.folder, "asked.log"), "utf8")).trim().split("\n");
  return { ...smi, reader, asked };
}

const programSaying =
  (answers: Record<string, string>): AskProgram =>
  async ([program = ""]) => {
    const text = answers[program];
    return text === undefined ? { problem: "missing" } : { text };
  };

test("3a two GPUs are two, each with its memory, use, temperature, power and who holds it", async () => {
  const { reader } = await readerOf({
    gpus: [
      { total: 143_771, used: 40_000, busy: 93, celsius: 61 },
      { total: 24_564, used: 500, name: "NVIDIA GeForce RTX 4090" },
    ],
    holders: [{ gpu: 0, pid: 4242, mib: 39_500 }],
  });
  const { gpus, holders, notes } = await reader.read();
  expect(gpus).toMatchObject([
    {
      id: "GPU-0",
      name: "NVIDIA H200",
      totalBytes: 143_771 * MiB,
      usedBytes: 40_000 * MiB,
      use: 0.93,
      celsius: 61,
    },
    {
      id: "GPU-1",
      name: "NVIDIA GeForce RTX 4090",
      freeBytes: 24_064 * MiB,
      watts: 75.3,
      wattsMax: 700,
      clockMhz: 1980,
      memoryClockMhz: 2619,
    },
  ]);
  expect(holders).toEqual([{ gpu: "GPU-0", pid: 4242, bytes: 39_500 * MiB }]);
  expect(notes).toEqual([]);
});

test("while it is watched, one program goes on telling and none is started for a look", async () => {
  const state = { gpus: [{ total: 1000, used: 100 }], holders: [{ gpu: 0, pid: 7, mib: 100 }] };
  const { reader, asked, tell } = await readerOf(state);
  reader.watch(true, (await reader.read()).gpus);
  await vi.waitFor(
    async () => expect((await asked()).filter((words) => words.includes("--loop"))).toHaveLength(1),
    patience,
  );
  await tell({ ...state, gpus: [{ total: 1000, used: 900 }] });
  // Who holds memory is asked anew after a while, which a slow machine may come to.
  const looks = async () => (await asked()).filter((words) => words.includes("--query-gpu"));
  // Until it has told for the first time there are looks yet, which see the same.
  await vi.waitFor(async () => {
    const before = (await looks()).length;
    expect((await reader.read()).gpus[0]?.usedBytes).toBe(900 * MiB);
    expect(await looks()).toHaveLength(before);
  }, patience);
  const before = (await looks()).length;
  for (let look = 0; look < 5; look += 1) await reader.read();
  expect(await looks()).toHaveLength(before);
});

test("a driver that hangs costs one look its patience, is told of, and is then left alone", async () => {
  const { reader, asked } = await readerOf({ gpus: [], hangs: true });
  expect((await reader.read()).notes).toEqual([
    "nvidia-smi did not answer in time, so GPUs are not counted.",
  ]);
  expect((await reader.read()).notes).toHaveLength(1);
  expect(await asked()).toHaveLength(1);
});

test("a driver that fails to tell who holds memory goes on being asked for its GPUs", async () => {
  const gpu = "0, GPU-0, NVIDIA H200, 1000, 100, 900, 7, 40, 75.30, 700.00, 1980, 2619, 580.95.05";
  const ask: AskProgram = async ([program, query]) => {
    if (program !== "nvidia-smi") return { problem: "missing" };
    return query?.startsWith("--query-gpu") ? { text: gpu } : { problem: "failed" };
  };
  const reader = makeGpuReader({ ask, root: await temporaryFolder() });
  for (let look = 0; look < 3; look += 1) expect((await reader.read()).gpus).toHaveLength(1);
});

test.each([
  [
    "what a driver does not tell stays unsaid",
    "0, GPU-1, Tesla, 16384, 1, 16383, [N/A], [Not Supported], [N/A], [N/A], [N/A], 877, 550.1",
    { use: undefined, celsius: undefined, watts: undefined, clockMhz: undefined, memoryClockMhz: 877 },
  ],
  [
    "a comma for a point is a number",
    "0, GPU-1, Tesla, 16384, 1, 16383, 3, 44, 45,12, 300,00, 1980, 877, 550.1",
    { watts: 45.12, wattsMax: 300 },
  ],
  [
    "a GPU that is cut into slices keeps its memory",
    "0, GPU-1, NVIDIA A100, 40960, 20000, 20960, [N/A], 33, 55.0, 400.0, 1980, 877, 550.1",
    { totalBytes: 40_960 * MiB, use: undefined },
  ],
])("%s", async (_, line, told) => {
  const ask = programSaying({ "nvidia-smi": `Some warning of the driver\n${line}\n` });
  const { gpus } = await makeGpuReader({ ask, root: await temporaryFolder() }).read();
  expect(gpus).toHaveLength(1);
  expect(gpus[0]).toMatchObject(
    Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
  );
  for (const [name, value] of Object.entries(told))
    if (value === undefined) expect(gpus[0]).not.toHaveProperty(name);
});

test("AMD's newer program is understood, with a warning before it and whatever it wraps the list in", async () => {
  const rows = [
    {
      gpu: 1,
      usage: { gfx_activity: { value: 73, unit: "%" } },
      power: { socket_power: "N/A" },
      temperature: { edge: "N/A", hotspot: { value: 61, unit: "C" } },
      clock: { gfx_0: { clk: { value: 132, unit: "MHz" } }, mem_0: { clk: "N/A" } },
      mem_usage: { total_vram: { value: 1000, unit: "MB" }, used_vram: { value: 250, unit: "MB" } },
    },
  ];
  const gpu = {
    id: "amd-1",
    name: "AMD GPU",
    vendor: "amd",
    totalBytes: 1000 * MiB,
    usedBytes: 250 * MiB,
    freeBytes: 750 * MiB,
    use: 0.73,
    celsius: 61,
    clockMhz: 132,
  };
  for (const told of [rows, { gpu_data: rows }]) {
    const ask = programSaying({ "amd-smi": `WARNING: not in render group\n${JSON.stringify(told)}` });
    expect((await makeGpuReader({ ask, root: await temporaryFolder() }).read()).gpus).toEqual([gpu]);
  }
});

test("AMD's older program is understood", async () => {
  const card0 = {
    "Card series": "Radeon RX 7900 XTX",
    "VRAM Total Memory (B)": "25753026560",
    "VRAM Total Used Memory (B)": "12000000000",
    "GPU use (%)": "88",
    "Temperature (Sensor junction) (C)": "72.0",
    "Average Graphics Package Power (W)": "210.0",
    "sclk clock speed:": "(2304Mhz)",
    "sclk clock level:": "1",
  };
  const ask = programSaying({ "rocm-smi": JSON.stringify({ card0, system: { "Driver version": "6.7.0" } }) });
  expect((await makeGpuReader({ ask, root: await temporaryFolder() }).read()).gpus).toMatchObject([
    {
      name: "Radeon RX 7900 XTX",
      totalBytes: 25_753_026_560,
      usedBytes: 12e9,
      use: 0.88,
      celsius: 72,
      watts: 210,
      clockMhz: 2304,
    },
  ]);
});

test("what AMD's kernel driver tells in files needs no program", async () => {
  const root = await temporaryFolder();
  const device = join(root, "sys/class/drm/card1/device");
  await mkdir(join(device, "hwmon/hwmon3"), { recursive: true });
  const files = {
    mem_info_vram_total: 16 * 1024 * MiB,
    mem_info_vram_used: 1024 * MiB,
    gpu_busy_percent: 42,
    "hwmon/hwmon3/temp1_input": 55_000,
    "hwmon/hwmon3/power1_average": 120_000_000,
    "hwmon/hwmon3/freq1_input": 1_500_000_000,
  };
  for (const [name, value] of Object.entries(files)) await writeFile(join(device, name), `${value}\n`);
  const { gpus } = await makeGpuReader({ ask: programSaying({}), root }).read();
  expect(gpus).toMatchObject([
    { id: "card1", vendor: "amd", use: 0.42, celsius: 55, watts: 120, clockMhz: 1500 },
  ]);
});

test.each(["[]", "null", "{", '{"gpu_data":[{"gpu":"x"}]}', '{"card0":3}'])(
  "%s of a program is no GPU",
  async (text) => {
    const ask = programSaying({ "amd-smi": text, "rocm-smi": text });
    expect((await makeGpuReader({ ask, root: await temporaryFolder() }).read()).gpus).toEqual([]);
  },
);
