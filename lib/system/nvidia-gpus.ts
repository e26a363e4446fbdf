import type { GpuReading } from "#cli-bridge/protocol/system-answer.ts";
import type { AskProgram } from "./program-asking.ts";

export type FoundGpus = { gpus: GpuReading[]; notes: string[]; isSilent?: boolean };

const limitMs = 4000;
const mib = 1024 * 1024;
const fields = [
  ...(["index", "uuid", "name", "memory.total", "memory.used", "memory.free"] as const),
  ...(["utilization.gpu", "temperature.gpu", "power.draw", "power.limit"] as const),
  ...(["clocks.sm", "clocks.mem", "driver_version"] as const),
];

/** One line for each GPU, in mebibytes, degrees, watts and megahertz; `[N/A]` stands where a figure does not exist. */
export const nvidiaQuery = [
  "nvidia-smi",
  `--query-gpu=${fields.join(",")}`,
  "--format=csv,noheader,nounits",
] as const;

export async function readNvidiaGpus(ask: AskProgram): Promise<FoundGpus> {
  const answer = await ask(nvidiaQuery, limitMs);
  if ("text" in answer) {
    const lines = answer.text.split("\n").slice(0, 256);
    return { gpus: lines.flatMap((line) => gpuInLine(line) ?? []), notes: [] };
  }
  if (answer.problem === "missing") return { gpus: [], notes: [] };
  const isSilent = answer.problem === "silent";
  const why = isSilent ? "did not answer in time" : "failed";
  return { gpus: [], notes: [`nvidia-smi ${why}, so GPUs are not counted.`], isSilent };
}

/** Undefined for what is no line of figures, as a message of the driver's. */
export function gpuInLine(line: string): GpuReading | undefined {
  const words = line.trim().split(/,\s+/);
  const [index = "", id = "", name = "", ...rest] = words;
  if (words.length !== fields.length || !/^\d+$/.test(index)) return undefined;
  const [total, used, free, busy, celsius, watts, wattsMax, clockMhz, memoryClockMhz] = rest.map(numberIn);
  const driver = rest.at(-1);
  const ownMemory = total !== undefined &&
    total > 0 && {
      totalBytes: total * mib,
      ...(used !== undefined && { usedBytes: used * mib }),
      freeBytes: (free ?? Math.max(0, total - (used ?? 0))) * mib,
    };
  return {
    ...{ id, name, vendor: "nvidia" },
    ...(ownMemory || { sharesMemory: true as const }),
    ...(busy !== undefined && { use: Math.min(1, busy / 100) }),
    ...(celsius !== undefined && { celsius }),
    ...(watts !== undefined && { watts }),
    ...(wattsMax !== undefined && { wattsMax }),
    ...(clockMhz !== undefined && { clockMhz }),
    ...(memoryClockMhz !== undefined && { memoryClockMhz }),
    ...(driver !== undefined && numberIn(driver) !== undefined && { driver }),
  };
}

/** Some languages write a comma where others write a point; what is in brackets is no number. */
function numberIn(word: string): number | undefined {
  const value = Number.parseFloat(word.replace(",", "."));
  return value >= 0 ? value : undefined;
}
