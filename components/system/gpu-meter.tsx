import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { cn } from "#lib/cn.ts";
import { toByteWords } from "#lib/format.ts";
import { gpuFigures, gpuPartsShown } from "./gpu-bar.ts";
import { Meter } from "./meter.tsx";
import { partTones } from "./split-bar.tsx";

type Gpu = SystemAnswer["gpus"][number];

export function GpuMeter({ gpu, name }: { gpu: Gpu; name: string }) {
  const { totalBytes, usedBytes } = gpu;
  const parts = gpuPartsShown(gpu);
  const figures = gpuFigures(gpu);
  const held = parts.map(({ says }) => says).join(", ") || "nothing held";
  const bar = totalBytes !== undefined && {
    label: `Memory of ${name}: ${held}, of ${toByteWords(totalBytes)}`,
    ...{ total: totalBytes, parts },
  };
  return (
    <Meter title={name} value={memoryWords({ totalBytes, usedBytes })} bar={bar || undefined}>
      <span className="flex flex-wrap gap-x-3">
        {figures.map((figure) => (
          <span key={figure}>{figure}</span>
        ))}
        {figures.length === 0 && "Its driver tells nothing more."}
      </span>
      {parts.length > 0 && (
        <ul className="mt-1 flex flex-wrap gap-x-3" aria-label={`Who uses ${name}`}>
          {parts.map(({ key, tone, says }) => (
            <li key={key} className="flex min-w-0 items-center gap-1.5">
              <span aria-hidden="true" className={cn("size-2 shrink-0 rounded-sm", partTones[tone])} />
              <span className="break-all">{says}</span>
            </li>
          ))}
        </ul>
      )}
    </Meter>
  );
}

function memoryWords({ totalBytes, usedBytes }: Pick<Gpu, "totalBytes" | "usedBytes">): string {
  if (totalBytes === undefined) return "shares the memory";
  return usedBytes === undefined
    ? toByteWords(totalBytes)
    : `${toByteWords(usedBytes)} of ${toByteWords(totalBytes)}`;
}
