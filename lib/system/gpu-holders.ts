import type { AskProgram } from "./program-asking.ts";

/** A process that holds memory of a GPU. On some systems it is not told how much. */
export type GpuHolder = { gpu: string; pid: number; bytes: number | undefined };

const limitMs = 4000;

/** Inside a container, and on desktops with Windows, nothing is listed. */
const holdersQuery = [
  ...(["nvidia-smi", "--query-compute-apps=gpu_uuid,pid,used_memory"] as const),
  "--format=csv,noheader,nounits",
] as const;

export async function readGpuHolders(ask: AskProgram): Promise<GpuHolder[]> {
  const answer = await ask(holdersQuery, limitMs);
  return "text" in answer ? answer.text.split("\n").flatMap((line) => holderInLine(line) ?? []) : [];
}

function holderInLine(line: string): GpuHolder | undefined {
  const [, gpu, pid, memory = ""] = /^\s*([\w-]+),\s*(\d+),\s*(.+)$/.exec(line) ?? [];
  if (gpu === undefined) return undefined;
  const mebibytes = Number.parseFloat(memory);
  return { gpu, pid: Number(pid), bytes: mebibytes >= 0 ? mebibytes * 1024 ** 2 : undefined };
}
