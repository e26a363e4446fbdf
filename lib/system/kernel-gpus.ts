import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GpuReading } from "#cli-bridge/protocol/system-answer.ts";

/** A card's own memory is larger; less is a window that an integrated GPU cuts out of the processor's. */
const ownBytesMin = 2 * 1024 ** 3;

/** Cards whose driver tells of them in the file system, as AMD's does; no program is needed. */
export async function readKernelGpus(root = "/"): Promise<GpuReading[]> {
  const base = join(root, "sys/class/drm");
  const names = await readdir(base).catch(() => []);
  const cards = names.filter((name) => /^card\d+$/.test(name)).sort();
  const found = await Promise.all(cards.map((card) => readCard(card, join(base, card, "device"))));
  return found.flatMap((card) => card ?? []);
}

async function readCard(card: string, folder: string): Promise<GpuReading | undefined> {
  const numberIn = makeNumberReader(folder);
  const totalBytes = await numberIn("mem_info_vram_total");
  if (totalBytes === undefined || totalBytes < ownBytesMin) return undefined;
  const sensors = await readdir(join(folder, "hwmon")).catch(() => []);
  const sensor = (name: string) => numberIn(`hwmon/${sensors[0]}/${name}`);
  const [usedBytes = 0, busy, millidegrees, average, input, microwattsMax, hertz, memoryHertz] =
    await Promise.all([
      numberIn("mem_info_vram_used"),
      numberIn("gpu_busy_percent"),
      sensor("temp1_input"),
      sensor("power1_average"),
      sensor("power1_input"),
      sensor("power1_cap"),
      sensor("freq1_input"),
      sensor("freq2_input"),
    ]);
  const product = await readFile(join(folder, "product_name"), "utf8").catch(() => "");
  const watts = average ?? input;
  return {
    ...{ id: card, name: product.trim() || "AMD GPU", vendor: "amd" },
    ...{ totalBytes, usedBytes, freeBytes: Math.max(0, totalBytes - usedBytes) },
    ...(busy !== undefined && { use: Math.min(1, busy / 100) }),
    ...(millidegrees !== undefined && { celsius: millidegrees / 1000 }),
    ...(watts !== undefined && { watts: watts / 1e6 }),
    ...(microwattsMax !== undefined && { wattsMax: microwattsMax / 1e6 }),
    ...(hertz !== undefined && { clockMhz: hertz / 1e6 }),
    ...(memoryHertz !== undefined && { memoryClockMhz: memoryHertz / 1e6 }),
  };
}

const makeNumberReader = (folder: string) => async (name: string) => {
  const value = Number.parseInt(await readFile(join(folder, name), "utf8").catch(() => ""), 10);
  return value >= 0 ? value : undefined;
};
