import type { SystemAnswer } from "#cli-bridge/protocol/system-answer.ts";
import { toByteWords, toCountWords, toRateWords } from "#lib/format.ts";
import { gpuNamesOf } from "./gpu-bar.ts";
import { GpuMeter } from "./gpu-meter.tsx";
import { Meter } from "./meter.tsx";
import type { BarPart } from "./split-bar.tsx";

/** Everything that runs out, each with how much of it is left. */
export function MachineMeters({ machine }: { machine: SystemAnswer }) {
  const { memory, swap, disks, gpus, network, limits } = machine;
  const names = gpuNamesOf(gpus);
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] gap-3">
      <CpuMeter {...machine.cpu} />
      <RoomMeter
        title={memory.limitedBy === undefined ? "Memory" : `Memory (${memory.limitedBy})`}
        {...memory}
        full={{ warning: limits.memoryPercent * 0.75, danger: limits.memoryPercent }}
      >
        {swap.totalBytes > 0
          ? `Swap ${toByteWords(swap.totalBytes - swap.freeBytes)} of ${toByteWords(swap.totalBytes)}`
          : "No swap"}
        {network &&
          ` · Network ${toRateWords(network.inPerSecond)} in, ${toRateWords(network.outPerSecond)} out`}
      </RoomMeter>
      {gpus.map((gpu, at) => (
        <GpuMeter key={gpu.id} gpu={gpu} name={names[at] ?? gpu.name} />
      ))}
      {gpus.length === 0 && (
        <Meter title="GPU" value={machine.notes.length === 0 ? "none" : "unknown"}>
          {machine.notes.length === 0 && "No GPU was found; models run on the processor."}
        </Meter>
      )}
      {disks.map(({ paths, ...room }) => (
        <RoomMeter key={paths.join()} title={`Disk of ${paths.join(", ")}`} {...room}>
          {toByteWords(room.freeBytes)} free
        </RoomMeter>
      ))}
    </ul>
  );
}

function CpuMeter({ name, use, cores, load }: SystemAnswer["cpu"]) {
  const percent = use === undefined ? undefined : Math.round(use * 100);
  const bar = { label: `Processor ${percent ?? 0} % busy`, total: 1, parts: [] as BarPart[] };
  if (use !== undefined) bar.parts.push({ key: "use", bytes: use, tone: "first" });
  return (
    <Meter title={name} value={percent === undefined ? "…" : `${percent} % busy`} bar={bar}>
      {cores.length > 0 &&
        `${toCountWords(cores.length, "core")}, the busiest ${Math.round(Math.max(...cores) * 100)} % · `}
      Load {load.map((each) => each.toFixed(2)).join(" ")}
    </Meter>
  );
}

type RoomMeterProps = {
  title: string;
  totalBytes: number;
  freeBytes: number;
  /** From how many percent on it is filling up, and nearly full. */
  full?: { warning: number; danger: number };
  children: React.ReactNode;
};

function RoomMeter({
  title,
  totalBytes,
  freeBytes,
  full = { warning: 90, danger: 97 },
  children,
}: RoomMeterProps) {
  const used = totalBytes - freeBytes;
  const percent = totalBytes > 0 ? (used / totalBytes) * 100 : 0;
  const level = percent >= full.danger ? "danger" : percent >= full.warning ? "warning" : "first";
  const words = `${toByteWords(used)} of ${toByteWords(totalBytes)}`;
  return (
    <Meter
      title={title}
      value={words}
      bar={{
        label: `${title}: ${words} in use`,
        total: totalBytes,
        parts: [{ key: "used", bytes: used, tone: level }],
      }}
    >
      {level !== "first" && <span>{level === "danger" ? "Nearly full · " : "Filling up · "}</span>}
      {children}
    </Meter>
  );
}
