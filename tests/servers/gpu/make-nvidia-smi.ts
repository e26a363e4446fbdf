import { chmod, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type StandInGpu = {
  total: number | string;
  used: number;
  celsius?: number;
  busy?: number;
  name?: string;
};
export type StandInState = {
  gpus: readonly StandInGpu[];
  /** Memory in MiB, or what stands there where it is not told. */
  holders?: readonly { gpu: number; pid: number; mib: number | string }[];
  /** It never says anything, as with a driver that hangs. */
  hangs?: boolean;
};

/** A program that answers as `nvidia-smi` does, in the words of its state, which may change while it runs. */
export async function makeNvidiaSmi(folder: string, state: StandInState) {
  const tell = async (now: StandInState) => {
    await writeFile(join(folder, "state.new"), JSON.stringify(now));
    await rename(join(folder, "state.new"), join(folder, "state.json"));
  };
  await tell(state);
  const program = join(folder, "nvidia-smi");
  await writeFile(program, `#!${process.execPath}\n${script}`);
  await chmod(program, 0o755);
  return { folder, tell };
}

const script = `
const { appendFileSync, readFileSync } = require("node:fs");
const asked = process.argv.slice(2).join(" ");
appendFileSync(__dirname + "/asked.log", asked + "\\n");
const say = () => {
  const { gpus, holders = [], hangs } = JSON.parse(readFileSync(__dirname + "/state.json", "utf8"));
  if (hangs) return;
  const rows = asked.includes("--query-compute-apps")
    ? holders.map(({ gpu, pid, mib }) => ["GPU-" + gpu, pid, mib])
    : gpus.map(({ name = "NVIDIA H200", total, used, busy = 7, celsius = 40 }, at) => {
        const memory = typeof total === "number" ? [total, used, total - used] : [total, total, total];
        return [at, "GPU-" + at, name, ...memory, busy, celsius, "75.30", "700.00", 1980, 2619, "580.95.05"];
      });
  process.stdout.write(rows.map((row) => row.join(", ") + "\\n").join(""));
  return true;
};
const seconds = Number(/--loop=(\\d+)/.exec(asked)?.[1] ?? 0);
const hasSaid = say();
if (seconds > 0) setInterval(say, seconds * 1000);
else if (!hasSaid) setInterval(() => {}, 1000);
`;
