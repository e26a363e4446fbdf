import { readFile } from "node:fs/promises";
import { arch, freemem, platform, totalmem } from "node:os";
import { join } from "node:path";
import type { MachineNow } from "#cli-bridge/protocol/machine-now.ts";

type Memory = MachineNow["memory"];
type Room = { totalBytes: number; freeBytes: number };

/** Whether processor and GPU share one memory by the machine's making. */
export const isUnifiedByMake = (): boolean => platform() === "darwin" && arch() === "arm64";

/** How much memory there is and how much of it a new program could have. `root` is `/` but in tests. */
export async function readMemory(root = "/"): Promise<{ memory: Memory; swap: Room }> {
  const text = await readFile(join(root, "proc/meminfo"), "utf8").catch(() => undefined);
  if (text === undefined) return askSystem();
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text)?.[1]) * 1024;
  const totalBytes = of("MemTotal") || totalmem();
  const freeBytes = of("MemAvailable") || of("MemFree") || freemem();
  const swap = { totalBytes: of("SwapTotal") || 0, freeBytes: of("SwapFree") || 0 };
  return { memory: await withLimits({ totalBytes, freeBytes }, root), swap };
}

/** macOS counts as used what it would give at once, so its own program is asked what is really free. */
async function askSystem(): Promise<{ memory: Memory; swap: Room }> {
  const usual = { totalBytes: totalmem(), freeBytes: freemem() };
  if (platform() !== "darwin") return { memory: usual, swap: { totalBytes: 0, freeBytes: 0 } };
  const { mem } = await import("systeminformation");
  const { available, swaptotal, swapfree } = await mem();
  const memory = { ...usual, freeBytes: available > 0 ? available : usual.freeBytes };
  return { memory, swap: { totalBytes: swaptotal, freeBytes: swapfree } };
}

type Group = { limit: string; used: string; stat: string; kind: string };

const versions: readonly [RegExp, string, Group][] = [
  [
    /^0::(.*)$/m,
    "sys/fs/cgroup",
    { limit: "memory.max", used: "memory.current", stat: "memory.stat", kind: "cgroup" },
  ],
  [
    /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m,
    "sys/fs/cgroup/memory",
    { limit: "memory.limit_in_bytes", used: "memory.usage_in_bytes", stat: "memory.stat", kind: "cgroup" },
  ],
];

/** A container may be allowed less than there is; so may any group around it. */
async function withLimits(memory: Memory, root: string): Promise<Memory> {
  const groups = await readFile(join(root, "proc/self/cgroup"), "utf8").catch(() => "");
  let least = memory;
  for (const [pattern, base, names] of versions) {
    const path = pattern.exec(groups)?.[1];
    if (path === undefined) continue;
    const steps = path.split("/").filter((step) => step !== "" && step !== "..");
    for (let depth = steps.length; depth >= 0; depth -= 1) {
      const limited = await readGroup(join(root, base, ...steps.slice(0, depth)), names);
      if (limited === undefined || limited.totalBytes >= memory.totalBytes) continue;
      const totalBytes = Math.min(least.totalBytes, limited.totalBytes);
      const freeBytes = Math.min(least.freeBytes, limited.freeBytes);
      least = { totalBytes, freeBytes, limitedBy: names.kind };
    }
  }
  return least;
}

async function readGroup(folder: string, { limit, used, stat }: Group): Promise<Memory | undefined> {
  const read = (name: string) => readFile(join(folder, name), "utf8").catch(() => "");
  const totalBytes = Number.parseInt(await read(limit), 10);
  if (!Number.isSafeInteger(totalBytes) || totalBytes <= 0) return undefined;
  // Files that were read are counted as used and given up on demand.
  const given = Number(/^(?:total_)?inactive_file (\d+)/m.exec(await read(stat))?.[1] ?? 0);
  const held = Math.max(0, (Number.parseInt(await read(used), 10) || 0) - given);
  return { totalBytes, freeBytes: Math.max(0, totalBytes - held) };
}
