import { readFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { MachineReading } from "#cli-bridge/protocol/system-answer.ts";

type Ticks = { busy: number; all: number };

/** How busy the processors were since the look before. */
export function makeCpuReader(root = "/"): () => Promise<MachineReading["cpu"]> {
  const name = cpus()[0]?.model.trim() || "CPU";
  let before: Ticks[] = [];
  return async () => {
    const text = await readFile(join(root, "proc/stat"), "utf8").catch(() => undefined);
    const now = text === undefined ? ticksOfSystem() : ticksIn(text);
    const isFirst = before.length !== now.length;
    const cores = isFirst ? [] : now.map((ticks, at) => shareOf(before[at], ticks));
    const use = isFirst ? undefined : shareOf(sumOf(before), sumOf(now));
    before = now;
    return { name, cores, load: loadavg(), ...(use !== undefined && { use }) };
  };
}

/** One line for each core: user, nice, system, idle, iowait and others. Guests are counted in user already. */
function ticksIn(text: string): Ticks[] {
  return [...text.matchAll(/^cpu\d+ (.+)$/gm)].map(([, columns = ""]) => {
    const ticks = columns.trim().split(/\s+/).slice(0, 8).map(Number);
    const all = ticks.reduce((sum, each) => sum + each, 0);
    return { all, busy: all - (ticks[3] ?? 0) - (ticks[4] ?? 0) };
  });
}

const ticksOfSystem = (): Ticks[] =>
  cpus().map(({ times }) => {
    const all = Object.values(times).reduce((sum, each) => sum + each, 0);
    return { all, busy: all - times.idle };
  });

const sumOf = (ticks: readonly Ticks[]): Ticks => ({
  busy: ticks.reduce((sum, { busy }) => sum + busy, 0),
  all: ticks.reduce((sum, { all }) => sum + all, 0),
});

/** Waiting for disks may be told less later, so a share can come out below nothing. */
function shareOf(before: Ticks | undefined, now: Ticks): number {
  if (before === undefined || now.all <= before.all) return 0;
  const share = (now.busy - before.busy) / (now.all - before.all);
  return Number(Math.min(1, Math.max(0, share)).toFixed(3));
}
