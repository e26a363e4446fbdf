import type { GpuNow } from "#cli-bridge/protocol/machine-now.ts";

/** Asks a program that may be missing, fail or hang; whoever may start programs hands this in. */
export type AskProgram = (
  argv: readonly string[],
  limitMs: number,
) => Promise<{ text: string } | { problem: "missing" | "failed" | "silent" }>;

/** A GPU whose memory is not told has none of its own: it shares the processor's. */
export type FoundGpus = { gpus: GpuNow[]; shares: string[]; notes: string[]; isSilent?: boolean };

const limitMs = 4000;
const mib = 1024 * 1024;
const argv = ["nvidia-smi", "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader,nounits"];

export async function readNvidiaGpus(ask: AskProgram): Promise<FoundGpus> {
  const answer = await ask(argv, limitMs);
  const nothing = { gpus: [], shares: [] };
  if ("text" in answer) return gpusIn(answer.text);
  if (answer.problem === "missing") return { ...nothing, notes: [] };
  const why = answer.problem === "silent" ? "did not answer in time" : "failed";
  const notes = [`nvidia-smi ${why}, so GPUs are not counted.`];
  return { ...nothing, notes, isSilent: answer.problem === "silent" };
}

/** One line for each GPU; `[N/A]` stands where a figure does not exist. */
function gpusIn(text: string): FoundGpus {
  const found: FoundGpus = { gpus: [], shares: [], notes: [] };
  for (const line of text.split(/\r?\n/).slice(0, 256)) {
    const [, name, total, free] = /^(.+),\s*([^,]+),\s*([^,]+)$/.exec(line.trim()) ?? [];
    if (name === undefined) continue;
    const [totalBytes, freeBytes] = [Number(total) * mib, Number(free) * mib];
    if (totalBytes > 0 && freeBytes >= 0) found.gpus.push({ name: name.trim(), totalBytes, freeBytes });
    else found.shares.push(name.trim());
  }
  return found;
}
