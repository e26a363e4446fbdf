import type { MachineReading, SystemWarning } from "#cli-bridge/protocol/system-answer.ts";

export type WarningLimits = { memoryPercent: number; gpuCelsius: number };

/** A warning holds until what it is about has fallen this far below its limit, so that it is given once. */
const margin = { memoryPercent: 5, gpuCelsius: 5 };

/**
 * What is too full or too hot. The memory of a GPU is not watched: servers reserve nearly all of it on purpose.
 * A limit that is lowered or raised holds from the next look on.
 */
export function makeLimitWatch() {
  let held = new Map<string, SystemWarning>();
  return (
    reading: MachineReading,
    limits: WarningLimits,
  ): { warnings: SystemWarning[]; begun: SystemWarning[] } => {
    const before = held;
    const over = [...memoryOver(reading, limits), ...heatOver(reading, limits)].filter(
      ({ id, by, margin: least }) => by >= 0 || (before.has(id) && by > -least),
    );
    const warnings = over.map(({ id, kind, says }) => {
      const since = before.get(id)?.since ?? reading.at;
      return { id, kind, says, since };
    });
    held = new Map(warnings.map((warning) => [warning.id, warning]));
    return { warnings, begun: warnings.filter(({ id }) => !before.has(id)) };
  };
}

type Over = Pick<SystemWarning, "id" | "kind" | "says"> & { by: number; margin: number };

function memoryOver({ memory }: MachineReading, { memoryPercent }: WarningLimits): Over[] {
  if (memory.totalBytes === 0) return [];
  const percent = (1 - memory.freeBytes / memory.totalBytes) * 100;
  const says = `${Math.round(percent)} % of the memory is in use.`;
  return [{ id: "memory", kind: "memory", says, by: percent - memoryPercent, margin: margin.memoryPercent }];
}

/** A GPU that says nothing for a moment is not one that has cooled, but neither does it warn. */
const heatOver = ({ gpus }: MachineReading, { gpuCelsius }: WarningLimits): Over[] =>
  gpus.flatMap(({ id, name, celsius }, at) => {
    if (celsius === undefined) return [];
    const who = gpus.length > 1 ? `GPU ${at + 1} (${name})` : name;
    const says = `${who} is at ${Math.round(celsius)} °C.`;
    return [{ id: `heat:${id}`, kind: "heat", says, by: celsius - gpuCelsius, margin: margin.gpuCelsius }];
  });
