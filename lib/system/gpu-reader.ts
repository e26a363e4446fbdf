import type { GpuReading } from "#cli-bridge/protocol/system-answer.ts";
import { readAmdGpus } from "./amd-programs.ts";
import { followLines } from "./followed-lines.ts";
import { type GpuHolder, readGpuHolders } from "./gpu-holders.ts";
import { readKernelGpus } from "./kernel-gpus.ts";
import { readNamedGpus } from "./named-gpus.ts";
import { type FoundGpus, gpuInLine, nvidiaQuery, readNvidiaGpus } from "./nvidia-gpus.ts";
import { makePatient } from "./patient-asking.ts";
import type { AskProgram, FollowProgram } from "./program-asking.ts";

export type GpuAsking = { ask: AskProgram; follow?: FollowProgram | undefined; root?: string };
export type GpusNow = { gpus: GpuReading[]; holders: GpuHolder[]; notes: string[] };

const everySeconds = 2;
const roundsFresh = 4;
/** How long one that has gone silent is left alone before another is begun. */
const patienceMs = 60_000;
const holdersFreshMs = 10_000;

/** Every GPU of the machine, whoever made it. While it is watched, one program goes on telling instead of many starts. */
export function makeGpuReader({ ask: askAnew, follow, root = "/" }: GpuAsking) {
  const ask = makePatient(askAnew);
  let named: Promise<GpuReading[]> | undefined;
  let followed: Followed | undefined;
  let held: { atMs: number; holders: Promise<GpuHolder[]> } | undefined;

  const others = async () => {
    const told = await readKernelGpus(root);
    return told.length > 0 ? told : readAmdGpus(ask);
  };
  const nvidia = async (): Promise<FoundGpus> => {
    const gpus = followed?.gpus();
    return gpus ? { gpus, notes: [] } : readNvidiaGpus(ask);
  };
  const holdersNow = (): Promise<GpuHolder[]> => {
    if (!held || performance.now() - held.atMs > holdersFreshMs)
      held = { atMs: performance.now(), holders: readGpuHolders(ask) };
    return held.holders;
  };
  const read = async (): Promise<GpusNow> => {
    const [{ gpus: nvidias, notes }, rest] = await Promise.all([nvidia(), others()]);
    const holders = nvidias.length > 0 ? await holdersNow() : [];
    const gpus = [...nvidias, ...rest];
    if (gpus.length > 0) return { gpus, holders, notes };
    named ??= readNamedGpus(root);
    return { gpus: await named, holders, notes };
  };
  return {
    read,
    /** Only a program that has just answered is followed: one that hangs would be left behind each time. */
    watch: (isWatched: boolean, has: readonly GpuReading[]): void => {
      if (!isWatched || followed?.isSilent()) {
        followed?.end();
        followed = undefined;
      } else if (followed === undefined && follow && has.some(({ vendor }) => vendor === "nvidia")) {
        followed = followNvidia(follow);
      }
    },
  };
}

type Followed = ReturnType<typeof followNvidia>;

function followNvidia(follow: FollowProgram) {
  const sinceMs = performance.now();
  const { latest, end } = followLines({
    ...{ follow, freshMs: everySeconds * roundsFresh * 1000 },
    argv: [...nvidiaQuery, `--loop=${everySeconds}`],
    subjectOf: (line) => gpuInLine(line)?.id,
  });
  /** Undefined where it says nothing, so that it is asked in the other way, which tells why. */
  const gpus = (): GpuReading[] | undefined => {
    const found = latest().flatMap((line) => gpuInLine(line) ?? []);
    return found.length > 0 ? found : undefined;
  };
  return { gpus, end, isSilent: () => performance.now() - sinceMs > patienceMs && gpus() === undefined };
}
