import { z } from "zod";
import type { GpuReading } from "#cli-bridge/protocol/system-answer.ts";
import type { AskProgram } from "./program-asking.ts";

const limitMs = 4000;
const mib = 1024 * 1024;

/** AMD's programs, for where the kernel does not show the cards in files: Windows, and some containers. */
export async function readAmdGpus(ask: AskProgram): Promise<GpuReading[]> {
  const newer = await ask(["amd-smi", "metric", "--json"], limitMs);
  if ("text" in newer) return gpusOfMetric(newer.text);
  if (newer.problem !== "missing") return [];
  const words = ["--showproductname", "--showmeminfo", "vram", "--showuse", "--showtemp", "--showpower"];
  const older = await ask(["rocm-smi", ...words, "--showclocks", "--json"], limitMs);
  return "text" in older ? gpusOfCards(older.text) : [];
}

const figure = z
  .union([z.object({ value: z.coerce.number() }).transform(({ value }) => value), z.number()])
  .optional()
  .catch(undefined);
const metric = z.object({
  gpu: z.number(),
  usage: z.object({ gfx_activity: figure }).optional().catch(undefined),
  power: z.object({ socket_power: figure }).optional().catch(undefined),
  temperature: z.object({ edge: figure, hotspot: figure }).optional().catch(undefined),
  clock: z
    .object({ gfx_0: z.object({ clk: figure }).optional(), mem_0: z.object({ clk: figure }).optional() })
    .optional()
    .catch(undefined),
  mem_usage: z.object({ total_vram: figure, used_vram: figure }),
});
/** Newer versions put the list into an object. */
const metrics = z.union([z.array(metric), z.object({ gpu_data: z.array(metric) })]);

function gpusOfMetric(text: string): GpuReading[] {
  const told = metrics.safeParse(jsonIn(text));
  if (!told.success) return [];
  const rows = Array.isArray(told.data) ? told.data : told.data.gpu_data;
  return rows.map(({ gpu, usage, power, temperature, clock, mem_usage }) => {
    const { total_vram = 0, used_vram = 0 } = mem_usage;
    return toGpu({
      ...{ id: `amd-${gpu}`, name: "AMD GPU", total: total_vram * mib, used: used_vram * mib },
      ...{ busy: usage?.gfx_activity, watts: power?.socket_power },
      celsius: temperature?.edge ?? temperature?.hotspot,
      ...{ clockMhz: clock?.gfx_0?.clk, memoryClockMhz: clock?.mem_0?.clk },
    });
  });
}

const cards = z.record(z.string(), z.record(z.string(), z.unknown()));

function gpusOfCards(text: string): GpuReading[] {
  const told = cards.safeParse(jsonIn(text));
  if (!told.success) return [];
  return Object.entries(told.data).flatMap(([card, values]) => {
    if (!/^card\d+$/.test(card)) return [];
    // The names of keys carry units and sensors, which differ between cards and versions.
    const of = (pattern: RegExp) => Object.entries(values).find(([key]) => pattern.test(key))?.[1];
    const numberOf = (pattern: RegExp) => {
      // Clocks stand in brackets.
      const value = Number.parseFloat(String(of(pattern)).replace("(", ""));
      return value >= 0 ? value : undefined;
    };
    const gpu = toGpu({
      ...{ id: card, name: String(of(/^card (series|model)$/i) ?? "AMD GPU") },
      ...{ total: numberOf(/vram total memory/i) ?? 0, used: numberOf(/vram total used/i) ?? 0 },
      ...{ busy: numberOf(/^gpu use/i), watts: numberOf(/power \(w\)/i) },
      celsius: numberOf(/temperature .*edge/i) ?? numberOf(/^temperature/i),
      ...{ clockMhz: numberOf(/^sclk clock speed/i), memoryClockMhz: numberOf(/^mclk clock speed/i) },
    });
    return [gpu];
  });
}

type Told = {
  id: string;
  name: string;
  total: number;
  used: number;
  busy: number | undefined;
  celsius: number | undefined;
  watts: number | undefined;
  clockMhz: number | undefined;
  memoryClockMhz: number | undefined;
};

function toGpu({ id, name, total, used, busy, ...told }: Told): GpuReading {
  const { celsius, watts, clockMhz, memoryClockMhz } = told;
  return {
    ...{ id, name, vendor: "amd" },
    ...(total > 0 ? { totalBytes: total, usedBytes: used, freeBytes: Math.max(0, total - used) } : {}),
    ...(busy !== undefined && { use: Math.min(1, busy / 100) }),
    ...(celsius !== undefined && { celsius }),
    ...(watts !== undefined && { watts }),
    ...(clockMhz !== undefined && { clockMhz }),
    ...(memoryClockMhz !== undefined && { memoryClockMhz }),
  };
}

/** Warnings may stand before what was asked for. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.slice(Math.max(0, text.search(/^[[{]/m))));
  } catch {
    return undefined;
  }
}
