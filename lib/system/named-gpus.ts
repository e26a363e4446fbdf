import { readdir, readFile } from "node:fs/promises";
import { platform } from "node:os";
import { join } from "node:path";
import type { GpuReading } from "#cli-bridge/protocol/system-answer.ts";
import { isUnifiedByMake } from "./memory-now.ts";

const limitMs = 10_000;
const intel = "0x8086";

/** GPUs of which only the name and the memory can be had: Intel's, Apple's, and those of Windows. Asked for once. */
export async function readNamedGpus(root = "/"): Promise<GpuReading[]> {
  if (platform() === "linux" && !(await hasIntel(root))) return [];
  const { graphics } = await import("systeminformation");
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), limitMs);
  const told = await Promise.race([graphics().catch(() => undefined), promise]);
  clearTimeout(timer);
  return (told?.controllers ?? []).flatMap(({ model, vendor, vram, vramDynamic }, at) => {
    const maker = makerOf(`${vendor} ${model}`);
    if (maker === "other" && platform() === "linux") return [];
    const shares = isUnifiedByMake() || vramDynamic || !vram;
    const memory = shares ? { sharesMemory: true as const } : { totalBytes: vram * 1024 ** 2 };
    return [{ id: `gpu-${at}`, name: model || "GPU", vendor: maker, ...memory }];
  });
}

function makerOf(words: string): GpuReading["vendor"] {
  const found = /intel|apple|nvidia|amd|radeon/i.exec(words)?.[0].toLowerCase();
  if (found === "radeon") return "amd";
  return found === "intel" || found === "apple" || found === "nvidia" || found === "amd" ? found : "other";
}

async function hasIntel(root: string): Promise<boolean> {
  const base = join(root, "sys/class/drm");
  const cards = (await readdir(base).catch(() => [])).filter((name) => /^card\d+$/.test(name));
  const makers = cards.map((card) => readFile(join(base, card, "device/vendor"), "utf8").catch(() => ""));
  return (await Promise.all(makers)).some((maker) => maker.trim() === intel);
}
