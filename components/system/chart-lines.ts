import type { SystemAnswer, SystemHistory } from "#cli-bridge/protocol/system-answer.ts";
import { toByteWords, toRateWords } from "#lib/format.ts";
import { gpuNamesOf } from "./gpu-bar.ts";

export type Figure = keyof typeof figureWords;
export type ChartLine = { label: string; values: readonly (number | null)[] };
export type Chart = { title: string; figure: Figure; max?: number; lines: ChartLine[] };

export const figureWords = {
  share: (value: number) => `${Math.round(value * 100)} %`,
  bytes: toByteWords,
  rate: toRateWords,
  celsius: (value: number) => `${Math.round(value)} °C`,
  watts: (value: number) => `${Math.round(value)} W`,
} as const;

type Machine = Pick<SystemAnswer, "memory" | "swap" | "gpus">;

/** The charts that there is something to draw for. */
export function chartsOf({ series }: SystemHistory, { memory, swap, gpus }: Machine): Chart[] {
  const line = (label: string, name: string): ChartLine[] => {
    const values = series[name];
    return values?.some((value) => value !== null) ? [{ label, values }] : [];
  };
  const names = gpuNamesOf(gpus);
  const perGpu = (figure: string) =>
    gpus.flatMap(({ id }, at) => line(names[at] ?? "GPU", `gpu ${id} ${figure}`));
  const gpuBytes = Math.max(0, ...gpus.map(({ totalBytes = 0 }) => totalBytes));
  const swapLine = swap.totalBytes > 0 ? line("Swap", "swap") : [];
  const charts: Chart[] = [
    { title: "Processor", figure: "share", max: 1, lines: line("Busy", "cpu") },
    {
      title: "Memory",
      figure: "bytes",
      max: memory.totalBytes,
      lines: [...line("In use", "memory"), ...swapLine],
    },
    { title: "GPU use", figure: "share", max: 1, lines: perGpu("use") },
    { title: "GPU memory", figure: "bytes", ...(gpuBytes > 0 && { max: gpuBytes }), lines: perGpu("memory") },
    { title: "GPU temperature", figure: "celsius", lines: perGpu("celsius") },
    { title: "GPU power", figure: "watts", lines: perGpu("watts") },
    { title: "Network", figure: "rate", lines: [...line("In", "in"), ...line("Out", "out")] },
  ];
  return charts.filter(({ lines }) => lines.length > 0);
}

/** What a line says to somebody who does not see it. */
export function summaryOf({ values }: ChartLine): { now: number; least: number; most: number } | undefined {
  const told = values.filter((value) => value !== null);
  const now = told.at(-1);
  if (now === undefined) return undefined;
  return { now, least: Math.min(...told), most: Math.max(...told) };
}
