import type { GpuReading } from "#cli-bridge/protocol/system-answer.ts";
import { readAmdGpus } from "./amd-programs.ts";
import { followLines } from "./followed-lines.ts";
import { type GpuHolder, holderInLine, holdersQuery, readGpuHolders } from "./gpu-holders.ts";
import { readKernelGpus } from "./kernel-gpus.ts";
import { readNamedGpus } from "./named-gpus.ts";
import { type FoundGpus, gpuInLine, nvidiaQuery, readNvidiaGpus } from "./nvidia-gpus.ts";
import { makePatient } from "./patient-asking.ts";
import type { AskProgram, FollowProgram } from "./program-asking.ts";

export type GpuAsking = { ask: AskProgram; follow?: FollowProgram | undefined; root?: string };
export type GpusNow = { gpus: GpuReading[]; holders: GpuHolder[]; notes: string[] };

const everySeconds = { gpus: 2, holders: 5 };
const roundsFresh = 4;
/** How long one that has gone silent is left alone before another is begun. */
const patienceMs = 60_000;

/** Every GPU of the machine, whoever made it. While it is watched, one program goes on telling instead of many starts. */
export function makeGpuReader({ ask: askAnew, follow, root = "/" }: GpuAsking) {
  const ask = makePatient(askAnew);
  let named: Promise<GpuReading[]> | undefined;
  let followed: Followed | undefined;

  const others = async () => {
    const told = await readKernelGpus(root);
    return told.length > 0 ? told : readAmdGpus(ask);
  };
  const nvidia = async (): Promise<FoundGpus> => {
    const gpus = followed?.gpus();
    return gpus ? { gpus, notes: [] } : readNvidiaGpus(ask);
  };
  const read = async (): Promise<GpusNow> => {
    const [{ gpus: nvidias, notes }, rest] = await Promise.all([nvidia(), others()]);
    const holders = nvidias.length > 0 ? (followed?.holders() ?? (await readGpuHolders(ask))) : [];
    const gpus = [...nvidias, ...rest];
    if (gpus.length > 0) return { gpus, holders, notes };
    named ??= readNamedGpus(root);
    return { gpus: await named, holders, notes };
  };
  return {
    read,
    /** Only a program that has answered once is followed: one that hangs would be left behind each time. */
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
  const begin = (
    query: readonly string[],
    seconds: number,
    subjectOf: (line: string) => string | undefined,
  ) =>
    followLines({
      ...{ follow, subjectOf, freshMs: seconds * roundsFresh * 1000 },
      argv: [...query, `--loop=${seconds}`],
    });
  const gpus = begin(nvidiaQuery, everySeconds.gpus, (line) => gpuInLine(line)?.id);
  const holders = begin(holdersQuery, everySeconds.holders, (line) => {
    const holder = holderInLine(line);
    return holder && `${holder.gpu} ${holder.pid}`;
  });
  const sinceMs = performance.now();
  let hasHeld = false;
  return {
    isSilent: () => performance.now() - sinceMs > patienceMs && !gpus.latest()?.length,
    /** Undefined where it says nothing, so that it is asked in the other way, which tells why. */
    gpus: (): GpuReading[] | undefined => {
      const found = gpus.latest()?.flatMap((line) => gpuInLine(line) ?? []) ?? [];
      return found.length > 0 ? found : undefined;
    },
    /** Until somebody holds something the program says nothing, and so does one that has not begun. */
    holders: (): GpuHolder[] | undefined => {
      const found = holders.latest()?.flatMap((line) => holderInLine(line) ?? []);
      hasHeld ||= (found?.length ?? 0) > 0;
      return hasHeld ? found : undefined;
    },
    end: () => {
      gpus.end();
      holders.end();
    },
  };
}
