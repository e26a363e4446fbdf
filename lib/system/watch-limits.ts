import type { MachineReading, SystemWarning } from "#cli-bridge/protocol/system-answer.ts";

export type WarningLimits = { memoryPercent: number; gpuCelsius: number };

/** A warning holds until what it is about has fallen this far below its limit, so that it is given once. */
const margin = { memoryPercent: 5, gpuCelsius: 5 };

/** So many looks one after the other must agree: a peak is no warning, and a figure left out once is no end of it. */
const looksMin = 2;

type Watched = {
  warning: SystemWarning;
  isHeld: boolean;
  /** How many in a row have spoken for the other. */
  looks: number;
};

/** What is too full or too hot. The memory of a GPU is not watched: servers reserve nearly all of it on purpose. */
export function makeLimitWatch() {
  let known = new Map<string, Watched>();
  return (
    reading: MachineReading,
    limits: WarningLimits,
  ): { warnings: SystemWarning[]; begun: SystemWarning[] } => {
    const before = known;
    const isHeld = (id: string) => before.get(id)?.isHeld === true;
    const over = [...memoryOver(reading, limits), ...heatOver(reading, limits)].filter(
      ({ id, by, margin: least }) => by >= 0 || (isHeld(id) && by > -least),
    );
    known = new Map(over.map((each) => [each.id, afterOver(each, before.get(each.id), reading.at)]));
    for (const [id, watched] of before) {
      const looks = watched.looks + 1;
      if (!known.has(id) && watched.isHeld && looks < looksMin) known.set(id, { ...watched, looks });
    }
    const warnings = [...known.values()].flatMap((each) => (each.isHeld ? [each.warning] : []));
    return { warnings, begun: warnings.filter(({ id }) => !isHeld(id)) };
  };
}

function afterOver({ id, kind, says }: Over, before: Watched | undefined, at: string): Watched {
  const warning = { id, kind, says, since: before?.warning.since ?? at };
  if (before?.isHeld) return { warning, isHeld: true, looks: 0 };
  const looks = (before?.looks ?? 0) + 1;
  return looks < looksMin ? { warning, isHeld: false, looks } : { warning, isHeld: true, looks: 0 };
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
