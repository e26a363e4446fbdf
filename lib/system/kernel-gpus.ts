import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GpuNow } from "#cli-bridge/protocol/machine-now.ts";

/** A card's own memory is larger; less is a window that an integrated GPU cuts out of the processor's. */
const ownBytesMin = 2 * 1024 ** 3;

/** Cards whose driver tells their memory in the file system, as AMD's does; no program is needed. */
export async function readKernelGpus(root = "/"): Promise<GpuNow[]> {
  const base = join(root, "sys/class/drm");
  const names = await readdir(base).catch(() => []);
  const cards = names.filter((name) => /^card\d+$/.test(name)).sort();
  const found = await Promise.all(cards.map((card) => readCard(join(base, card, "device"))));
  return found.flatMap((card) => card ?? []);
}

async function readCard(folder: string): Promise<GpuNow | undefined> {
  const read = (name: string) => readFile(join(folder, name), "utf8").catch(() => "");
  const totalBytes = Number.parseInt(await read("mem_info_vram_total"), 10);
  const usedBytes = Number.parseInt(await read("mem_info_vram_used"), 10);
  if (!(totalBytes >= ownBytesMin)) return undefined;
  const name = (await read("product_name")).trim() || "AMD GPU";
  return { name, totalBytes, freeBytes: Math.max(0, totalBytes - (usedBytes || 0)) };
}
